package dev.baton.client;

import java.util.Arrays;

/**
 * Puts one line of JSON together in one array, so that nothing is allocated (docs/flight-recorder).
 *
 * <p>A line never becomes longer than {@value #BYTES_MAX} bytes as long as its texts and keys are
 * few: a text is cut at {@value #TEXT_MAX} characters. Confined to one thread at a time.
 */
final class JsonLine {

  static final int BYTES_MAX = 8192;
  static final int TEXT_MAX = 200;

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final byte[] bytes = new byte[BYTES_MAX];
  private int length;

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  JsonLine begin(long tNs, String event) {
    length = 0;
    ascii("{\"t\":");
    digits(tNs);
    ascii(",\"e\":\"");
    ascii(event);
    put('"');
    return this;
  }

  void end() {
    put('}');
    put('\n');
  }

  JsonLine number(String key, long value) {
    key(key);
    digits(value);
    return this;
  }

  JsonLine flag(String key, boolean value) {
    key(key);
    ascii(value ? "true" : "false");
    return this;
  }

  /** A text of our own, of letters and digits. */
  JsonLine word(String key, String value) {
    key(key);
    put('"');
    ascii(value);
    put('"');
    return this;
  }

  /** The sixteen digits of a hash. */
  JsonLine hex(String key, long value) {
    key(key);
    put('"');
    for (int shift = 60; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(int) (value >>> shift) & 0xF];
    }
    put('"');
    return this;
  }

  /** An enum's name in the recorder's spelling: {@code LINK_CLOSED} becomes {@code linkClosed}. */
  JsonLine constant(String key, Enum<?> value) {
    key(key);
    put('"');
    String name = value.name();
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '_') {
        put(upper ? c : Character.toLowerCase(c));
      }
      upper = c == '_';
    }
    put('"');
    return this;
  }

  /** A text of any content, cut if it is long. */
  JsonLine text(String key, String value) {
    key(key);
    put('"');
    int end = Math.min(value.length(), TEXT_MAX);
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        put('\\');
        put(c);
      } else if (c < 0x20 || c > 0x7E) {
        unicode(c);
      } else {
        put(c);
      }
    }
    put('"');
    return this;
  }

  /** Opens a list of pairs. */
  JsonLine pairs(String key) {
    key(key);
    put('[');
    return this;
  }

  JsonLine pair(long first, long second) {
    if (bytes[length - 1] != '[') {
      put(',');
    }
    put('[');
    digits(first);
    put(',');
    digits(second);
    put(']');
    return this;
  }

  JsonLine endPairs() {
    put(']');
    return this;
  }

  /** Whether another pair and the end of the line have room. */
  boolean hasRoomForPair() {
    return length + 64 < BYTES_MAX;
  }

  private void key(String key) {
    put(',');
    put('"');
    ascii(key);
    put('"');
    put(':');
  }

  private void unicode(char c) {
    ascii("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(c >>> shift) & 0xF];
    }
  }

  private void digits(long value) {
    if (value < 0) {
      put('-');
    }
    int from = length;
    long rest = value;
    do {
      bytes[length++] = (byte) ('0' + Math.abs(rest % 10));
      rest /= 10;
    } while (rest != 0);
    reverse(from, length - 1);
  }

  private void reverse(int from, int to) {
    for (int i = from, j = to; i < j; i++, j--) {
      byte swapped = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = swapped;
    }
  }

  private void ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  private void put(char c) {
    bytes[length++] = (byte) c;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }
}
