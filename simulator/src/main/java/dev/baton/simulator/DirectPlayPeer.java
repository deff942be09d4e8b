package dev.baton.simulator;

import dev.baton.core.EndReason;
import dev.baton.core.StateId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A peer by the rules of DirectPlay 8, as Microsoft's open specifications of its core and reliable
 * protocols (MC-DPL8CS, MC-DPL8R) describe them.
 *
 * <p>Modelled: everybody is connected with everybody. What must arrive is sent again after two and
 * a half round trips and a tenth of a second, then after twice that and so on, at most 5 s apart; a
 * connection is lost after ten tries in vain. A connection over which nothing comes is tried every
 * 25 s. A lost peer leaves the host's numbered table; after the host's loss the peer whose entry is
 * the oldest asks all others for their table, takes the newest, and says that it is host. When a
 * peer reports to its host that another one does not answer, and it does, the one who reported is
 * removed. A part that cannot see the host elects one of its own.
 *
 * <p>Not modelled: the state of the game, which DirectPlay leaves to the game; to its favour every
 * peer's picture counts as complete, so that a new host goes on from what it was shown last. The
 * table travels whole instead of by operations, which saves the candidate a round trip.
 */
final class DirectPlayPeer extends BaselinePeer {

  private static final long MS = 1_000_000;
  private static final int TRIES = 10;
  private static final long TRY_NS = 100 * MS;
  private static final long TRY_MAX_NS = 5_000 * MS;
  private static final long KEEP_ALIVE_NS = 25_000 * MS;
  private static final long LOOK_NS = 1_000 * MS;

  /** Players, and the number that their entry has. */
  private TreeMap<Integer, Integer> table = new TreeMap<>();

  private int version;
  private final TreeSet<Integer> gone = new TreeSet<>();
  private final Map<Integer, Long> heardNs = new LinkedHashMap<>();
  private final TreeSet<Integer> trying = new TreeSet<>();
  private final TreeSet<Integer> unanswered = new TreeSet<>();
  private boolean claiming;

  /** Who asked for this peer's table, before this peer agreed that it is the oldest. */
  private int early;

  DirectPlayPeer(BaselineWorld world, BaselinePlayer player, int number) {
    super(world, player, number);
  }

  // The table.

  @Override
  void create() {
    table.put(self(), ++version);
    becomeHost(StateId.NONE, 0);
    begin();
  }

  private void begin() {
    look();
    speak();
  }

  @Override
  void joinAsked(BaselinePeer joiner) {
    if (table.containsKey(joiner.self()) && joiner.isSeated()) {
      // Its request came twice.
      return;
    }
    table.put(joiner.self(), ++version);
    forget(joiner.self());
    tellTable();
  }

  private void forget(int other) {
    gone.remove(other);
    trying.remove(other);
    heardNs.put(other, nowNs());
  }

  private void tellTable() {
    TreeMap<Integer, Integer> copy = new TreeMap<>(table);
    int number = version;
    for (int other : others()) {
      tell(other, there -> there.tableArrived(self(), number, copy));
    }
  }

  private void tableArrived(int from, int number, Map<Integer, Integer> newer) {
    boolean isNew = !isSeated();
    if (isHosting() || (!isNew && (from != hostPlayer() || number <= version))) {
      return;
    }
    newer.forEach(
        (other, entry) -> {
          if (!entry.equals(table.get(other))) {
            forget(other);
          }
        });
    table = new TreeMap<>(newer);
    version = number;
    if (isNew) {
      follow(from);
      begin();
    }
  }

  /** All of the table but itself that were not lost. */
  private List<Integer> others() {
    List<Integer> others = new ArrayList<>(table.keySet());
    others.removeIf(other -> other == self() || gone.contains(other));
    return others;
  }

  @Override
  List<Integer> followers() {
    return others();
  }

  @Override
  List<Integer> successors() {
    List<Integer> byAge = others();
    byAge.sort((a, b) -> Integer.compare(entry(a), entry(b)));
    return byAge;
  }

  private int entry(int other) {
    return table.getOrDefault(other, Integer.MAX_VALUE);
  }

  @Override
  void remove(int other) {
    table.remove(other);
    version++;
    tellTable();
  }

  private void drop(int other) {
    if (isHosting() && table.containsKey(other)) {
      remove(other);
      tell(other, there -> there.dropped(self()));
    }
  }

  private void dropped(int from) {
    if (!isHosting() && from == hostPlayer()) {
      end(EndReason.HOST_LOST);
    }
  }

  // Noticing a loss.

  @Override
  void heard(int from) {
    heardNs.put(from, nowNs());
  }

  private long silenceNs(int other) {
    return nowNs() - heardNs.computeIfAbsent(other, it -> nowNs());
  }

