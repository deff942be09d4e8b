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

  /**
   * This part of the silence that is suspicious, at a majority of peers, stops a host: each of them
   * may have lost it up to a heartbeat before it lost them.
   */
  private static final int STOP_PERCENT = 75;

  /** After this part of it the witness is asked. */
  private static final int ASK_PERCENT = 50;

  /** The witness asks a host that spoke a moment ago for longer than this before it votes. */
  private static final long WITNESS_SURE_NS = 500_000_000;

  private final Memory memory;
  private long beganNs;
  private long askedNs;

  /** When the last question was asked that the witness has answered, and when its answer came. */
  private long witnessSureNs;

  private long witnessHeardNs;

  /**
   * Since when another could be host; 0 if none can. That voters are heard again does not end it,
   * since what they say may have been under way; that they say whose it is does.
   */
  private long doubtSinceNs;

  Rivals(Memory memory) {
    this.memory = memory;
  }

  /** This peer is host from now on: a majority has just voted for it. */
  void begin(long nowNs) {
    beganNs = nowNs;
    witnessSureNs = nowNs;
    witnessHeardNs = nowNs;
    doubtSinceNs = 0;
  }

  /** Whether there could be another host; allocates nothing. */
  boolean possible(long nowNs) {
    return doubtSinceNs != 0 || tooSilent(nowNs);
  }

  /** Looks, before anything that has waited is handled, whether another could be host by now. */
  void look(long nowNs) {
    if (doubtSinceNs == 0 && tooSilent(nowNs)) {
      doubtSinceNs = nowNs;
    }
  }

  private boolean tooSilent(long nowNs) {
    boolean witness = memory.table.witnessCounted() && !witnessSure(nowNs);
    return canElect(silentPeers(nowNs, STOP_PERCENT))
        || (witness && canElect(silentPeers(nowNs, 100) + 1));
  }

  /**
   * Whether a counted witness has answered so recently. It is asked whenever so few peers are heard
   * that its word matters. That its connection stands says nothing: a dead one stands for seconds.
   */
  boolean witnessHeard(long nowNs, long withinNs) {
    boolean follows = memory.lobbyUp && !memory.witnessFollowsAnother();
    return memory.table.witnessCounted() && follows && nowNs - witnessHeardNs <= withinNs;
  }

  /**
   * Whether another could have been elected since then, as far as is known: by peers that have not
   * said that they obey this host after hearing what it sent since, and by a witness that was not
   * asked since. What waited for a host that was stopped says nothing of that time.
   */
  boolean possibleSince(long sinceNs, long nowNs) {
    return canElect(unconfirmed(sinceNs, nowNs, true));
  }

  private int unconfirmed(long sinceNs, long nowNs, boolean withDead) {
    int unsure = memory.table.witnessCounted() && witnessSureNs < sinceNs ? 1 : 0;
    for (Seat seat : memory.others()) {
      Contact contact = memory.contact(seat, nowNs);
      boolean counts = withDead || !isDead(contact);
      unsure += counts && contact.confirmedNs < sinceNs ? 1 : 0;
    }
    return unsure;
  }

  private static boolean isDead(Contact contact) {
    return contact.evidence == Evidence.PORT_UNREACHABLE
        || contact.evidence == Evidence.LINK_CLOSED;
  }

  private boolean witnessSure(long nowNs) {
    boolean follows = memory.lobbyUp && !memory.witnessFollowsAnother();
    return follows && nowNs - witnessSureNs <= WITNESS_SURE_NS;
  }

  private boolean canElect(int voters) {
    return memory.table.rules().migratable()
        && voters >= NameTable.majorityOf(memory.table.electorateSize());
  }

  /** Peers that could vote and were not heard for so much of the silence that is suspicious. */
  private int silentPeers(long nowNs, int percent) {
    int silent = 0;
    for (Seat seat : memory.others()) {
      Contact contact = memory.contact(seat, nowNs);
      // What this peer slept through does not excuse a voter: it may have voted meanwhile.
      long silenceNs = nowNs - Math.max(contact.heardNs, beganNs);
      boolean heard = contact.open && silenceNs * 100 <= contact.detector.boundNs() * percent;
      boolean elsewhere = contact.obeysAfter(memory.epoch, 0, nowNs);
      silent += elsewhere || !(heard || isDead(contact)) ? 1 : 0;
    }
    return silent;
  }

  /** Asks the witness, if it is the one whose word could be needed soon. */
  void pulse(Turn turn) {
    look(turn.nowNs);
    boolean doubted = doubtSinceNs != 0 && !tooSilent(turn.nowNs);
    if (doubted && !canElect(unconfirmed(doubtSinceNs, turn.nowNs, false))) {
      doubtSinceNs = 0;
    }
    boolean askable = memory.table.witnessCounted() && memory.lobbyUp;
    boolean due = turn.nowNs - askedNs >= ASK_AGAIN_NS;
    boolean unsure = memory.stage instanceof Stage.Isolated || doubtSinceNs != 0;
    if (askable && due && (unsure || canElect(silentPeers(turn.nowNs, ASK_PERCENT) + 1))) {
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
      witnessHeardNs = turn.nowNs;
    }
  }
}
