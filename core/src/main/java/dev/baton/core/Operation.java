package dev.baton.core;

import java.util.List;

/**
 * One change of the name table; appended by the present host alone.
 *
 * <p>Source: PROTOCOL.md 2.
 */
public sealed interface Operation {

  /** The longest player name, in characters. */
  int NAME_MAX = 64;

  /** The largest attributes or session data, in bytes. */
  int DATA_BYTES_MAX = 4096;

  /**
   * A peer takes a seat, its own old one where it had one, and becomes a voter.
   *
   * @param peer its number
   * @param publicKey its public key in SubjectPublicKeyInfo form
   * @param name what it calls itself, at most {@value #NAME_MAX} characters
   * @param endpoint where the others reach it
   */
  record Join(PeerId peer, Bytes publicKey, String name, Endpoint endpoint) implements Operation {

    /** Checks the sizes. */
    public Join {
      if (name.length() > NAME_MAX) {
        throw new IllegalArgumentException("name must have at most 64 characters: " + name);
      }
    }
  }

  /**
   * A peer is no longer in the session, and no longer a voter.
   *
   * @param peer its number
   * @param reason why
   * @param seatKept whether its seat stays reserved for its key
   */
  record Leave(PeerId peer, LeaveReason reason, boolean seatKept) implements Operation {}

  /**
   * What a peer says about itself.
   *
   * @param peer its number
   * @param attributes the game's own bytes, at most {@value #DATA_BYTES_MAX}
   * @param hint what it would be like as host
   */
  record Describe(PeerId peer, Bytes attributes, Hint hint) implements Operation {}

  /**
   * The agreed order of next hosts; the first {@link Rules#standbys} of it are the standbys.
   *
   * @param order peers of the table, best first; the present host is not among them
   */
  record Succession(List<PeerId> order) implements Operation {

    /** Copies the order. */
    public Succession {
      order = List.copyOf(order);
    }
  }

  /**
   * The rules of the session.
   *
   * @param rules all of them
   */
  record SetRules(Rules rules) implements Operation {}

  /**
   * Whether the witness is a voter: a change of the electorate like a join or a leave.
   *
   * @param counted true while the number of peers is even, so that the electorate is odd
   */
  record CountWitness(boolean counted) implements Operation {}

  /**
   * The game's own data about the session.
   *
   * @param data at most {@value #DATA_BYTES_MAX} bytes
   */
  record SessionData(Bytes data) implements Operation {}

  /** Whether this operation changes who may vote; such changes go one at a time. */
  default boolean changesElectorate() {
    return this instanceof Join || this instanceof Leave || this instanceof CountWitness;
  }
}
