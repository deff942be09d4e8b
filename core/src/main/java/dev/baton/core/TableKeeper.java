package dev.baton.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The host's part in the name table: appends, brings everybody up to date, and changes the
 * electorate one step at a time.
 */
final class TableKeeper {

  /** Changes of the electorate that may wait for their turn. */
  private static final int WAITING_MAX = 128;

  /** So many numbers of peers are left to those who count on in an earlier range of epochs. */
  private static final int NUMBERS_A_RANGE = 64;

  private static final int REPORT_EVERY = 4;
  private static final long RESEND_NS = 1_000_000_000;
  private static final long CHALLENGE_NS = 5_000_000_000L;

  private final Memory memory;
  private final TableFollower follower;
  private final ArrayDeque<Operation> waiting = new ArrayDeque<>();
  private final Map<PeerId, Long> reservedSinceNs = new TreeMap<>();

  /** Joiners that are told of their seat once others hold it, too, and what seats them. */
  private final Map<PeerId, TableVersion> unwelcomed = new TreeMap<>();

  private TableVersion electorateChangedAt = TableVersion.EMPTY;
  private TableVersion witnessHolds = TableVersion.EMPTY;
  private int minimum;
  private List<PeerId> challenge = List.of();
  private long challengedAtNs;

  /** The standbys, and since which version each of them is one. */
  private final Map<PeerId, TableVersion> standbysSince = new TreeMap<>();

  /** Those of them that a majority knows to be standbys; null before the first look. */
  private @Nullable List<PeerId> counted;

  /** The table that the standbys were last taken from. */
  private @Nullable NameTable countedTable;

  /** The last change of the electorate of which the game's state may know. */
  private @Nullable TableVersion seatsToldAt;

  /** How many standbys there were in the latest table that a majority holds. */
  private int needed;

  /** The table in which there were fewer for the first time; null while a majority holds it. */
  private @Nullable TableVersion fewerSince;

  /** The table that the succession was last worked out from. */
  private @Nullable NameTable rankedTable;

  TableKeeper(Memory memory, TableFollower follower) {
    this.memory = memory;
    this.follower = follower;
  }

  /** Starts as host with the table at hand, which a majority must hold before it changes. */
  void begin(Turn turn) {
    waiting.clear();
    reservedSinceNs.clear();
    unwelcomed.clear();
    challenge = List.of();
    rankedTable = null;
    standbysSince.clear();
    counted = null;
    countedTable = null;
    needed = 0;
    fewerSince = null;
    seatsToldAt = null;
    minimum = 0;
    electorateChangedAt = memory.table.number();
    witnessHolds = TableVersion.EMPTY;
    if (memory.seated()) {
      turn.order(new Output.PublishTable(memory.epoch, memory.table.snapshot()));
    }
    for (Seat seat : memory.table.snapshot().seats()) {
      if (!seat.present()) {
        reservedSinceNs.put(seat.peer(), turn.nowNs);
      }
    }
  }

  /** Appends an operation and sends it to all. */
  void append(Turn turn, Operation operation) {
    NameTable before = memory.table;
    NumberedOperation next = before.numbered(memory.epoch, operation);
    if (!follower.apply(turn, next)) {
      throw new IllegalStateException("own operation does not follow: " + next.number());
    }
    Message.Operations news = new Message.Operations(memory.epoch, List.of(next));
    turn.sendToOthers(news);
    if (operation instanceof Operation.Leave leave) {
      before.seat(leave.peer()).ifPresent(seat -> turn.send(seat.key(), news));
    }
    if (operation.changesElectorate()) {
      electorateChangedAt = next.number();
      turn.order(new Output.PublishTable(memory.epoch, memory.table.snapshot()));
    }
    if (operation instanceof Operation.Leave leave && leave.seatKept()) {
      reservedSinceNs.put(leave.peer(), turn.nowNs);
    }
    if (operation instanceof Operation.Join join) {
      reservedSinceNs.remove(join.peer());
      if (!memory.isSelf(join.peer())) {
        unwelcomed.put(join.peer(), next.number());
      }
    }
  }

  /** Queues a change of the electorate; false if too many wait already. */
  boolean request(Operation change) {
    if (waiting.size() >= WAITING_MAX || waiting.contains(change)) {
      return waiting.contains(change);
    }
    waiting.add(change);
    return true;
  }

  /** Whether a leave of this peer waits for its turn. */
  boolean leaveWaits(PeerId peer) {
    return waiting.stream()
        .anyMatch(change -> change instanceof Operation.Leave leave && leave.peer().equals(peer));
  }

  /** Whether a join of this key waits for its turn. */
  boolean joinWaits(PeerKey key) {
    return waiting.stream()
        .anyMatch(
            change ->
                change instanceof Operation.Join join && PeerKey.of(join.publicKey()).equals(key));
  }

