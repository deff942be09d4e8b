package dev.baton.lobbycore;

import dev.baton.core.Endpoint;
import dev.baton.core.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A lobby on virtual time, and the people who call it. */
final class Town {

  static final Endpoint SOMEWHERE = new Endpoint("192.0.2.1", 7001);
  static final SessionSettings ARENA = new SessionSettings("arena", 4, true, true);

  final KeyedHash lobbyKey = KeyedHash.of("lobby");
  final LobbyMachine machine;
  final LobbyTiming timing = LobbyTiming.DEFAULT;

  private final Map<ConnectionId, Visitor> visitors = new LinkedHashMap<>();
  private final TreeMap<Long, List<LobbyInput>> timers = new TreeMap<>();
  private final List<String> ignored = new ArrayList<>();
  private long nowNs = Duration.ofSeconds(1).toNanos();
  private long connections;

  Town() {
    this(LobbyLimits.DEFAULT, 1);
  }

  Town(LobbyLimits limits, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    LobbyPorts ports = new LobbyPorts(lobbyKey, KeyedHash.CHECK, random::nextLong);
    machine = new LobbyMachine(limits, timing, ports, nowNs);
    timers.put(nowNs, new ArrayList<>(List.of(new LobbyInput.SweepDue())));
  }

  long wallMs() {
    return Duration.ofNanos(nowNs).toMillis();
  }

  /** Opens a connection that has not said anything yet. */
  Visitor open(String name) {
    Visitor visitor = new Visitor(this, name, new ConnectionId(++connections));
    visitors.put(visitor.connection(), visitor);
    handle(new LobbyInput.Opened(visitor.connection(), "198.51.100.7"));
    return visitor;
  }

  /** Opens a connection and proves the key that belongs to the name. */
  Visitor enter(String name) {
    Visitor visitor = open(name);
    visitor.identify();
    visitor.drain();
    return visitor;
  }

  void handle(LobbyInput input) {
    Moment at = new Moment(nowNs, wallMs());
    for (LobbyOutput output : machine.handle(at, input)) {
      switch (output) {
        case LobbyOutput.Send send -> deliver(send);
        case LobbyOutput.Close close -> visitors.remove(close.connection());
        case LobbyOutput.SetTimer timer -> setTimer(timer.atNs(), fired(timer));
        case LobbyOutput.Ignore ignore -> ignored.add(ignore.reason());
      }
    }
  }

  /** Lets time pass; whoever is awake answers pings at once. */
  void pass(long ms) {
    long untilNs = nowNs + Duration.ofMillis(ms).toNanos();
    while (timers.firstKey() <= untilNs) {
      nowNs = timers.firstKey();
      runDue();
    }
    nowNs = untilNs;
  }

  /** Stops the lobby for so long; what became due meanwhile happens after it. */
  void stall(long ms) {
    freeze(ms);
    wake();
  }

  /** Stops the lobby for so long; what came meanwhile may be handled before what became due. */
  void freeze(long ms) {
    nowNs += Duration.ofMillis(ms).toNanos();
  }

  /** What became due while the lobby was stopped happens now. */
  void wake() {
    while (timers.firstKey() <= nowNs) {
      runDue();
    }
  }

  private void runDue() {
    for (LobbyInput input : timers.pollFirstEntry().getValue()) {
      if (input instanceof LobbyInput.SweepDue) {
        setTimer(nowNs + timing.sweepNs(), input);
      }
      handle(input);
    }
  }

  /** What the lobby ignored since the last time, and why. */
  List<String> drainIgnored() {
    List<String> all = List.copyOf(ignored);
    ignored.clear();
    return all;
  }

  boolean isOpen(Visitor visitor) {
    return visitors.containsKey(visitor.connection());
  }

  void vanish(Visitor visitor) {
    visitors.remove(visitor.connection());
    handle(new LobbyInput.Ended(visitor.connection()));
  }

  private void deliver(LobbyOutput.Send send) {
    Visitor visitor = visitors.get(send.to());
    if (visitor != null) {
      visitor.hear(send.notice());
    }
  }

  private void setTimer(long atNs, LobbyInput input) {
    timers.computeIfAbsent(atNs, ignored -> new ArrayList<>()).add(input);
  }

  private static LobbyInput fired(LobbyOutput.SetTimer timer) {
    SessionId session = timer.session();
    return new LobbyInput.TimerFired(session, timer.nonce());
  }
}
