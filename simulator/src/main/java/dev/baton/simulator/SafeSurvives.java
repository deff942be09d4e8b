package dev.baton.simulator;

import dev.baton.core.Durability;
import dev.baton.core.Epoch;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Seat;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import dev.baton.core.Tick;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An input that was reported safe is in every later history, unless more of those that held it are
 * lost, or counted out, than the session's durability covers.
 */
final class SafeSurvives implements Checker {

  /** So many changes of the standbys are remembered. */
  private static final int FORMER_MAX = 32;

  private final Histories histories = new Histories();
  private final Map<Integer, Own> processes = new LinkedHashMap<>();
  private final Map<PeerKey, Integer> players = new LinkedHashMap<>();
  private final Map<Integer, Long> forgotNs = new TreeMap<>();
  private final Map<Name, List<Done>> done = new LinkedHashMap<>();
  private final List<Promise> promises = new ArrayList<>();
  private final Map<Epoch, Integer> hosts = new TreeMap<>();
  private final Map<Epoch, Integer> hostProcesses = new TreeMap<>();
  private final TreeMap<Epoch, Begun> begun = new TreeMap<>();
  private final Map<Integer, TableSnapshot> tables = new TreeMap<>();

  /** Who was a standby by a player's table until when; the latest is last. */
  private final Map<Integer, ArrayDeque<Former>> former = new TreeMap<>();

  private final Map<Epoch, List<Integer>> countedOut = new TreeMap<>();
  private final TreeSet<Integer> gone = new TreeSet<>();
  private List<Integer> lost = List.of();

  /** Whether some promise is covered less than it was. */
  private boolean weakened;

  /** Who was counted out and has not been let in again: what they go on with does not survive. */
  private final TreeSet<Integer> overruled = new TreeSet<>();

  /** What a process did and was told. */
  private static final class Own {
    private final TreeMap<Long, Long> submitted = new TreeMap<>();
    private long safe;
    private @Nullable PeerId self;
    private @Nullable TableSnapshot table;
  }

  private record Name(PeerId peer, long sequence) {}

  private record Done(StateId made, long content, long atNs) {}

  private record Former(List<Integer> standbys, long untilNs) {}

  /** When an epoch began, and which players were lost with the hosts before it. */
  private record Begun(List<Integer> lost, long atNs) {}

  /**
   * An input that a player was told to be safe.
   *
   * @param madeNs when it was last applied: a host that was started anew after that holds it no
   *     more, though it is told only later
   * @param holders players that may have held it then
   * @param covered how many of them may be lost; with none it ends with its host's time as host
   */
  private record Promise(
      Name name, long content, long atNs, long madeNs, List<Integer> holders, int covered) {

    /** The same input, held by others now. */
    Promise heldBy(List<Integer> now, int coveredNow) {
      return new Promise(name, content, atNs, madeNs, now, coveredNow);
    }

    /** The same input, held as another is that was applied after it. */
    Promise heldAs(Promise later) {
      return new Promise(name, content, later.atNs, later.madeNs, later.holders, later.covered);
    }
  }

  @Override
  public String property() {
    return "what is safe survives";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    Own own = processes.computeIfAbsent(sighting.process(), process -> new Own());
    switch (sighting.what()) {
      case What.Gone ignored -> gone.add(sighting.process());
      case What.Began began -> {
        players.put(began.key(), began.player());
        forgotNs.put(began.player(), sighting.atNs());
      }
      case What.Over ignored -> forgotNs.put(sighting.player(), sighting.atNs());
      case What.Following following -> {
        if (following.letIn()) {
          overruled.remove(sighting.player());
          forgotNs.put(sighting.player(), sighting.atNs());
        }
      }
      case What.Seated seated -> own.self = seated.self();
      case What.Table table -> {
        own.table = table.table();
        TableSnapshot before = tables.put(sighting.player(), table.table());
        former(sighting.player(), before, table.table(), sighting.atNs());
      }
      case What.Submitted it -> own.submitted.put(it.sequence(), it.content());
      case What.Applied applied -> applied(applied, sighting.atNs());
      case What.CountedOut it -> countedOut.put(it.epoch(), it.players());
      case What.Hosting hosting -> {
        return hosting(sighting, hosting);
      }
      case What.Safe safe -> {
        return safe(sighting, own, safe);
      }
      default -> {
        // Nothing else concerns inputs.
      }
    }
    return null;
  }

  /** Whoever is a standby no more may be the one that made safe what is told to be safe later. */
  private void former(int player, @Nullable TableSnapshot before, TableSnapshot now, long nowNs) {
    List<Integer> standbys = before == null ? List.of() : standbys(before);
    if (!standbys.equals(standbys(now))) {
      ArrayDeque<Former> all = former.computeIfAbsent(player, it -> new ArrayDeque<>());
      all.addLast(new Former(standbys, nowNs));
      if (all.size() > FORMER_MAX) {
        all.removeFirst();
      }
    }
  }

