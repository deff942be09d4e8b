package dev.baton.simulator;

import java.util.List;

/**
 * One thing that happened in a simulated session, for pictures of it.
 *
 * <p>Times are nanoseconds of virtual time since the start of the run. Peers are named by the
 * number of their player, as {@code peer1} in scenarios is 1; the lobby is {@link #LOBBY}.
 */
public sealed interface Happening {

  /** The lobby, among peers that are numbered from 1. */
  int LOBBY = 0;

  /** When. */
  long atNs();

  /** A process of a peer began. */
  record Began(long atNs, int peer) implements Happening {}

  /** A process of a peer is gone. */
  record Vanished(long atNs, int peer) implements Happening {}

  /**
   * A peer came into another stage.
   *
   * @param stage the label of {@link dev.baton.core.Stage}
   * @param why in a few words
   * @param epoch the epoch that it obeys from here on
   */
  record Moved(long atNs, int peer, String stage, String why, int epoch) implements Happening {}

  /**
   * A message was sent.
   *
   * @param number by which {@link Heard} names it, from 1
   * @param from by whom
   * @param to to whom
   * @param act what it is by
   * @param words what it says, in a few words
   */
  record Said(long atNs, int number, int from, int to, Act act, String words)
      implements Happening {}

  /** A message arrived, or what of it arrived first. */
  record Heard(long atNs, int number) implements Happening {}

  /** A peer is host of an epoch from here on. */
  record Hosted(long atNs, int peer, int epoch) implements Happening {}

  /**
   * A peer's game was shown a first picture of a new host.
   *
   * @param sinceNs when it was shown the one before
   * @param epoch of the new host
   */
  record Resumed(long atNs, int peer, long sinceNs, int epoch) implements Happening {}

  /**
   * A fault came.
   *
   * @param peers whom it befalls
   * @param host who is host then; 0 if nobody is
   */
  record Befell(long atNs, Fault fault, List<Integer> peers, int host) implements Happening {

    /** Copies the list. */
    public Befell {
      peers = List.copyOf(peers);
    }
  }

  /** All faults are mended, and no more come. */
  record Calmed(long atNs) implements Happening {}

  /** What a message is for. */
  enum Act {
    /** The host is believed to be gone. */
    SUSPICION,
    /** The host is heard, or was asked. */
    SIGN_OF_LIFE,
    /** Somebody wants to be host. */
    CLAIM,
    /** A promise to a candidate. */
    VOTE,
    /** A vote that is not given. */
    REFUSAL,
    /** There is a new host, with the votes as its proof. */
    ANNOUNCEMENT,
    /** A peer accepts the new host. */
    ATTACHMENT,
    /** The answer to what is out of date. */
    FENCE,
    /** The host names its successor. */
    HAND_OVER,
    /** Joining, leaving, and the end of a session. */
    COMING_AND_GOING,
    /** What the lobby tells its members, and they it. */
    NOTICE,
    /** The name table, and what peers report of themselves. */
    UPKEEP
  }
}
