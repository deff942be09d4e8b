package dev.baton.demo;

import java.util.List;

/**
 * What the checker concludes from the recordings of a run.
 *
 * @param report the figures
 * @param violations what did not hold, one line each, the first {@value #VIOLATIONS_MAX} of them
 */
public record Verdict(Report report, List<Violation> violations) {

  /** So many violations are told one by one. */
  public static final int VIOLATIONS_MAX = 100;

  /** Copies the list. */
  public Verdict {
    violations = List.copyOf(violations);
  }

  /** What can be wrong. */
  public enum Kind {
    /** A peer left no recording. */
    MISSING_FILE,
    /** A recording cannot be read. */
    UNREADABLE_FILE,
    /** A recording ends before its peer did. */
    TRUNCATED_FILE,
    /** Two peers say that they are host of one epoch. */
    TWO_HOSTS,
    /** A tick of the surviving history was recorded by nobody. */
    MISSING_TICK,
    /** An input that was reported safe is not in the surviving history. */
    SAFE_INPUT_LOST,
    /** An input is in the surviving history more than once. */
    APPLIED_TWICE,
    /** An input in the history was never submitted. */
    UNKNOWN_INPUT,
    /** A peer's state differs from its host's. */
    HASH_MISMATCH,
    /** A peer showed a state that its host did not. */
    UNKNOWN_STATE,
    /** Not one state of a peer could be compared with its host's. */
    NOTHING_COMPARED,
    /** A change of host that no fault explains. */
    UNEXPLAINED_MIGRATION,
    /** A host was harmed, others lived on, and none took over. */
    NO_MIGRATION,
    /** A peer lived on and never saw the new host. */
    STRANDED,
    /** Ticks ran backwards, or did not survive, and the game was not told. */
    HIDDEN_REWIND,
    /** A state of an older host was shown after one of a newer. */
    OLD_EPOCH_SHOWN
  }

  /**
   * One thing that did not hold.
   *
   * @param kind what kind of thing
   * @param text the particulars, for a person
   */
  public record Violation(Kind kind, String text) {}
}
