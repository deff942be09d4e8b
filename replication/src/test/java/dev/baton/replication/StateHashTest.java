package dev.baton.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StateHashTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|ef46db3751d8e999",
        "a|d24ec4f1a98c6e5b",
        "as|1c330fb2d66be179",
        "asd|631c37ce72a97393",
        "asdf|415872f599cea71e",
        "abc|44bc2cf5ad770999",
        "Nobody inspects the spammish repetition|fbcea83c8a378bf1",
        "Call me Ishmael. Some years ago--never mind how long precisely-|02a2e85470d6fd96",
      })
  void theHashIsXxHash64(String text, String expected) {
    byte[] content = text.getBytes(StandardCharsets.US_ASCII);
    GrowingBytes bytes = new GrowingBytes(100);
    bytes.resize(content.length);
    bytes.copyIn(0, ByteBuffer.wrap(content), 0, content.length);

    assertThat(StateHash.of(bytes)).isEqualTo(Long.parseUnsignedLong(expected, 16));
  }

  @ParameterizedTest
  @CsvSource({"0", "7", "31", "32", "4095"})
  void oneChangedByteChangesTheHash(int index) {
    GrowingBytes bytes = new GrowingBytes(4096);
    bytes.resize(4096);
    long before = StateHash.of(bytes);
    bytes.array()[index] ^= 1;

    assertThat(StateHash.of(bytes)).isNotEqualTo(before);
  }
}
