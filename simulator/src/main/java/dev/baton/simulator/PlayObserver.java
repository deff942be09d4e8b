package dev.baton.simulator;

import dev.baton.core.Epoch;
import dev.baton.core.StateId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Measures what players had of a session, whatever system keeps it alive: it knows the pictures
 * that they were shown, who computed ticks, who was told that it is over, and the faults.
 *
 * <p>A fault that hits the host opens an episode for every player whose own process goes on; the
 * next one closes it, unless somebody's picture still stands, in which case it belongs to it.
 * Counted are the players that the fault took the host from, and others who felt it all the same.
 */
final class PlayObserver {

  private static final long MS = 1_000_000;

  /** A picture that is older stands still. */
  private static final long STANDS_NS = 500 * MS;

  /** Who was shown nothing for so long before the end is not in the session. */
  private static final long AT_THE_END_NS = 2_000 * MS;

  /** Shorter stops and cuts are no loss of the host. */
  private static final int FAULT_MIN_MS = 1_000;

  private final long tickNs;
  private final TreeMap<Epoch, StateId> resumes = new TreeMap<>();
  private final Map<Integer, Seat> seats = new LinkedHashMap<>();
  private final Map<Integer, Computing> computing = new LinkedHashMap<>();
  private final List<Integer> outagesMs = new ArrayList<>();
  private final List<Integer> rewoundMs = new ArrayList<>();
  private final TreeSet<Integer> unwilling = new TreeSet<>();
  private boolean open;
  private boolean terminated;
  private int hostFaults;
  private int removals;
  private long twoHostsNs;
  private @Nullable PlayOutcome outcome;

  /** What is known of a player. */
  private static final class Seat {
    private boolean runs;

    /** Whether it was thrown out, and no process of it has begun since. */
    private boolean waits;

    private boolean removed;

    /** Whether its present process was shown anything. */
    private boolean played;

    private boolean counts;

    /** Whether the fault took the host out of its sight. */
    private boolean hit;

    private StateId shown = StateId.NONE;
    private long shownAtNs;
    private long longestNs;
    private long rewoundNs;
  }

  /** A process that computes ticks, and since when the last one is known. */
  private record Computing(Epoch epoch, long atNs) {}

  PlayObserver(int rateHz) {
    tickNs = 1_000_000_000L / rateHz;
  }

  void see(Sighting sighting) {
    long nowNs = sighting.atNs();
    switch (sighting.what()) {
      case What.Began began -> began(seat(began.player()));
      case What.Gone ignored -> seat(sighting.player()).runs = false;
      case What.Hosting hosting -> resumes.putIfAbsent(hosting.epoch(), hosting.resume());
      case What.Applied applied -> applied(sighting.process(), applied.made().epoch(), nowNs);
      case What.Shown shown -> shown(seat(sighting.player()), shown.state(), nowNs);
      case What.Befalls befalls -> befalls(befalls, nowNs);
      case What.Over over -> over(sighting.player(), over);
      case What.Settled ignored -> finish(nowNs);
      default -> {
        // Nothing that a player would notice.
      }
    }
  }

  /** What came out of it; to be asked once the run has ended. */
  PlayOutcome outcome() {
    if (outcome == null) {
      throw new IllegalStateException("the run has not ended");
    }
    return outcome;
  }

  private Seat seat(int player) {
    return seats.computeIfAbsent(player, it -> new Seat());
  }

  private static void began(Seat seat) {
    seat.runs = true;
    seat.waits = false;
    seat.played = false;
  }

  // Pictures.

  private void shown(Seat seat, StateId state, long nowNs) {
    if (seat.shownAtNs > 0) {
      seat.longestNs = Math.max(seat.longestNs, nowNs - seat.shownAtNs);
      seat.rewoundNs += rewoundTicks(seat.shown, state) * tickNs;
    }
    seat.played = true;
    seat.shown = state;
    seat.shownAtNs = nowNs;
  }

  /** How many ticks that were shown are not in the history of the state that comes now. */
  private long rewoundTicks(StateId before, StateId now) {
    StateId past = before;
    while (true) {
      long limitTick = lastTickOf(past.epoch(), now);
      if (limitTick >= 0) {
        return Math.max(0, before.tick().value() - Math.min(past.tick().value(), limitTick));
      }
      StateId parent = resumes.get(past.epoch());
      if (parent == null || !past.epoch().isAfter(parent.epoch())) {
        return before.tick().value();
      }
      past = parent;
    }
  }

  /** The last tick of that epoch that is in the history of a state; -1 if none is. */
  private long lastTickOf(Epoch epoch, StateId now) {
    Epoch at = now.epoch();
    long limitTick = now.tick().value();
    while (at.isAfter(epoch)) {
      StateId parent = resumes.get(at);
      if (parent == null || !at.isAfter(parent.epoch())) {
        return -1;
      }
      at = parent.epoch();
      limitTick = parent.tick().value();
    }
    return at.equals(epoch) ? limitTick : -1;
  }

  // Hosts.

  /** Counts a tick of a host while one of a later line of play computes ticks, too. */
  private void applied(int process, Epoch epoch, long nowNs) {
    Computing before = computing.put(process, new Computing(epoch, nowNs));
    if (before == null || !before.epoch.equals(epoch)) {
      return;
    }
    for (Map.Entry<Integer, Computing> other : computing.entrySet()) {
      Computing its = other.getValue();
      boolean later = other.getKey() != process && its.epoch.isAfter(epoch);
      if (later && its.atNs > before.atNs) {
        twoHostsNs += Math.min(nowNs - before.atNs, tickNs);
        return;
      }
    }
  }