  /** The player's inputs, which must arrive; the host's words to all. */
  private void speak() {
    if (isHosting()) {
      others().forEach(this::mustReach);
    } else {
      mustReach(hostPlayer());
    }
    after(world().setup().inputGapMs() * MS, this::speak);
  }

  private void look() {
    for (int other : others()) {
      if (silenceNs(other) >= KEEP_ALIVE_NS) {
        mustReach(other);
      }
    }
    after(LOOK_NS, this::look);
  }

  private void mustReach(int other) {
    if (table.containsKey(other) && !gone.contains(other) && trying.add(other)) {
      attempt(other, entry(other), 0, nowNs());
    }
  }

  private void attempt(int other, int entry, int tries, long sinceNs) {
    boolean same = entry == entry(other) && trying.contains(other);
    if (!same) {
      return;
    }
    if (heardNs.getOrDefault(other, 0L) > sinceNs) {
      trying.remove(other);
    } else if (tries > TRIES) {
      trying.remove(other);
      lost(other);
    } else {
      datagramTo(other, there -> there.poked(self()));
      long waitNs = Math.min(TRY_MAX_NS, (TRY_NS + roundTripNs(other) * 5 / 2) << tries);
      after(waitNs, () -> attempt(other, entry, tries + 1, sinceNs));
    }
  }

  private long roundTripNs(int other) {
    Air air = world().paths().air(self(), other);
    return 2000L * air.delayUs() + 1000L * air.jitterUs();
  }

  private void poked(int from) {
    heard(from);
    if (!gone.contains(from) && table.containsKey(from)) {
      datagramTo(from, there -> there.heard(self()));
    }
  }

  private void lost(int other) {
    unanswered.remove(other);
    if (isHosting()) {
      drop(other);
    } else if (other == hostPlayer() || gone.contains(hostPlayer())) {
      hostGone(other);
    } else {
      tell(hostPlayer(), there -> there.reported(self(), other));
    }
    proceed();
  }

  // The check of two that cannot talk.

  private void reported(int reporter, int accused) {
    if (isHosting()) {
      tell(accused, there -> there.askedIfThere(self(), reporter));
    }
  }

  private void askedIfThere(int asker, int reporter) {
    tell(asker, there -> there.drop(reporter));
  }

  // After the host's loss.

  private void hostGone(int lost) {
    gone.add(lost);
    List<Integer> left = others();
    boolean oldest = left.stream().allMatch(other -> entry(self()) < entry(other));
    if (gone.contains(hostPlayer()) && oldest && !claiming) {
      claiming = true;
      unanswered.addAll(left);
      for (int other : left) {
        tell(other, there -> there.asked(self()));
        mustReach(other);
      }
    } else if (early != 0) {
      asked(early);
    }
    proceed();
  }

  private void asked(int candidate) {
    heard(candidate);
    boolean older =
        others().stream()
            .allMatch(other -> other == hostPlayer() || entry(candidate) <= entry(other));
    if (isSeated() && !isHosting() && older && entry(candidate) < entry(self())) {
      early = 0;
      gone.add(hostPlayer());
      TreeMap<Integer, Integer> copy = new TreeMap<>(table);
      int number = version;
      tell(candidate, there -> there.answered(self(), number, copy));
    } else {
      early = candidate;
    }
  }

  private void answered(int voter, int number, Map<Integer, Integer> theirs) {
    heard(voter);
    if (claiming && number > version) {
      table = new TreeMap<>(theirs);
      version = number;
    }
    unanswered.remove(voter);
    proceed();
  }

  private void proceed() {
    if (claiming && unanswered.isEmpty()) {
      claiming = false;
      gone.forEach(table::remove);
      version++;
      becomeHost(shown(), 0);
      TreeMap<Integer, Integer> copy = new TreeMap<>(table);
      int number = version;
      for (int other : others()) {
        tell(other, there -> there.completed(self(), number, copy));
      }
    }
  }

  private void completed(int newHost, int number, Map<Integer, Integer> newest) {
    if (isSeated() && !isHosting() && gone.contains(hostPlayer())) {
      claiming = false;
      forget(newHost);
      follow(newHost);
      tableArrived(newHost, Math.max(number, version + 1), newest);
    }
  }

  @Override
  void sayGoodbye() {
    for (int other : others()) {
      tell(other, there -> there.saidGoodbye(self()));
    }
  }

  private void saidGoodbye(int leaver) {
    if (isHosting()) {
      drop(leaver);
    } else if (leaver == hostPlayer()) {
      hostGone(leaver);
    }
  }

  private void tell(int to, Consumer<DirectPlayPeer> what) {
    send(to, there -> what.accept((DirectPlayPeer) there));
  }

  private void datagramTo(int to, Consumer<DirectPlayPeer> what) {
    datagram(to, there -> what.accept((DirectPlayPeer) there));
  }
}
