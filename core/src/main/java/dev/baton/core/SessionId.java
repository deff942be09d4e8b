package dev.baton.core;

import java.util.HexFormat;

/**
 * The name of a session: 128 random bits, kept through every migration.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 */
public record SessionId(long high, long low) {

  /** All 32 hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