  // Faults.

  private void befalls(What.Befalls befalls, long nowNs) {
    if (befalls.fault() instanceof Fault.Terminate && befalls.host() != Sighting.NOBODY) {
      close(nowNs, false);
      terminated = true;
    }
    if (hitsTheHost(befalls) && !terminated) {
      hostFaults++;
      if (!open || nobodyStands(nowNs)) {
        close(nowNs, false);
        begin(nowNs);
      }
      seats.forEach((player, seat) -> seat.hit |= losesTheHost(player, befalls));
    }
    if (takesAway(befalls.fault())) {
      befalls.whom().forEach(player -> seat(player).counts = false);
    }
    boolean wanted =
        befalls.fault() instanceof Fault.Leave
            || (befalls.fault() instanceof Fault.Kick && !befalls.whom().contains(befalls.host()));
    if (wanted) {
      unwilling.addAll(befalls.whom());
    }
  }

  private static boolean hitsTheHost(What.Befalls befalls) {
    boolean host = befalls.host() != Sighting.NOBODY && befalls.whom().contains(befalls.host());
    return switch (befalls.fault()) {
      case Fault.Kill ignored -> host;
      case Fault.Vanish ignored -> host;
      case Fault.Restart ignored -> host;
      case Fault.Leave ignored -> host;
      case Fault.Stop stop -> host && stop.forMs() >= FAULT_MIN_MS;
      case Fault.Busy busy -> host && busy.forMs() >= FAULT_MIN_MS;
      case Fault.Cut cut -> host && befalls.whom().size() == 2 && cut.forMs() >= FAULT_MIN_MS;
      case Fault.Part part -> befalls.host() != Sighting.NOBODY && part.forMs() >= FAULT_MIN_MS;
      case Fault.HandOver ignored -> befalls.host() != Sighting.NOBODY;
      default -> false;
    };
  }

  private static boolean losesTheHost(int player, What.Befalls befalls) {
    boolean named = befalls.whom().contains(player);
    return switch (befalls.fault()) {
      case Fault.Cut ignored -> named && player != befalls.host();
      case Fault.Part ignored -> named != befalls.whom().contains(befalls.host());
      default -> true;
    };
  }

  /** Whether it takes the processes that it befalls away from their players. */
  private static boolean takesAway(Fault fault) {
    return switch (fault.kind()) {
      case KILL, VANISH, RESTART, STOP, BUSY, LEAVE, KICK -> true;
      default -> false;
    };
  }

  private boolean nobodyStands(long nowNs) {
    return seats.values().stream()
        .noneMatch(seat -> seat.counts && nowNs - seat.shownAtNs > STANDS_NS);
  }

  private void begin(long nowNs) {
    open = true;
    for (Seat seat : seats.values()) {
      seat.counts = seat.runs && nowNs - seat.shownAtNs <= STANDS_NS;
      seat.hit = false;
      seat.longestNs = 0;
      seat.rewoundNs = 0;
    }
  }

  private void close(long nowNs, boolean atEnd) {
    if (!open) {
      return;
    }
    open = false;
    for (Seat seat : seats.values()) {
      long longestNs = Math.max(seat.longestNs, nowNs - seat.shownAtNs);
      boolean felt = seat.hit || longestNs > STANDS_NS || seat.rewoundNs > 0;
      if (seat.counts && felt) {
        boolean never = atEnd && !plays(seat, nowNs);
        outagesMs.add(never ? PlayOutcome.NEVER_MS : (int) (longestNs / MS));
        rewoundMs.add((int) (seat.rewoundNs / MS));
      }
    }
  }

  // The end.

  private void over(int player, What.Over over) {
    boolean asked =
        switch (over.reason()) {
          case LEFT, TERMINATED -> true;
          default -> unwilling.contains(player) || terminated;
        };
    if (!asked && seat(player).played) {
      removals++;
      seat(player).removed = true;
    }
    seat(player).waits = !asked;
  }

  private void finish(long nowNs) {
    Map<Epoch, Integer> followers = new LinkedHashMap<>();
    List<Seat> left = new ArrayList<>();
    for (Map.Entry<Integer, Seat> entry : seats.entrySet()) {
      Seat seat = entry.getValue();
      boolean wants = (seat.runs || seat.waits) && !unwilling.contains(entry.getKey());
      if (wants && seat.shownAtNs > 0) {
        left.add(seat);
        if (plays(seat, nowNs)) {
          followers.merge(seat.shown.epoch(), 1, Integer::sum);
        }
      }
    }
    boolean lost = !terminated && !left.isEmpty() && followers.isEmpty();
    int removed = terminated || lost ? 0 : removals + apart(left, followers, nowNs);
    if (!terminated) {
      close(nowNs, true);
    }
    outcome = new PlayOutcome(hostFaults, outagesMs, rewoundMs, lost, twoHostsNs / MS, removed);
  }

  private static boolean plays(Seat seat, long nowNs) {
    return nowNs - seat.shownAtNs <= AT_THE_END_NS;
  }

  /** Those who are not where most are, and were not thrown out before. */
  private static int apart(List<Seat> left, Map<Epoch, Integer> followers, long nowNs) {
    Epoch most = null;
    int mostCount = 0;
    for (Map.Entry<Epoch, Integer> entry : followers.entrySet()) {
      if (entry.getValue() > mostCount) {
        most = entry.getKey();
        mostCount = entry.getValue();
      }
    }
    int apart = 0;
    for (Seat seat : left) {
      boolean there = plays(seat, nowNs) && seat.shown.epoch().equals(most);
      apart += there || seat.removed ? 0 : 1;
    }
    return apart;
  }
}
