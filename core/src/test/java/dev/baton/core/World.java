package dev.baton.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Several machines and a witness on virtual time in one thread: delays, losses, deaths and stops
 * from one seed.
 */
final class World {

  static final long MS = 1_000_000;
  static final Rules RULES = rules(true, true);

  final long seed;
  final List<Node> nodes = new ArrayList<>();
  final TestWitness witness = new TestWitness(this);
  final Ledger ledger = new Ledger();
  final SessionId session = new SessionId(7, 9);
  final List<String> log = new ArrayList<>();

  /** What the way to the witness takes beyond that of the others, each way. */
  long witnessNs;

  long oneWayNs = 200_000;
  long jitterNs;
  int lossPercent;

  /** How long a whole state takes beyond the way, as large ones do. */
  long stateNs;

  /** Whether peers that are no standbys get what they show alone, as with a host's views. */
  boolean statesForStandbysAlone;

  long nowNs = 1_000_000_000L;

  private final Random chance;
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::atNs).thenComparingLong(Due::order));
  private final Map<String, Boolean> cuts = new LinkedHashMap<>();
  private long order;

  private record Due(long atNs, long order, Runnable what) {}

  World(long seed) {
    this.seed = seed;
    this.chance = new Random(seed);
  }

  static Rules rules(boolean migratable, boolean withWitness) {
    return new Rules(
        migratable,
        Durability.DEFAULT,
        2,
        60,
        16,
        List.of(
            new Rules.NoMajorityStep(NoMajorityPolicy.SURVIVORS, 6_000),
            new Rules.NoMajorityStep(NoMajorityPolicy.FREEZE, 5_000),
            new Rules.NoMajorityStep(NoMajorityPolicy.END, 0)),
        withWitness ? Optional.of(TestCredentials.keyOf("witness")) : Optional.empty());
  }

  /** A session of so many peers, all let in and holding the present state. */
  static World of(int peers, long seed) {
    return of(peers, seed, RULES);
  }

  static World of(int peers, long seed, Rules rules) {
    World world = new World(seed);
    world.start(peers, rules);
    return world;
  }

  void start(int peers, Rules rules) {
    Node host = addNode("peer1");
    host.give(new Input.LobbyOpened());
    host.give(new Input.SessionCreated(session, rules));
    for (int i = 2; i <= peers; i++) {
      Node node = addNode("peer" + i);
      join(node, host);
      int expected = i;
      runUntil(10_000, () -> node.following() && host.table().seats().size() == expected);
    }
    runUntil(10_000, () -> ready(host));
    runFor(1_500);
  }

  private boolean ready(Node host) {
    return host.table().succession().size() == host.table().seats().size() - 1;
  }

  void join(Node node, Node at) {
    node.give(new Input.LobbyOpened());
    node.give(
        new Input.JoinGranted(session, new HostAddress(at.key(), at.endpoint()), Bytes.EMPTY));
  }

  Node addNode(String name) {
    Node node = new Node(this, name, nodes.size() + 1);
    nodes.add(node);
    return node;
  }

  Node node(PeerKey key) {
    // The latest process under a key is the one that the network reaches.
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (nodes.get(i).key().equals(key)) {
        return nodes.get(i);
      }
    }
    throw new IllegalArgumentException("no such peer: " + key);
  }

  /** The one live host that has no newer one beside it. */
  Node host() {
    return nodes.stream()
        .filter(node -> node.alive && node.machine.stage() instanceof Stage.Hosting)
        .max(Comparator.comparing(node -> node.machine.epoch()))
        .orElseThrow(() -> new AssertionError("no host" + trace()));
  }

  List<Node> live() {
    return nodes.stream().filter(node -> node.alive).toList();
  }

  /** Whether all live peers are in one session under one host, with one table. */
  boolean healed() {
    List<Node> live = live();
    List<Node> hosts =
        live.stream().filter(node -> node.machine.stage() instanceof Stage.Hosting).toList();
    if (hosts.size() != 1) {
      return false;
    }
    Node host = hosts.getFirst();
    return live.stream()
        .allMatch(
            node ->
                node.machine.epoch().equals(host.machine.epoch())
                    && (node == host || node.following())
                    && node.table().chain().equals(host.table().chain())
                    && host.table().seats().stream()
                        .anyMatch(seat -> seat.key().equals(node.key()) && seat.present()));
  }

  void cut(Node from, Node to, boolean isCut) {
    cuts.put(from.name + ">" + to.name, isCut);
  }

  void cutBothWays(Node one, Node other, boolean isCut) {
    cut(one, other, isCut);
    cut(other, one, isCut);
  }

  /** Between that one and all others. */
  void cutOff(Node one, boolean isCut) {
    nodes.stream().filter(it -> it != one).forEach(it -> cutBothWays(one, it, isCut));
  }

  private boolean isCut(Node from, Node to) {
    return cuts.getOrDefault(from.name + ">" + to.name, false);
  }

  long delayNs() {
    return oneWayNs + (jitterNs == 0 ? 0 : chance.nextLong(jitterNs));
  }

  boolean lost() {
    return chance.nextInt(100) < lossPercent;
  }

  int chanceOf(int bound) {
    return chance.nextInt(bound);
  }

  void at(long atNs, Runnable what) {
    due.add(new Due(Math.max(atNs, nowNs), order++, what));
  }

  /** Delivers from one process to another; what the other does not take while stopped waits. */
  void deliver(Node from, Node to, boolean reliable, Runnable what) {
    long delayNs = delayNs();
    if (lost()) {
      if (!reliable) {
        return;
      }
      delayNs += 3 * oneWayNs + 50 * MS;
    }
    at(
        nowNs + delayNs,
        () -> {
          if (!isCut(from, to)) {
            to.take(what);
          }
        });
  }

  void runFor(long ms) {
    long untilNs = nowNs + ms * MS;
    while (!due.isEmpty() && due.peek().atNs() <= untilNs) {
      step();
    }
    nowNs = untilNs;
  }

  void runUntil(long limitMs, BooleanSupplier done) {
    long untilNs = nowNs + limitMs * MS;
    while (!done.getAsBoolean()) {
      if (due.isEmpty() || due.peek().atNs() > untilNs) {
        throw new AssertionError("not reached within " + limitMs + " ms" + trace());
      }
      step();
    }
  }

  private void step() {
    Due next = due.remove();
    nowNs = next.atNs();
    next.what().run();
  }

  /** Notes a message on its way; heartbeats are left out. */
  void sent(String from, String to, Message message) {
    if (!(message instanceof Message.Heartbeat)) {
      String act = message.getClass().getSimpleName();
      log("  " + from + " -> " + to + " " + act + " (" + message.epoch() + ")");
    }
  }

  void log(String line) {
    log.add(String.format("%9.2f %s", (nowNs - 1_000_000_000L) / 1e6, line));
  }

  /** The seed and the last lines, for a failure's message. */
  String trace() {
    StringBuilder out = new StringBuilder("\nseed ").append(seed).append('\n');
    for (Node node : nodes) {
      out.append(node.name).append(node.alive ? " " : " (dead) ");
      out.append(node.machine.stage()).append(' ').append(node.machine.epoch()).append('\n');
    }
    log.subList(Math.max(0, log.size() - 120), log.size()).forEach(l -> out.append(l).append('\n'));
    return out.toString();
  }
}
