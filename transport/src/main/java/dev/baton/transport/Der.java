package dev.baton.transport;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Writes the few ASN.1 values of a certificate in the distinguished encoding (X.690). */
final class Der {

  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int EXPLICIT = 0xa0;

  private Der() {}

  static byte[] sequence(byte[]... members) {
    return value(SEQUENCE, members);
  }

  static byte[] set(byte[]... members) {
    return value(SET, members);
  }

  /** A member that is tagged with its number because it is optional. */
  static byte[] explicit(int number, byte[] member) {
    return value(EXPLICIT | number, member);
  }

  static byte[] integer(BigInteger number) {
    return value(INTEGER, number.toByteArray());
  }

  /** A bit string of whole bytes. */
  static byte[] bitString(byte[] content) {
    return value(BIT_STRING, new byte[] {0}, content);
  }

  /**
   * An object identifier.
   *
   * @param encoded its content bytes
   */
  static byte[] objectIdentifier(byte[] encoded) {
    return value(OBJECT_IDENTIFIER, encoded);
  }

  static byte[] utf8String(String text) {
    return value(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A moment.
   *
   * @param digits year to second and the letter Z, in UTC
   */
  static byte[] generalizedTime(String digits) {
    return value(GENERALIZED_TIME, digits.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] value(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 4);
    out.write(tag);
    writeLength(out, length);
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream out, int length) {
    if (length > 0xffff) {
      throw new IllegalArgumentException("length must be at most 65535: " + length);
    }
    if (length > 0xff) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length > 0x7f) {
      out.write(0x81);
    }
    out.write(length);
  }
}
