package dev.baton.core;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a peer remembers of its session between one input and the next. */
final class Memory {

  private static final Rules RULES_UNKNOWN =
      new Rules(
          false,
          Durability.DEFAULT,
          0,
          1,
          2,
          List.of(new Rules.NoMajorityStep(NoMajorityPolicy.END, 0)),
          Optional.empty());

  private static final int REMOVED_MAX = 256;

  final MachineSettings settings;
  final Credentials credentials;
  final PeerKey selfKey;
  final Map<PeerKey, Contact> contacts = new LinkedHashMap<>();

  Stage stage = new Stage.Idle();
  NameTable table = NameTable.empty(new SessionId(0, 0), RULES_UNKNOWN);

  /** The epoch that is obeyed, and its host. */
  Epoch epoch = Epoch.FIRST;

  @Nullable PeerId self;
  @Nullable PeerId host;

  /** The latest epoch that this peer has voted in; nothing older than it is promised to anybody. */
  Epoch promised = Epoch.FIRST;

  Message.@Nullable Vote ownVote;

  /** The proof of the present epoch; absent in the first. */
  Message.@Nullable Announce announced;

  StateId complete = StateId.NONE;
  StateId visible = StateId.NONE;
  StateId safe = StateId.NONE;

  boolean lobbyUp;
  Bytes attributes = Bytes.EMPTY;
  Hint hint = Hint.WORST;

  /** When the present migration began; absent while there is none. */
  @Nullable Long migratingSinceNs;

  final WitnessTime witnessTime = new WitnessTime();

  /** Since when this host knows of a voter that is promised to a later epoch; 0 if it does not. */
  long challengedSinceNs;

  Epoch challengedBy = Epoch.FIRST;

  /** Whom the lobby named as host of a later epoch than the present one, and when it first did. */
  Input.@Nullable HostNamed named;

  long namedAtNs;

  /** When the game asked to leave; absent while it stays. */
  @Nullable Long leavingSinceNs;

  /** {@link #others} in the table that was current when they were asked for. */
  private List<Seat> others = List.of();

  private @Nullable NameTable othersIn;

  private final Set<PeerKey> removed = new LinkedHashSet<>();

  /** Those of {@link #contacts} that were asked for by their seat. */
  private final Map<PeerId, Contact> contactsByPeer = new LinkedHashMap<>();

  Memory(MachineSettings settings, Credentials credentials) {
    this.settings = settings;
    this.credentials = credentials;
    this.selfKey = PeerKey.of(credentials.publicKey());
  }

  Timing timing() {
    return settings.timing();
  }

  PeerId self() {
    if (self == null) {
      throw new IllegalStateException("this peer has no seat yet");
    }
    return self;
  }

  boolean isSelf(PeerId peer) {
    return peer.equals(self);
  }

  /** Whether this peer has a seat and a vote by its own table. */
  boolean seated() {
    return self != null && table.isPresent(self);
  }

  boolean hosting() {
    return stage instanceof Stage.Hosting
        || stage instanceof Stage.Isolated
        || stage instanceof Stage.HandingOver;
  }

  /** Whether this peer was host of the present epoch, whatever it is doing about the next. */
  boolean hostOfEpoch() {
    return host != null && isSelf(host);
  }

  Contact contact(PeerKey key, long nowNs) {
    Contact known = contacts.get(key);
    return known != null ? known : newContact(key, nowNs);
  }

  private Contact newContact(PeerKey key, long nowNs) {
    Contact contact = new Contact(key, timing(), nowNs);
    contacts.put(key, contact);
    return contact;
  }

  /** The contact of a seated peer that is not this one. */
  Contact contact(Seat seat, long nowNs) {
    // Asked for many times on every pulse: a number is found sooner than a key.
    Contact known = contactsByPeer.get(seat.peer());
    if (known == null || !known.key.equals(seat.key())) {
      known = contact(seat.key(), nowNs);
      contactsByPeer.put(seat.peer(), known);
    }
    return known;
  }

  /**
   * Remembers whom a host of this session has removed, for the case that this peer is host later.
   */
  void noteRemoved(PeerKey key) {
    if (removed.size() < REMOVED_MAX) {
      removed.add(key);
    }
  }

