package dev.baton.demo;

import java.nio.file.Path;

/** The answer to reading a flight recorder: what it says, or why it cannot be read. */
public sealed interface Reading permits Recording, Reading.Unreadable {

  /** The file that was to be read. */
  Path file();

  /**
   * It could not, and nothing is concluded from any part of it.
   *
   * @param line the bad line, from 1; 0 where it is the file as a whole
   * @param reason what is wrong, for a person
   */
  record Unreadable(Path file, int line, String reason) implements Reading {

    /** For example {@code peer-1.jsonl:17: not a JSON object}. */
    @Override
    public String toString() {
      return line == 0 ? file + ": " + reason : file + ":" + line + ": " + reason;
    }
  }
}
