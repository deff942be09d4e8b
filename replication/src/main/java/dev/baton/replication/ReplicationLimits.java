package dev.baton.replication;

/**
 * Every size and count that bounds the memory and the work of replication at one peer.
 *
 * <p>All peers of a session use the same values. Immutable.
 *
 * @param stateBytes the largest state image, replication's own header included, in bytes; 1024 to
 *     16 MiB
 * @param ringTicks how many of the latest states are kept for each scope, 8 to 1024; a peer whose
 *     acknowledgements are older than that is sent a keyframe
 * @param keyframeFragments a keyframe that needs more datagrams than this travels in bulk, 1 to 255
 * @param bulkRepeatTicks how many ticks a bulk keyframe is given to arrive before it is sent again
 * @param inputBytes the longest input, in bytes, 1 to 1024
 * @param journalInputs how many of its own unsafe inputs a peer keeps, 16 to 65536
 * @param pendingInputs how many inputs of one peer wait at the host for their turn, 16 to 65536
 * @param inputsPerTick how many inputs of one peer the host applies in one tick, 1 to 256
 * @param players how many players the simulation can have, reserved seats included, 1 to 1024
 */
public record ReplicationLimits(
    int stateBytes,
    int ringTicks,
    int keyframeFragments,
    int bulkRepeatTicks,
    int inputBytes,
    int journalInputs,
    int pendingInputs,
    int inputsPerTick,
    int players) {

  /** The largest datagram that replication writes; passes through a relay without being split. */
  public static final int PACKET_BYTES = 1200;

  /** States of up to 1 MiB, about a second of them at 60 Hz, 64 players. */
  public static final ReplicationLimits DEFAULT =
      new ReplicationLimits(1 << 20, 64, 32, 60, 256, 1024, 256, 4, 64);

  /** How many of its own unsafe inputs a peer of a game keeps, see {@link #ofGame}. */
  public static final int GAME_JOURNAL_INPUTS = 4096;

  /** What replication's own header takes with as many players as a session can have, and more. */
  private static final int GAME_HEADER_BYTES = 1024;

  /** How many ticks whose fragments have not all arrived a receiver keeps. */
  static final int ASSEMBLIES = 4;

  /** How many datagrams of inputs a peer sends at once after a migration left it with many. */
  static final int INPUT_PACKETS = 4;

  /**
   * The limits for a game, with room for replication's own header around its states.
   *
   * @param stateBytes the game's largest state, in bytes
   * @param inputBytes its longest input, in bytes; 0 when its inputs say nothing
   */
  public static ReplicationLimits ofGame(int stateBytes, int inputBytes) {
    return new ReplicationLimits(
        stateBytes + GAME_HEADER_BYTES,
        DEFAULT.ringTicks,
        DEFAULT.keyframeFragments,
        DEFAULT.bulkRepeatTicks,
        Math.max(1, inputBytes),
        GAME_JOURNAL_INPUTS,
        DEFAULT.pendingInputs,
        DEFAULT.inputsPerTick,
        DEFAULT.players);
  }

  /** Checks the ranges. */
  public ReplicationLimits {
    check("stateBytes", stateBytes, 1024, 1 << 24);
    check("ringTicks", ringTicks, 8, 1024);
    check("keyframeFragments", keyframeFragments, 1, 255);
    check("bulkRepeatTicks", bulkRepeatTicks, 1, 1 << 20);
    check("inputBytes", inputBytes, 1, 1024);
    check("journalInputs", journalInputs, 16, 65_536);
    check("pendingInputs", pendingInputs, 16, 65_536);
    check("inputsPerTick", inputsPerTick, 1, 256);
    check("players", players, 1, 1024);
  }

  private static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " must be " + min + " to " + max + ": " + value);
    }
  }

  /** The same with another largest state image. */
  public ReplicationLimits withStateBytes(int value) {
    return new ReplicationLimits(
        value,
        ringTicks,
        keyframeFragments,
        bulkRepeatTicks,
        inputBytes,
        journalInputs,
        pendingInputs,
        inputsPerTick,
        players);
  }

  /** The same with another number of inputs of one peer applied in one tick. */
  public ReplicationLimits withInputsPerTick(int value) {
    return new ReplicationLimits(
        stateBytes,
        ringTicks,
        keyframeFragments,
        bulkRepeatTicks,
        inputBytes,
        journalInputs,
        pendingInputs,
        value,
        players);
  }

  /** The same with another number of unsafe inputs kept. */
  public ReplicationLimits withJournalInputs(int value) {
    return new ReplicationLimits(
        stateBytes,
        ringTicks,
        keyframeFragments,
        bulkRepeatTicks,
        inputBytes,
        value,
        pendingInputs,
        inputsPerTick,
        players);
  }
}
