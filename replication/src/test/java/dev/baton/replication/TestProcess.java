package dev.baton.replication;

import dev.baton.core.Bytes;
import dev.baton.core.Durability;
import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.Hint;
import dev.baton.core.NoMajorityPolicy;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Rules;
import dev.baton.core.Seat;
import dev.baton.core.SessionId;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import dev.baton.core.TableVersion;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One process of a test: its exchange, and around it a clock that the test sets, links whose
 * packets lie in a list until the test delivers them, and a game that computes when it is told to.
 */
final class TestProcess implements Surroundings, GameSide {

  static final long TICK_NS = 50_000_000;

  final StateExchange exchange;
  final PeerId id;
  final List<Sent> sent = new ArrayList<>();
  final List<String> told = new ArrayList<>();
  final List<String> inputs = new ArrayList<>();
  final List<StateId> held = new ArrayList<>();
  long nowNs = 1_000_000_000;
  long wakeAtNs = Long.MAX_VALUE;
  boolean mayHost = true;
  int stateBytes = 100;
  List<PeerKey> unreachable = List.of();
  Runnable onStateAdvanced = () -> {};
  @Nullable DueTick due;
  private int fill;

  /** What was sent, to whom, and whether in bulk. */
  record Sent(PeerKey to, boolean bulk, ByteBuffer packet) {
    byte kind() {
      return packet.get(0);
    }
  }

  TestProcess(int number, boolean scopesAreEqual) {
    id = new PeerId(number);
    exchange = new StateExchange(this, this, ReplicationLimits.ofGame(1 << 16, 16), scopesAreEqual);
  }

  static PeerKey key(int number) {
    return PeerKey.of(publicKey(number));
  }

  private static Bytes publicKey(int number) {
    return Bytes.of(new byte[] {(byte) number});
  }

  /** A table with one standby, the second of these seats. */
  static TableSnapshot table(Durability durability, Integer... seats) {
    List<PeerId> order = Arrays.stream(seats).map(PeerId::new).toList();
    return table(durability, order.stream().skip(1).toList(), seats);
  }

  static TableSnapshot table(Durability durability, List<PeerId> succession, Integer... seats) {
    Rules rules =
        new Rules(
            true,
            durability,
            1,
            20,
            8,
            List.of(new Rules.NoMajorityStep(NoMajorityPolicy.END, 0)),
            Optional.empty());
    return new TableSnapshot(
        new SessionId(1, 2),
        TableVersion.EMPTY,
        dev.baton.core.Digest.ZERO,
        9,
        Arrays.stream(seats).map(TestProcess::seat).toList(),
        succession,
        rules,
        false,
        Bytes.EMPTY);
  }

  private static Seat seat(int number) {
    Endpoint endpoint = new Endpoint("10.0.0." + number, 1);
    return new Seat(
        new PeerId(number),
        publicKey(number),
        "peer" + number,
        endpoint,
        true,
        1,
        Bytes.EMPTY,
        Hint.WORST);
  }

  void becomeHost(int epoch, StateId resume, TableSnapshot table) {
    exchange.becomeHost(id, new Epoch(epoch), resume, table, nowNs);
  }

  void follow(int epoch, int host, StateId resume, TableSnapshot table) {
    exchange.followHost(
        id, new StateExchange.Follow(new Epoch(epoch), key(host), resume), table, nowNs);
  }

  /** Lets time pass up to the moment that the exchange wants to be woken at, and wakes it. */
  void wake() {
    nowNs = Math.max(nowNs, wakeAtNs);
    exchange.wake(nowNs);
  }

  /** The game computes the tick that it was given. */
  void compute() {
    DueTick out = Objects.requireNonNull(due);
    due = null;
    exchange.tickComputed(out, this::save, nowNs);
  }

  /** One whole tick of a host, when it is due. */
  void tick() {
    if (due == null) {
      wake();
    }
    compute();
  }

  void ticks(int count) {
    for (int i = 0; i < count; i++) {
      tick();
    }
  }

  private void save(ByteBuffer out, Scope scope) {
    fill++;
    for (int i = 0; i < stateBytes; i++) {
      out.put((byte) (fill * 31 + i * (scope == Scope.COMPLETE ? 7 : 5)));
    }
  }

  /** Delivers all that was sent to {@code to}, and forgets what was sent to others. */
  void deliver(TestProcess to) {
    List<Sent> all = List.copyOf(sent);
    sent.clear();
    for (Sent each : all) {
      if (each.to.equals(key(to.id.value()))) {
        to.receive(id, each);
      }
    }
  }

  void receive(PeerId from, Sent each) {
    PeerKey fromKey = key(from.value());
    if (each.bulk) {
      exchange.bulk(from, fromKey, each.packet, nowNs);
    } else {
      exchange.packet(from, fromKey, each.packet, nowNs);
    }
  }

  /** What is sent, one kind of packet. */
  List<Sent> sent(byte kind) {
    return sent.stream().filter(each -> each.kind() == kind).toList();
  }

  /** What was told with that first word. */
  List<String> told(String word) {
    return told.stream().filter(each -> each.startsWith(word + " ")).toList();
  }

  @Override
  public boolean mayHost() {
    return mayHost;
  }

  @Override
  public void stateAdvanced(StateId complete, StateId visible, StateId safe) {
    held.add(complete);
    onStateAdvanced.run();
  }

  @Override
  public void stateFetched(StateId state, boolean isHeld) {
    told.add("fetched " + state + " " + isHeld);
  }

  @Override
  public long hostPathNs() {
    return 0;
  }

  @Override
  public boolean isReachable(PeerKey peer) {
    return !unreachable.contains(peer);
  }

  @Override
  public void sendDatagram(PeerKey to, ByteBuffer packet) {
    sent.add(new Sent(to, false, Samples.copied(packet)));
  }

  @Override
  public void sendBulk(PeerKey to, ByteBuffer whole) {
    sent.add(new Sent(to, true, Samples.copied(whole)));
  }

  @Override
  public void askForState(PeerKey from, StateId state) {
    told.add("asked " + state);
  }

  @Override
  public void denyState(PeerKey to, StateId state) {
    told.add("denied " + state);
  }

  @Override
  public void wakeAt(long atNs) {
    wakeAtNs = atNs;
  }

  @Override
  public void malformed(ByteBuffer packet, Optional<MalformedPacket> why) {
    told.add("malformed " + why.map(Enum::name).orElse("kind"));
  }

  @Override
  public void show(StateImage newest) {
    told.add("show " + newest.id());
  }

  @Override
  public void rewound(Epoch epoch, Rewind rewind) {
    told.add("rewound " + rewind.from().value() + " " + rewind.to().value());
  }

  @Override
  public void seated(long lastSequence) {
    told.add("seated " + lastSequence);
  }

  @Override
  public void safe(long sequence, boolean uncovered) {
    told.add("safe " + sequence + (uncovered ? " uncovered" : ""));
  }

  @Override
  public void lost(long first, long last) {
    told.add("lost " + first + " " + last);
  }

  @Override
  public void resent(long count) {
    told.add("resent " + count);
  }

  @Override
  public void computeTick(DueTick tick) {
    due = tick;
    tick.takeInputs((peer, sequence, input) -> inputs.add(peer.value() + "." + sequence));
  }

  @Override
  public void tickCommitted(StateImage complete, @Nullable StateImage visible) {
    told.add("committed " + complete.id() + (visible == null ? "" : " visible"));
  }
}
