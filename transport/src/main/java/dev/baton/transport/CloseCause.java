package dev.baton.transport;

/** Why a link ended, sorted by whose doing it was. Immutable. */
public sealed interface CloseCause {

  /**
   * The other side closed the link.
   *
   * @param code the other side's caller's, or one of {@link CloseCode}
   * @param reason the other side's words: text from outside, for people and logs only
   */
  record ByRemote(int code, String reason) implements CloseCause {}

  /**
   * This side closed the link: its caller, or the network because a limit was passed.
   *
   * @param code the caller's, or one of {@link CloseCode}
   * @param reason what was given to the other side
   */
  record ByLocal(int code, String reason) implements CloseCause {}

  /** Nothing was heard for the idle time of {@link NetworkLimits#idleLimit}. */
  record Idle() implements CloseCause {}

  /**
   * The connection broke: the other side's QUIC layer gave up, or ours did because of what it got.
   *
   * @param detail for people and logs
   */
  record Broken(String detail) implements CloseCause {}

  /**
   * A dialled link never opened.
   *
   * @param failure the kind, to decide upon
   * @param detail for people and logs
   */
  record DialFailed(DialFailure failure, String detail) implements CloseCause {}
}
