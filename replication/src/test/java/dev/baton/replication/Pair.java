package dev.baton.replication;

import static dev.baton.replication.Samples.HOST;
import static dev.baton.replication.Samples.PEER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Durability;
import dev.baton.core.Epoch;
import dev.baton.core.PeerId;
import dev.baton.core.StateId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A host and one peer, between which a test carries the packets by hand. */
final class Pair {

  final HostReplica host;
  final PeerReplica peer;
  private int stateBytes = 100;
  private int fill;

  Pair(Scope scope, boolean scopesAreEqual, ReplicationLimits limits) {
    host = HostReplica.first(settings(HOST, scopesAreEqual, limits));
    peer = new PeerReplica(settings(PEER, scopesAreEqual, limits));
    host.seat(PEER);
    host.setPeers(List.of(new Receiver(PEER, scope)));
    peer.obey(Epoch.FIRST, StateId.NONE);
  }

  static Pair ofStandby() {
    return new Pair(Scope.COMPLETE, false, ReplicationLimits.DEFAULT);
  }

  static Pair ofVisible() {
    return new Pair(Scope.VISIBLE, false, ReplicationLimits.DEFAULT);
  }

  static ReplicationSettings settings(
      PeerId self, boolean scopesAreEqual, ReplicationLimits limits) {
    return new ReplicationSettings(self, Durability.DEFAULT, scopesAreEqual, limits);
  }

  /** From now on the game's state has so many bytes, all of them new in each tick. */
  void stateOf(int bytes) {
    stateBytes = bytes;
  }

  /** One tick at a host, without any exchange. */
  void tick(HostReplica replica) {
    replica.beginTick((who, sequence, input) -> {});
    fill++;
    replica.commitTick(this::save);
  }

  void tick() {
    tick(host);
  }

  private void save(ByteBuffer out, Scope scope) {
    byte[] state = new byte[stateBytes];
    for (int i = 0; i < stateBytes; i++) {
      state[i] = (byte) (fill * 31 + i * (scope == Scope.COMPLETE ? 7 : 5));
    }
    out.put(state);
  }

  /** What the host sends to its peer now. */
  Samples.Outbox sent() {
    Samples.Outbox outbox = new Samples.Outbox();
    host.writeTo(PEER, outbox);
    return outbox;
  }

  /** Brings what the host sends now to the peer; what became of each packet. */
  List<Arrival> deliver() {
    List<Arrival> arrivals = new ArrayList<>();
    sent().packets.forEach(packet -> arrivals.add(peer.packetArrived(packet)));
    return arrivals;
  }

  /** Brings the peer's acknowledgement to the host. */
  Arrival acknowledge() {
    return host.ackArrived(PEER, acknowledgement());
  }

  ByteBuffer acknowledgement() {
    Samples.Outbox outbox = new Samples.Outbox();
    peer.writeAck(outbox);
    return outbox.only();
  }

  /** So many ticks with everything delivered. */
  void play(int ticks) {
    for (int i = 0; i < ticks; i++) {
      tick();
      deliver();
      acknowledge();
    }
  }

  static StatePacket parsed(ByteBuffer packet) {
    StatePacket state = new StatePacket();
    assertThat(state.read(packet)).isEmpty();
    return state;
  }
}
