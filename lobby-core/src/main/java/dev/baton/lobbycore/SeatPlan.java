package dev.baton.lobbycore;

import dev.baton.core.Bytes;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.TableVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who sits where, as the host told last; it may lag behind the name table, never lead it. */
final class SeatPlan {

  private final TableVersion table;
  private final boolean witnessCounted;
  private final TreeMap<PeerId, Seat> seats = new TreeMap<>();
  private final Map<PeerKey, PeerId> peers = new LinkedHashMap<>();

  private SeatPlan(TableVersion table, boolean witnessCounted) {
    this.table = table;
    this.witnessCounted = witnessCounted;
  }

  /** What is known before the host has told anything: its own seat. */
  static SeatPlan ofHost(Caller.Proven host) {
    SeatPlan plan = new SeatPlan(TableVersion.EMPTY, false);
    plan.add(new SeatPresence(PeerId.FIRST, host.publicKey(), true));
    return plan;
  }

  /** What the host told; empty if a peer or a key occurs twice. */
  static Optional<SeatPlan> of(LobbyRequest.Presence told) {
    SeatPlan plan = new SeatPlan(told.table(), told.witnessCounted());
    told.seats().forEach(plan::add);
    int count = told.seats().size();
    boolean distinct = plan.seats.size() == count && plan.peers.size() == count;
    return distinct ? Optional.of(plan) : Optional.empty();
  }

  TableVersion table() {
    return table;
  }

  boolean witnessCounted() {
    return witnessCounted;
  }

  Optional<PeerId> peer(PeerKey key) {
    return Optional.ofNullable(peers.get(key));
  }

  Optional<PeerKey> key(PeerId peer) {
    return Optional.ofNullable(seats.get(peer)).map(Seat::key);
  }

  Optional<Bytes> publicKey(PeerId peer) {
    return Optional.ofNullable(seats.get(peer)).map(Seat::publicKey);
  }

  List<PeerKey> keys() {
    return seats.values().stream().map(Seat::key).toList();
  }

  /** The voters among the peers. */
  List<PeerId> present() {
    return seats.entrySet().stream()
        .filter(entry -> entry.getValue().present)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Whether {@code key} can be the peer {@code peer}: it has that seat, or neither is known yet and
   * the number is newer than all that are, since the plan may lag.
   */
  boolean fits(PeerId peer, PeerKey key) {
    Optional<PeerKey> known = key(peer);
    if (known.isPresent()) {
      return known.get().equals(key);
    }
    boolean newer = seats.isEmpty() || peer.compareTo(seats.lastKey()) > 0;
    return newer && !peers.containsKey(key);
  }

  private void add(SeatPresence told) {
    PeerKey key = told.key();
    seats.put(told.peer(), new Seat(key, told.publicKey(), told.present()));
    peers.put(key, told.peer());
  }

  private record Seat(PeerKey key, Bytes publicKey, boolean present) {}
}
