package dev.baton.core;

/**
 * Whether those whom this host does not hear could have made another one host meanwhile.
 *
 * <p>While they could, what it computed might have to be taken back, so it computes nothing. It
 * asks the witness betimes, so that in small sessions the silence of one peer does not stop it.
 * Source: PROTOCOL.md 4.4.
 */
final class Rivals {

  private static final long ASK_AGAIN_NS = 100_000_000;

  /** The witness asks a host that spoke a moment ago for longer than this before it votes. */
  private static final long WITNESS_SURE_NS = 500_000_000;

  private final Memory memory;
  private long beganNs;
  private long askedNs;

  /** When the last question was asked that the witness has answered. */
  private long witnessSureNs;

  Rivals(Memory memory) {
    this.memory = memory;
  }

  /** This peer is host from now on: a majority has just voted for it. */
  void begin(long nowNs) {
    beganNs = nowNs;
    witnessSureNs = nowNs;
  }

  /** Whether there could be another host; allocates nothing. */
  boolean possible(long nowNs) {
    int silent = silentPeers(nowNs, 1);
    boolean witness = memory.table.witnessCounted() && !witnessSure(nowNs);
    return canElect(silent + (witness ? 1 : 0));
  }

  /**
   * Whether another could have been elected since then, as far as is known: by peers that have not
   * said that they obey this host after hearing what it sent since, and by a witness that was not
   * asked since. What waited for a host that was stopped says nothing of that time.
   */
  boolean possibleSince(long sinceNs, long nowNs) {
    int unsure = memory.table.witnessCounted() && witnessSureNs < sinceNs ? 1 : 0;
    for (Seat seat : memory.others()) {
      unsure += memory.contact(seat, nowNs).confirmedNs < sinceNs ? 1 : 0;
    }
    return canElect(unsure);
  }

  private boolean witnessSure(long nowNs) {
    boolean follows = memory.lobbyUp && !memory.witnessFollowsAnother();
    return follows && nowNs - witnessSureNs <= WITNESS_SURE_NS;
  }

  private boolean canElect(int voters) {
    return memory.table.rules().migratable()
        && voters >= NameTable.majorityOf(memory.table.electorateSize());
  }

  /** Peers that could vote and were not heard for that part of the silence that is suspicious. */
  private int silentPeers(long nowNs, int part) {
    int silent = 0;
    for (Seat seat : memory.others()) {
      Contact contact = memory.contact(seat, nowNs);
      // What this peer slept through does not excuse a voter: it may have voted meanwhile.
      long silenceNs = nowNs - Math.max(contact.heardNs, beganNs);
      boolean heard = contact.open && silenceNs <= contact.detector.boundNs() / part;
      boolean elsewhere = contact.obeysAfter(memory.epoch, 0, nowNs);
      boolean dead =
          contact.evidence == Evidence.PORT_UNREACHABLE || contact.evidence == Evidence.LINK_CLOSED;
      silent += elsewhere || !(heard || dead) ? 1 : 0;
    }
    return silent;
  }

  /** Asks the witness, if it is the one whose word could be needed soon. */
  void pulse(Turn turn) {
    boolean askable = memory.table.witnessCounted() && memory.lobbyUp;
    boolean due = turn.nowNs - askedNs >= ASK_AGAIN_NS;
    boolean isolated = memory.stage instanceof Stage.Isolated;
    if (askable && due && (isolated || canElect(silentPeers(turn.nowNs, 2) + 1))) {
      askedNs = turn.nowNs;
      // The answer brings the time of its question back, however far the witness is.
      turn.sendWitness(new Message.Probe(memory.epoch, askedNs));
    }
  }

  /** The witness knows of no other host, and has voted for none. */
  void answered(Turn turn, Message.ProbeAnswer answer) {
    long whenAskedNs = answer.nonce();
    boolean asked = whenAskedNs >= beganNs && whenAskedNs <= askedNs;
    if (!asked || !answer.epoch().equals(memory.epoch)) {
      turn.ignore("an answer of the witness to no question of this host");
    } else if (answer.hosting()) {
      witnessSureNs = Math.max(witnessSureNs, whenAskedNs);
    }
  }
}
