package dev.baton.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who is in the session, in which order they would succeed, under which rules: the result of a log
 * of numbered operations, with the recent part of that log (DirectPlay 8: name table).
 *
 * <p>Immutable. The same operations give the same table. Source: PROTOCOL.md 2.
 */
final class NameTable {

  /** The log keeps this many operations; a peer that lags further gets the whole table. */
  static final int LOG_MAX = 4096;

  private final TableSnapshot now;
  private final Map<PeerId, Seat> seats;
  private final Map<PeerKey, Seat> byKey;
  private final List<Seat> present;
  private final List<PeerId> standbys;
  private final List<NumberedOperation> log;

  /** What precedes the first operation of the log. */
  private final TableVersion logBase;

  private final Digest logBaseChain;

  private NameTable(TableSnapshot now, List<NumberedOperation> log, NumberedOperation base) {
    this.now = now;
    this.log = log;
    this.logBase = base.number();
    this.logBaseChain = base.chain();
    TreeMap<PeerId, Seat> byId = new TreeMap<>();
    LinkedHashMap<PeerKey, Seat> keyed = new LinkedHashMap<>();
    for (Seat seat : now.seats()) {
      byId.put(seat.peer(), seat);
      keyed.putIfAbsent(seat.key(), seat);
    }
    this.seats = Collections.unmodifiableMap(byId);
    this.byKey = Collections.unmodifiableMap(keyed);
    this.present = now.seats().stream().filter(Seat::present).toList();
    List<PeerId> order = now.succession();
    this.standbys = order.subList(0, Math.min(now.rules().standbys(), order.size()));
  }

  /** The table before the first operation. */
  static NameTable empty(SessionId session, Rules rules) {
    return of(
        new TableSnapshot(
            session,
            TableVersion.EMPTY,
            Digest.ZERO,
            PeerId.FIRST.value(),
            List.of(),
            List.of(),
            rules,
            false,
            Bytes.EMPTY));
  }

  /** The table of a snapshot; its log starts there. */
  static NameTable of(TableSnapshot snapshot) {
    return new NameTable(snapshot, List.of(), base(snapshot.number(), snapshot.chain()));
  }

  private static NumberedOperation base(TableVersion number, Digest chain) {
    return new NumberedOperation(number, new Operation.SessionData(Bytes.EMPTY), chain);
  }

  TableSnapshot snapshot() {
    return now;
  }

  SessionId session() {
    return now.session();
  }

  TableVersion number() {
    return now.number();
  }

  Digest chain() {
    return now.chain();
  }

  Rules rules() {
    return now.rules();
  }

  List<PeerId> succession() {
    return now.succession();
  }

  /** The first of the succession: they hold the complete state. */
  List<PeerId> standbys() {
    return standbys;
  }

  /** The number after the highest that was given; one more than a number may be after the last. */
  int peerIdNext() {
    return now.peerIdNext();
  }

  Optional<Seat> seat(PeerId peer) {
    return Optional.ofNullable(seats.get(peer));
  }

  Optional<Seat> seatOf(PeerKey key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** The seats of present peers, in order of PeerId. */
  List<Seat> present() {
    return present;
  }

  boolean isPresent(PeerId peer) {
    Seat seat = seats.get(peer);
    return seat != null && seat.present();
  }

  /** Whether the witness has a vote. */
  boolean witnessCounted() {
    return now.witnessCounted() && rules().witnessKey().isPresent();
  }

  /** How many votes there are. */
  int electorateSize() {
    return present().size() + (witnessCounted() ? 1 : 0);
  }

  boolean isVoter(Voter voter) {
    return switch (voter) {
      case PeerId peer -> isPresent(peer);
      case Witness ignored -> witnessCounted();
    };
  }

  /** More than half of {@code voters}. */
  static int majorityOf(int voters) {
    return voters / 2 + 1;
  }

  /** What the host appends next as {@code operation}. */
  NumberedOperation numbered(Epoch epoch, Operation operation) {
    TableVersion number = new TableVersion(epoch, now.number().version() + 1);
    return new NumberedOperation(
        number, operation, TableChain.next(now.chain(), number, operation));
  }

  /** The table with {@code next} applied, or empty if it does not follow on this table. */
  Optional<NameTable> with(NumberedOperation next) {
    TableVersion number = next.number();
    boolean follows =
        number.version() == now.number().version() + 1
            && number.epoch().compareTo(now.number().epoch()) >= 0
            && next.chain().equals(TableChain.next(now.chain(), number, next.operation()));
    return follows ? Optional.of(applied(next)) : Optional.empty();
  }

  private NameTable applied(NumberedOperation next) {
    ArrayList<NumberedOperation> longer = new ArrayList<>(log);
    longer.add(next);
    NumberedOperation base = base(logBase, logBaseChain);
    if (longer.size() > LOG_MAX) {
      base = longer.removeFirst();
    }
    return new NameTable(TableChange.apply(now, seats, next), List.copyOf(longer), base);
  }

  /** The operations after {@code have}, or empty where the log does not tell (or never had it). */
  Optional<List<NumberedOperation>> since(TableVersion have, Digest chain) {
    if (have.equals(logBase) && chain.equals(logBaseChain)) {
      return Optional.of(log);
    }
    for (int i = 0; i < log.size(); i++) {
      NumberedOperation operation = log.get(i);
      if (operation.number().equals(have) && operation.chain().equals(chain)) {
        return Optional.of(log.subList(i + 1, log.size()));
      }
    }
    return Optional.empty();
  }

  /** What of this table's log the {@code other} table does not contain. */
  List<NumberedOperation> discardedBy(TableSnapshot other) {
    return log.stream()
        .filter(
            operation ->
                operation.number().version() > other.number().version()
                    || (operation.number().version() == other.number().version()
                        && !operation.chain().equals(other.chain())))
        .toList();
  }

  /** Drops what is strictly older than {@code version} from the log. */
  NameTable trimmedTo(int version) {
    int keepFrom = 0;
    while (keepFrom < log.size() && log.get(keepFrom).number().version() < version) {
      keepFrom++;
    }
    return keepFrom == 0
        ? this
        : new NameTable(now, log.subList(keepFrom, log.size()), log.get(keepFrom - 1));
  }

  int logLength() {
    return log.size();
  }
}
