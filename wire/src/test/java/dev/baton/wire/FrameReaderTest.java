package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.core.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 9: packets on a stream. */
@Domain(DomainContext.Global.class)
@Domain(AnyMessage.class)
final class FrameReaderTest {
  private final List<String> found = new ArrayList<>();
  private final FrameSink sink =
      new FrameSink() {
        @Override
        public void packet(ByteBuffer packet) {
          byte[] copy = new byte[packet.remaining()];
          packet.get(copy);
          found.add(HexFormat.of().formatHex(copy));
        }

        @Override
        public void malformed(String reason) {
          found.add(reason);
        }
      };

  @Test
  void severalPacketsInOnePieceComeOneByOne() {
    FrameReader reader = new FrameReader(type -> 9);

    reader.take(bytes("00000001aa" + "00000003bbccdd"), sink);

    assertThat(found).containsExactly("aa", "bbccdd");
    assertThat(reader.atBoundary()).isTrue();
  }

  @Test
  void aPacketThatComesByteByByteIsTheSame() {
    FrameReader reader = new FrameReader(type -> 9);
    byte[] stream = HexFormat.of().parseHex("00000001aa" + "00000003bbccdd");

    for (int i = 0; i < stream.length; i++) {
      assertThat(reader.atBoundary()).isEqualTo(i == 0 || i == 5);
      reader.take(ByteBuffer.wrap(stream, i, 1), sink);
    }

    assertThat(found).containsExactly("aa", "bbccdd");
  }

  @Test
  void theLimitOfTheTypeIsTheLengthsLimit() {
    FrameReader reader = new FrameReader(type -> type == 0xbb ? 2 : 0);

    reader.take(bytes("00000002bbcc" + "00000003bbccdd" + "00000001bb"), sink);

    assertThat(found).containsExactly("bbcc", "a packet of type 187 has 1 to 2 bytes, not 3");
    assertThat(reader.atBoundary()).isFalse();
  }

  @Test
  void aWrongLengthIsReportedOnceWhicheverPieceItComesIn() {
    for (String wrong : List.of("00000000bb", "7fffffffbb", "ffffffffbb", "00000001aa")) {
      for (int cut = 0; cut < 5; cut++) {
        found.clear();
        FrameReader reader = new FrameReader(type -> type == 0xbb ? 8 : 0);
        byte[] stream = HexFormat.of().parseHex("00000001bb" + wrong);
        reader.take(ByteBuffer.wrap(stream, 0, 5 + cut), sink);
        reader.take(ByteBuffer.wrap(stream, 5 + cut, 5 - cut), sink);
        reader.take(bytes("00000001bb"), sink);

        assertThat(found).hasSize(2).first().isEqualTo("bb");
        assertThat(found.getLast()).startsWith("a packet of type");
      }
    }
  }

  @Test
  void onlyWhatHasArrivedIsKept() {
    FrameReader reader = new FrameReader(type -> 1 << 20);
    byte[] large = new byte[1 << 20];
    large[0] = 7;

    reader.take(ByteBuffer.allocate(4).putInt(large.length).flip(), sink);
    assertThat(reader.keptBytes()).isLessThanOrEqualTo(256);
    reader.take(ByteBuffer.wrap(large, 0, 1000), sink);
    assertThat(reader.keptBytes()).isLessThanOrEqualTo(2048);
    reader.take(ByteBuffer.wrap(large, 1000, large.length - 1000), sink);

    assertThat(found).containsExactly(HexFormat.of().formatHex(large));
    assertThat(reader.keptBytes()).isLessThanOrEqualTo(256);
  }

  @Test
  void onlyBigEndianBuffersAreTaken() {
    FrameReader reader = new FrameReader(type -> 9);
    ByteBuffer little = bytes("00").order(ByteOrder.LITTLE_ENDIAN);
    assertThatIllegalArgumentException().isThrownBy(() -> reader.take(little, sink));
  }

  @Property(tries = 200)
  void aStreamOfMessagesIsTheSameHoweverItIsCut(
      @ForAll @Size(max = 5) List<Message> messages,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 300) Integer> pieces) {
    found.clear();
    List<String> sent = new ArrayList<>();
    ByteBuffer stream = ByteBuffer.allocate(Limits.CONTROL_BYTES_MAX);
    for (Message message : messages) {
      ByteBuffer frame = Wire.encodeFrame(message);
      byte[] content = new byte[frame.remaining()];
      frame.duplicate().get(content);
      sent.add(HexFormat.of().formatHex(content, FrameReader.LENGTH_BYTES, content.length));
      stream.put(frame);
    }
    stream.flip();

    FrameReader reader = new FrameReader(Wire::bytesMax);
    for (int i = 0; stream.hasRemaining(); i++) {
      int length = Math.min(pieces.get(i % pieces.size()), stream.remaining());
      reader.take(stream.slice(stream.position(), length), sink);
      stream.position(stream.position() + length);
    }

    assertThat(found).isEqualTo(sent);
    assertThat(reader.atBoundary()).isTrue();
  }

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }
}