  private void applied(What.Applied applied, long nowNs) {
    for (What.Input input : applied.inputs()) {
      done.computeIfAbsent(new Name(input.peer(), input.sequence()), name -> new ArrayList<>())
          .add(new Done(applied.made(), input.content(), nowNs));
    }
  }

  private @Nullable String safe(Sighting sighting, Own own, What.Safe safe) {
    long before = own.safe;
    own.safe = safe.sequence();
    PeerId self = own.self;
    if (self == null || own.table == null) {
      return "process " + sighting.process() + " is told of safe inputs without a seat";
    }
    int copies = safe.uncovered() ? 0 : covered(own.table);
    for (Map.Entry<Long, Long> entry :
        own.submitted.subMap(before, false, safe.sequence(), true).entrySet()) {
      Name name = new Name(self, entry.getKey());
      Promise promise = promise(sighting.atNs(), name, entry.getValue(), own.table, copies);
      promises.add(promise);
      heldAnew(promise);
      // Of a latest host that is dead nobody may know, if it was elected by counting out the rest.
      String wrong =
          histories
              .latest()
              .filter(epoch -> !gone.contains(hostProcesses.get(epoch)))
              .map(epoch -> judge(promise, epoch))
              .orElse(null);
      if (wrong != null) {
        return wrong;
      }
    }
    return null;
  }

  /**
   * What was made safe under an earlier host, and is told only now, is covered as little as what
   * was told then: by the present host alone, if others are lost that held it.
   */
  private Promise promise(long nowNs, Name name, long content, TableSnapshot told, int copies) {
    Optional<Integer> host = histories.latest().map(hosts::get);
    long madeNs =
        done.getOrDefault(name, List.of()).stream().mapToLong(Done::atNs).max().orElse(nowNs);
    if (weakened && host.isPresent() && !isOfPresentHost(name) && isInPresentHistory(name)) {
      return new Promise(name, content, nowNs, madeNs, List.of(host.get()), 0);
    }
    List<Integer> holders = holders(name, told);
    // The host may have fewer standbys by now, which the player who is told need not know yet.
    int byHost = host.map(tables::get).map(SafeSurvives::covered).orElse(copies);
    int covered = Math.min(Math.min(copies, byHost), holders.size() - 1);
    return new Promise(name, content, nowNs, madeNs, holders, covered);
  }

  private boolean isInPresentHistory(Name name) {
    return done.getOrDefault(name, List.of()).stream()
        .anyMatch(
            one -> histories.latest().filter(it -> histories.contains(one.made, it)).isPresent());
  }

  private boolean isOfPresentHost(Name name) {
    return done.getOrDefault(name, List.of()).stream()
        .anyMatch(one -> histories.latest().filter(one.made.epoch()::equals).isPresent());
  }

  private static int covered(TableSnapshot table) {
    int standbys = Math.min(table.rules().standbys(), table.succession().size());
    return table.rules().durability() instanceof Durability.Standby level
        ? Math.min(level.copies(), standbys)
        : 0;
  }

  /** The latest host whose history contains an input, and the standbys that it sends it to. */
  private List<Integer> holders(Name name, TableSnapshot told) {
    TreeSet<Integer> holders = new TreeSet<>();
    holders.addAll(standbys(told));
    for (Done one : done.getOrDefault(name, List.of())) {
      Integer host = hosts.get(one.made.epoch());
      if (host != null && !lost.contains(host)) {
        // It may have made it safe together with the present host, and lives on as its peer.
        holders.add(host);
      }
      for (Map.Entry<Epoch, Integer> later : hosts.entrySet()) {
        boolean isAfter = later.getKey().isAfter(one.made.epoch());
        host = isAfter && histories.contains(one.made, later.getKey()) ? later.getValue() : host;
      }
      if (host != null) {
        holders.add(host);
        // Its table may be newer than that of the player who is told.
        TableSnapshot own = tables.get(host);
        holders.addAll(own == null ? List.of() : standbys(own));
        former.getOrDefault(host, new ArrayDeque<>()).stream()
            .filter(it -> it.untilNs >= one.atNs)
            .forEach(it -> holders.addAll(it.standbys));
      }
    }
    return List.copyOf(holders);
  }

  private List<Integer> standbys(TableSnapshot table) {
    ArrayList<Integer> all = new ArrayList<>();
    List<PeerId> standbys = table.succession().stream().limit(table.rules().standbys()).toList();
    for (Seat seat : table.seats()) {
      Integer player = standbys.contains(seat.peer()) ? players.get(seat.key()) : null;
      if (player != null) {
        all.add(player);
      }
    }
    return all;
  }