  /**
   * A number for a new peer: neither given nor about to be, nor one that those will give soon whom
   * this part counted out, and who count on from where they were. Empty once all are given.
   */
  Optional<PeerId> peerIdNext() {
    int next = memory.table.peerIdNext();
    for (Operation change : waiting) {
      if (change instanceof Operation.Join join) {
        next = Math.max(next, join.peer().value() + 1);
      }
    }
    long apart = (long) memory.epoch.range() * NUMBERS_A_RANGE + 1;
    long free = apart > PeerId.MAX ? next : Math.max(next, apart);
    return free > PeerId.MAX ? Optional.empty() : Optional.of(new PeerId((int) free));
  }

  /** Whether no new peer can be let in. */
  boolean isFull() {
    return seatsTaken() >= memory.table.rules().peersMax() || peerIdNext().isEmpty();
  }

  /** Seats that are taken, reserved, or about to be. */
  private int seatsTaken() {
    int joining = 0;
    for (Operation change : waiting) {
      boolean isNew =
          change instanceof Operation.Join join && memory.table.seat(join.peer()).isEmpty();
      joining += isNew ? 1 : 0;
    }
    return memory.table.snapshot().seats().size() + joining;
  }

  /** Whether the last change of the electorate is acknowledged by a majority in this epoch. */
  boolean settled(long nowNs) {
    return majorityHolds(electorateChangedAt, nowNs);
  }

  private boolean majorityHolds(TableVersion version, long nowNs) {
    int holding = holding(nowNs, version, null);
    return holding >= NameTable.majorityOf(memory.table.electorateSize());
  }

  /** How many of the electorate but {@code without} hold that version, this host included. */
  private int holding(long nowNs, TableVersion version, @Nullable PeerId without) {
    int holding = 1;
    for (Seat seat : memory.others()) {
      Contact contact = memory.contact(seat, nowNs);
      boolean inEpoch = memory.epoch.equals(contact.attachedIn);
      boolean holds = inEpoch && contact.tableNumber.compareTo(version) >= 0;
      holding += holds && !seat.peer().equals(without) ? 1 : 0;
    }
    boolean witness = memory.table.witnessCounted() && witnessHolds.compareTo(version) >= 0;
    return holding + (witness ? 1 : 0);
  }

  /** Whether that joiner has a seat, and is not told yet. */
  boolean welcomeWaits(PeerId peer) {
    return unwelcomed.containsKey(peer);
  }

  /**
   * Welcomes whom a majority of the others knows to be seated: no later host can then be without
   * that seat, and give its number to another.
   */
  private void welcome(Turn turn) {
    for (PeerId peer : List.copyOf(unwelcomed.keySet())) {
      TableVersion seatedBy = unwelcomed.getOrDefault(peer, TableVersion.EMPTY);
      int others = memory.table.electorateSize() - 1;
      boolean held = holding(turn.nowNs, seatedBy, peer) >= NameTable.majorityOf(others);
      boolean present = memory.table.isPresent(peer);
      if (held || !present) {
        unwelcomed.remove(peer);
      }
      if (held && present) {
        Admission.welcome(turn, memory, peer);
      }
    }
  }

  /** Makes the changes of the electorate whose turn it is, and what follows from them. */
  void advance(Turn turn) {
    // Beside a voter that may acknowledge nothing any more, one more that cannot vote yet could
    // leave this host without a majority for the epoch that it has to claim.
    boolean changed = memory.challengedSinceNs == 0;
    for (int guard = 0; changed && guard < WAITING_MAX && settled(turn.nowNs); guard++) {
      changed = changeOnce(turn);
    }
    if (!unwelcomed.isEmpty()) {
      welcome(turn);
    }
    keepPlayers(turn);
    rank(turn);
    countStandbys(turn);
  }

  private void keepPlayers(Turn turn) {
    if (!electorateChangedAt.equals(seatsToldAt) && settled(turn.nowNs)) {
      seatsToldAt = electorateChangedAt;
      List<PeerId> seats = memory.table.snapshot().seats().stream().map(Seat::peer).toList();
      turn.order(new Output.KeepPlayers(seats));
    }
  }

  /**
   * A standby counts once a majority knows that it is one: only then a candidate asks it. And there
   * are fewer only once a majority knows so: until then another could be elected by the table in
   * which they were more, without whom this host goes on.
   */
  private void countStandbys(Turn turn) {
    boolean allCounted = counted != null && counted.size() == standbysSince.size();
    if (memory.table == countedTable && allCounted && fewerSince == null) {
      return;
    }
    List<PeerId> standbys = memory.table.standbys();
    standbysSince.keySet().removeIf(peer -> !standbys.contains(peer));
    standbys.forEach(peer -> standbysSince.putIfAbsent(peer, memory.table.number()));
    countedTable = memory.table;
    ArrayList<PeerId> known = new ArrayList<>();
    standbysSince.forEach(
        (peer, since) -> {
          if (majorityHolds(since, turn.nowNs)) {
            known.add(peer);
          }
        });
    int before = needed;
    need(turn, standbys.size());
    if (!known.equals(counted) || needed != before) {
      counted = known;
      turn.order(new Output.CountStandbys(known, needed));
    }
  }