  boolean wasRemoved(PeerKey key) {
    return removed.contains(key);
  }

  void forget(PeerKey key) {
    contacts.remove(key);
    contactsByPeer.clear();
  }

  @Nullable Contact contactOf(PeerId peer, long nowNs) {
    Seat seat = table.seat(peer).orElse(null);
    return seat == null || seat.key().equals(selfKey) ? null : contact(seat, nowNs);
  }

  /** The present peers but this one, in order of PeerId. */
  List<Seat> others() {
    if (othersIn != table) {
      othersIn = table;
      others = table.present().stream().filter(seat -> !seat.key().equals(selfKey)).toList();
    }
    return others;
  }

  Optional<Seat> hostSeat() {
    return host == null ? Optional.empty() : table.seat(host);
  }

  /** The lobby says who is host, of which it has seen the proof. */
  void witnessNamed(long nowNs, Input.HostNamed host) {
    // After a reconnection the lobby tells everything that was missed, the present host first.
    Epoch known = named != null && named.epoch().isAfter(epoch) ? named.epoch() : epoch;
    boolean later = host.epoch().isAfter(known) && !host.host().key().equals(selfKey);
    if (later && self != null) {
      namedAtNs = named == null ? nowNs : namedAtNs;
      named = host;
    }
  }

  /** Whether the witness follows the host of a later epoch, as far as this peer knows. */
  boolean witnessFollowsAnother() {
    return named != null && named.epoch().isAfter(epoch);
  }

  /** From now on the time of a migration runs, if it does not run already. */
  void migrationBegins(Turn turn) {
    if (migratingSinceNs == null) {
      migratingSinceNs = turn.nowNs;
      turn.setTimer(Timer.MIGRATION, turn.nowNs + migrationLimitNs());
    }
  }

  /**
   * How long a migration may take: by the timing, or for as long as the rules tell those without a
   * majority to wait, who need not be those whose candidate waits.
   */
  private long migrationLimitNs() {
    long policiesNs = 0;
    for (Rules.NoMajorityStep step : table.rules().noMajority()) {
      policiesNs += step.limitMs() * 1_000_000L;
    }
    return Math.max(timing().migrationLimitNs(), policiesNs + 3 * timing().leaseNs());
  }

  /**
   * For how long who had a seat asks to be let in again: as a newcomer does, or, where the rules
   * are more patient than the timing, as long as they wait.
   */
  long returnLimitNs() {
    boolean patient = migrationLimitNs() > timing().migrationLimitNs();
    return patient ? migrationLimitNs() : timing().joinLimitNs();
  }

  /** There is a host again, by whatever way. */
  void migrationEnds(Turn turn) {
    migratingSinceNs = null;
    turn.clearTimer(Timer.MIGRATION);
  }

  /** For how long the proof of a later epoch may be under way, after the first word of it. */
  long proofPatienceNs(long nowNs) {
    return timing().leaseNs() + 4 * rttBoundNs(nowNs);
  }

  /** The epoch that this peer would claim next. */
  Epoch nextEpoch() {
    return (promised.isAfter(epoch) ? promised : epoch).next();
  }

  /** The largest time that anybody takes to answer whose vote an election could need. */
  long answerBoundNs(long nowNs) {
    long peersNs = rttBoundNs(nowNs);
    return needsWitness(nowNs) ? Math.max(peersNs, witnessTime.takesNs()) : peersNs;
  }

  /** Whether those who are heard, this peer included, are no majority without the witness. */
  private boolean needsWitness(long nowNs) {
    int heard = 1;
    for (Seat seat : others()) {
      heard += contact(seat, nowNs).alive(nowNs) ? 1 : 0;
    }
    return table.witnessCounted()
        && lobbyUp
        && heard < NameTable.majorityOf(table.electorateSize());
  }

  /** The largest round trip, with room for its variation, to any peer that is there. */
  long rttBoundNs(long nowNs) {
    long boundNs = 0;
    for (Seat seat : others()) {
      Contact contact = contact(seat, nowNs);
      if (contact.open && contact.evidence == null) {
        boundNs = Math.max(boundNs, contact.rttBoundNs());
      }
    }
    return boundNs;
  }
}