  private @Nullable String hosting(Sighting sighting, What.Hosting hosting) {
    histories.began(hosting.epoch(), hosting.resume());
    hosts.putIfAbsent(hosting.epoch(), sighting.player());
    hostProcesses.putIfAbsent(hosting.epoch(), sighting.process());
    if (histories.latest().filter(latest -> latest.isAfter(hosting.epoch())).isPresent()) {
      // It has slept through the election of a later one, and is superseded at once.
      return null;
    }
    lost = hosting.lost();
    begun.putIfAbsent(hosting.epoch(), new Begun(lost, sighting.atNs()));
    overruled.addAll(countedOut.getOrDefault(hosting.epoch(), List.of()));
    overruled.remove(sighting.player());
    for (Promise promise : List.copyOf(promises)) {
      String wrong = judge(promise, hosting.epoch());
      if (wrong != null) {
        return wrong;
      }
    }
    promises.replaceAll(promise -> goesOn(promise, sighting.player()));
    return null;
  }

  /** What was held by some who are lost now is covered that much less until it is held anew. */
  private Promise goesOn(Promise promise, int host) {
    int missing = missing(promise, lost);
    if (missing == 0) {
      return promise;
    }
    weakened = true;
    TreeSet<Integer> holders = new TreeSet<>(promise.holders);
    holders.removeIf(holder -> isLost(promise, holder, lost));
    holders.add(host);
    int covered = Math.max(0, Math.min(promise.covered - missing, holders.size() - 1));
    List<Integer> now = covered == 0 ? List.of(host) : List.copyOf(holders);
    return promise.heldBy(now, covered);
  }

  /** Once a later input is safe by standbys of the present host, so is all that came before it. */
  private void heldAnew(Promise latest) {
    if (weakened && isOfPresentHost(latest.name) && latest.covered > 0) {
      weakened = false;
      promises.replaceAll(it -> it.heldAs(latest));
    }
  }

  private int missing(Promise promise, List<Integer> lostThen) {
    int missing = 0;
    for (int holder : promise.holders) {
      missing += isLost(promise, holder, lostThen) ? 1 : 0;
    }
    return missing;
  }

  private boolean isLost(Promise promise, int holder, List<Integer> lostThen) {
    // Who only keeps it as a standby may have had it anew from a host before it was told.
    long heldSinceNs = hosts.containsValue(holder) ? promise.madeNs : promise.atNs;
    boolean forgot = forgotNs.getOrDefault(holder, 0L) > heldSinceNs;
    return forgot || lostThen.contains(holder) || overruled.contains(holder);
  }

  /**
   * Whether it was lost with the election of an earlier host of that history, and told only after
   * that: by then the host was dead, so that nobody need know whether it was of this history.
   */
  private boolean lostBeforeItWasTold(Promise promise, Epoch epoch) {
    return begun.headMap(epoch).entrySet().stream()
        .filter(it -> it.getValue().atNs < promise.atNs)
        .filter(it -> histories.contains(new StateId(it.getKey(), Tick.ZERO), epoch))
        .filter(it -> madeBefore(promise, it.getKey()))
        .anyMatch(it -> missing(promise, it.getValue().lost) > promise.covered);
  }

  private boolean madeBefore(Promise promise, Epoch epoch) {
    return done.getOrDefault(promise.name, List.of()).stream()
        .anyMatch(one -> epoch.isAfter(one.made.epoch()));
  }

  /** Whether the host of that epoch has itself applied what was promised. */
  private boolean hostedBy(Promise promise, Epoch epoch) {
    Integer host = hosts.get(epoch);
    if (promise.holders.equals(List.of(host == null ? Sighting.NOBODY : host))) {
      return true;
    }
    return done.getOrDefault(promise.name, List.of()).stream()
        .anyMatch(one -> Objects.equals(hosts.get(one.made.epoch()), host));
  }

  /** What is lost beyond what is covered is lost for good, and no promise any more. */
  private @Nullable String judge(Promise promise, Epoch epoch) {
    for (Done one : done.getOrDefault(promise.name, List.of())) {
      boolean there = one.made.epoch().equals(epoch) || histories.contains(one.made, epoch);
      if (there && one.content == promise.content) {
        return null;
      }
    }
    int uncovered = promise.covered == 0 && !hostedBy(promise, epoch) ? 1 : 0;
    int missing = uncovered + missing(promise, lost);
    if (missing > promise.covered || lostBeforeItWasTold(promise, epoch)) {
      promises.remove(promise);
      return null;
    }
    return promise.name
        + " was safe and is not in the history of "
        + epoch
        + "; held by players "
        + promise.holders
        + ", lost "
        + lost;
  }
}