  private void need(Turn turn, int present) {
    if (present < needed && fewerSince == null) {
      fewerSince = memory.table.number();
    }
    if (present >= needed || (fewerSince != null && majorityHolds(fewerSince, turn.nowNs))) {
      needed = present;
      fewerSince = null;
    }
  }

  private boolean changeOnce(Turn turn) {
    Operation next = waiting.peek();
    boolean counted = memory.table.witnessCounted();
    int present = memory.table.present().size();
    if (next == null) {
      boolean wanted = present % 2 == 0 && memory.table.rules().witnessKey().isPresent();
      if (counted != wanted) {
        append(turn, new Operation.CountWitness(wanted));
      }
      return counted != wanted;
    }
    boolean leavesOdd = next instanceof Operation.Leave && present % 2 == 0;
    if (leavesOdd && counted && !memory.lobbyUp) {
      append(turn, new Operation.CountWitness(false));
      return true;
    }
    waiting.remove();
    append(turn, next);
    return true;
  }

  void reported(Turn turn, Contact contact, Message.TableReport report) {
    contact.attachedIn = report.epoch();
    contact.tableNumber = report.number();
    contact.tableChain = report.chain();
    lowerMinimum(turn);
  }

  void witnessReported(TableVersion number) {
    witnessHolds = number;
  }

  void lowerMinimum(Turn turn) {
    int oldest = memory.table.number().version();
    for (Seat seat : memory.others()) {
      oldest = Math.min(oldest, memory.contact(seat, turn.nowNs).tableNumber.version());
    }
    int rounded = oldest - oldest % REPORT_EVERY;
    if (rounded > minimum) {
      minimum = rounded;
      memory.table = memory.table.trimmedTo(rounded);
      turn.sendToOthers(new Message.TableMinimum(memory.epoch, rounded));
    }
  }

  /** Sends again, once a second, what a peer has not reported to hold. */
  void bringUpToDate(Turn turn) {
    for (Seat seat : memory.others()) {
      Contact contact = memory.contact(seat, turn.nowNs);
      boolean behind = contact.tableNumber.compareTo(memory.table.number()) != 0;
      if (contact.open && behind && turn.nowNs - contact.tableSentNs > RESEND_NS) {
        contact.tableSentNs = turn.nowNs;
        follower.answer(
            turn,
            seat.key(),
            new Message.TableWanted(memory.epoch, contact.tableNumber, contact.tableChain));
      }
    }
  }

  /** Gives up the seats that nobody came back for. */
  void expireSeats(Turn turn) {
    for (PeerId peer : List.copyOf(reservedSinceNs.keySet())) {
      long sinceNs = reservedSinceNs.getOrDefault(peer, turn.nowNs);
      if (turn.nowNs - sinceNs > memory.timing().seatReservedNs()) {
        reservedSinceNs.remove(peer);
        request(new Operation.Leave(peer, LeaveReason.SEAT_EXPIRED, false));
      }
    }
  }

  /**
   * Keeps the succession: who can be host is in it; a standby is replaced only by one that has been
   * clearly better for a while.
   */
  private void rank(Turn turn) {
    if (memory.table == rankedTable && challenge.isEmpty()) {
      return;
    }
    List<Seat> able =
        memory.others().stream()
            .filter(seat -> seat.hint().canHost() && seat.hint().consentWeight() > 0)
            .toList();
    List<Seat> ranked = memory.settings.ranking().rank(able);
    ArrayList<Seat> kept = new ArrayList<>();
    for (PeerId peer : memory.table.succession()) {
      able.stream().filter(seat -> seat.peer().equals(peer)).forEach(kept::add);
    }
    ranked.stream().filter(seat -> !kept.contains(seat)).forEach(kept::add);
    List<PeerId> order = challenged(turn, ranked, kept) ? ids(ranked) : ids(kept);
    if (!order.equals(memory.table.succession())) {
      append(turn, new Operation.Succession(order));
    }
    rankedTable = memory.table;
  }

  private boolean challenged(Turn turn, List<Seat> ranked, List<Seat> kept) {
    boolean better = false;
    for (int i = 0; i < kept.size() && !better; i++) {
      Seat holder = kept.get(i);
      Seat challenger = ranked.get(i);
      better = memory.settings.ranking().clearlyBetter(challenger, holder);
    }
    if (!better) {
      challenge = List.of();
      return false;
    }
    if (!challenge.equals(ids(ranked))) {
      challenge = ids(ranked);
      challengedAtNs = turn.nowNs;
    }
    return turn.nowNs - challengedAtNs >= CHALLENGE_NS;
  }

  private static List<PeerId> ids(List<Seat> seats) {
    return seats.stream().map(Seat::peer).toList();
  }
}
