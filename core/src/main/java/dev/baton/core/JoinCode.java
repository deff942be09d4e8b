package dev.baton.core;

import java.util.Locale;

/**
 * Short text by which players find a session. It names the session, not a host, and so survives
 * every migration.
 *
 * <p>Letters and digits that are easily mistaken for each other (0, O, 1, I, L) never occur.
 *
 * @param text {@value #LENGTH} characters of {@value #ALPHABET}
 */
public record JoinCode(String text) {

  /** Number of characters. */
  public static final int LENGTH = 6;

  /** The characters that occur. */
  public static final String ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

  /** Checks form; lower case is accepted and raised. */
  public JoinCode {
    text = text.toUpperCase(Locale.ROOT);
    if (text.length() != LENGTH || !text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)) {
      throw new IllegalArgumentException(
          "a join code is " + LENGTH + " characters of " + ALPHABET + ": " + text);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
