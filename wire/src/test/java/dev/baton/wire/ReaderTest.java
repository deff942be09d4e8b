package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 9: the primitive fields, written and read. */
final class ReaderTest {

  @Test
  void whatIsWrittenIsReadBack() {
    ByteBuffer packet = ByteBuffer.allocate(200);
    Digest digest = Digest.sha256(new byte[] {7});
    new Writer(packet)
        .u8(255, 0, 255)
        .u16(65_535, 0, 65_535)
        .i32(-2, -2, 5)
        .i64(Long.MAX_VALUE, 0, Long.MAX_VALUE)
        .bool(true)
        .digest(digest)
        .bytes(Bytes.of(new byte[] {1, 2}), 0, 2)
        .bytes(Bytes.of(new byte[] {3}), 1, 65_536)
        .text("Äpfel 🍏", 0, 64)
        .count(3, 0, 3);

    Reader in = new Reader(packet.flip());

    assertThat(in.u8(0, 255)).isEqualTo(255);
    assertThat(in.u16(0, 65_535)).isEqualTo(65_535);
    assertThat(in.i32(-2, 5)).isEqualTo(-2);
    assertThat(in.i64(0, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(in.bool()).isTrue();
    assertThat(in.digest()).isEqualTo(digest);
    assertThat(in.bytes(0, 2)).isEqualTo(Bytes.of(new byte[] {1, 2}));
    assertThat(in.view(1, 65_536)).isEqualTo(ByteBuffer.wrap(new byte[] {3}));
    assertThat(in.text(0, 64)).isEqualTo("Äpfel 🍏");
    assertThat(in.count(0, 3, 0)).isEqualTo(3);
    assertThat(in.end("all")).isEqualTo(new Decoded.Ok<>("all"));
  }

  @Test
  void numbersAreBigEndianAndLengthsTakeTwoBytesOrFour() {
    ByteBuffer packet = ByteBuffer.allocate(64);
    Writer out = new Writer(packet);

    out.i32(0x01020304, 0, Integer.MAX_VALUE).u16(0xABCD, 0, 65_535);
    out.bytes(Bytes.ofHex("ff"), 0, 65_535).bytes(Bytes.ofHex("ee"), 0, 65_536).text("é", 0, 1);

    assertThat(out.bytes()).isEqualTo(packet.position());
    assertThat(HexFormat.of().formatHex(packet.array(), 0, packet.position()))
        .isEqualTo("01020304" + "abcd" + "0001ff" + "00000001ee" + "0002c3a9");
  }

  @Test
  void aValueOutOfItsRangeIsMalformed() {
    assertMalformed(reader("00").end(reader("00")), "1 bytes too many");
    Reader low = reader("00");
    assertThat(low.u8(1, 4)).isEqualTo(1);
    assertMalformed(low.end(1), "0 is not 1 to 4");
    Reader high = reader("ffffffff");
    assertThat(high.i32(0, 9)).isZero();
    assertMalformed(high.end(1), "-1 is not 0 to 9");
    Reader wide = reader("8000000000000000");
    assertThat(wide.i64(0, 9)).isZero();
    assertMalformed(wide.end(1), "-9223372036854775808 is not 0 to 9");
    Reader two = reader("02");
    assertThat(two.bool()).isFalse();
    assertMalformed(two.end(1), "2 is not 0 to 1");
  }

  @Test
  void aPacketThatEndsTooEarlyIsMalformed() {
    Reader in = reader("0102");
    in.i32(0, 9);
    assertMalformed(in.end(1), "ends 2 bytes too early");
    Reader bytes = reader("000301ff");
    assertThat(bytes.bytes(2, 9)).isEqualTo(Bytes.of(new byte[2]));
    assertMalformed(bytes.end(1), "ends 1 bytes too early");
    Reader view = reader("000301ff");
    assertThat(view.view(2, 9).remaining()).isZero();
    assertMalformed(view.end(1), "ends 1 bytes too early");
    Reader digest = reader("ff".repeat(31));
    assertThat(digest.digest()).isEqualTo(Digest.ZERO);
    assertMalformed(digest.end(1), "ends 1 bytes too early");
  }

  @Test
  void aLengthBeyondItsLimitIsMalformedBeforeAnythingIsTaken() {
    Reader in = reader("ffff");
    in.bytes(0, 4096);
    assertMalformed(in.end(1), "65535 is not 0 to 4096");
    Reader wide = reader("7fffffff");
    wide.bytes(0, 1 << 20);
    assertMalformed(wide.end(1), "2147483647 is not 0 to 1048576");
  }

  @Test
  void aCountThatCannotFitIsMalformedBeforeAnythingIsTaken() {
    Reader in = reader("0005" + "00".repeat(9));
    assertThat(in.count(1, 10, 2)).isEqualTo(1);
    assertMalformed(in.end(1), "5 elements do not fit into the 9 bytes that remain");
  }

  @Test
  void textThatIsNotUtf8IsMalformed() {
    for (String utf8 : new String[] {"c0af", "eda080", "f4908080", "ff", "c3"}) {
      Reader in = reader("000" + utf8.length() / 2 + utf8);
      assertThat(in.text(1, 64)).isEqualTo(" ");
      assertMalformed(in.end(1), "not UTF-8");
    }
  }

  @Test
  void textIsBoundedByItsChars() {
    Reader in = reader("0003616263");
    assertThat(in.text(0, 2)).isEmpty();
    assertMalformed(in.end(1), "3 is not 0 to 2");
    Reader none = reader("0000");
    assertThat(none.text(1, 2)).isEqualTo(" ");
    assertMalformed(none.end(1), "0 is not 1 to 6");
  }

  @Test
  void afterTheFirstFaultNothingIsReadAndTheFirstIsReported() {
    Reader in = reader("00ff01");
    in.u8(1, 1);
    assertThat(in.u8(7, 255)).isEqualTo(7);
    assertThat(in.i64(-3, 0)).isEqualTo(-3);
    assertThat(in.text(0, 3)).isEmpty();
    assertThat(in.bytes(0, 3)).isEqualTo(Bytes.EMPTY);
    assertThat(in.count(2, 3, 1)).isEqualTo(2);
    assertThat(in.remaining()).isEqualTo(2);
    in.fail("another");
    in.faultIn("kind");
    assertMalformed(in.end(1), "kind: 0 is not 1 to 1");
  }

  @Test
  void aReaderTurnsToAnotherPacketWithoutItsOldFault() {
    Reader in = reader("");
    in.u8(0, 1);
    assertThat(in.faulty()).isTrue();

    in.over(ByteBuffer.wrap(new byte[] {1}));

    assertThat(in.bool()).isTrue();
    assertThat(in.end(1)).isEqualTo(new Decoded.Ok<>(1));
  }

  @Test
  void whatDoesNotFitIsCountedAndNotWritten() {
    ByteBuffer packet = ByteBuffer.allocate(5);
    Writer out = new Writer(packet);

    out.i32(1, 0, 9).u16(2, 0, 9).u8(3, 0, 9);

    assertThat(out.bytes()).isEqualTo(7);
    assertThat(out.overflown()).isTrue();
    assertThat(packet.position()).isEqualTo(4);
    assertThat(new Writer().text("abc", 0, 3).bytes()).isEqualTo(5);
    assertThat(out.over(ByteBuffer.allocate(1)).bool(true).overflown()).isFalse();
  }

  @Test
  void theCallerIsToldOfAValueBeyondItsBounds() {
    Writer out = new Writer();
    assertThatIllegalArgumentException().isThrownBy(() -> out.u8(5, 0, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> out.i64(-1, 0, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> out.text("abc", 0, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> out.text("\ud800", 0, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> out.bytes(Bytes.ofHex("0102"), 0, 1));
    assertThat(out.bytes()).isZero();
  }

  @Test
  void onlyBigEndianBuffersAreTaken() {
    ByteBuffer little = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    assertThatIllegalArgumentException().isThrownBy(() -> new Reader(little));
    assertThatIllegalArgumentException().isThrownBy(() -> new Writer(little));
  }

  private static Reader reader(String hex) {
    return new Reader(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }

  private static void assertMalformed(Decoded<?> decoded, String reason) {
    assertThat(decoded).isEqualTo(new Decoded.Malformed<>(reason));
  }
}
