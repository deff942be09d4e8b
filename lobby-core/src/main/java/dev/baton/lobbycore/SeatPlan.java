package dev.baton.lobbycore;

import dev.baton.core.Bytes;
import dev.baton.core.Epoch;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import dev.baton.core.TableVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who sits where, as the host told last; it may lag behind the name table, never lead it. */
final class SeatPlan {

  private final Epoch epoch;
  private final TableVersion table;
  private final boolean witnessCounted;
  private final TableVersion electorateSince;
  private final TreeMap<PeerId, Seat> seats = new TreeMap<>();
  private final Map<PeerKey, PeerId> peers = new LinkedHashMap<>();

  private SeatPlan(LobbyRequest.Presence told, TableVersion electorateSince) {
    this.epoch = told.epoch();
    this.table = told.table();
    this.witnessCounted = told.witnessCounted();
    this.electorateSince = electorateSince;
    for (SeatPresence seat : told.seats()) {
      PeerKey key = seat.key();
      seats.put(seat.peer(), new Seat(key, seat.publicKey(), seat.present()));
      peers.put(key, seat.peer());
    }
  }

  /** What is known before the host has told anything: its own seat. */
  static SeatPlan ofHost(SessionId session, Caller.Proven host) {
    SeatPresence seat = new SeatPresence(PeerId.FIRST, host.publicKey(), true);
    return new SeatPlan(
        new LobbyRequest.Presence(
            0, session, Epoch.FIRST, TableVersion.EMPTY, false, false, false, List.of(seat)),
        TableVersion.EMPTY);
  }

  /** What the host told after {@code this}; empty if a peer or a key occurs twice. */
  Optional<SeatPlan> followedBy(LobbyRequest.Presence told) {
    SeatPlan next = new SeatPlan(told, told.table());
    int count = told.seats().size();
    if (next.seats.size() != count || next.peers.size() != count) {
      return Optional.empty();
    }
    return Optional.of(sameElectorate(next) ? new SeatPlan(told, electorateSince) : next);
  }

  /** Whether {@code told} is of the same host and an older table, and so has nothing to say. */
  boolean outdates(LobbyRequest.Presence told) {
    return epoch.equals(told.epoch()) && table.isAfter(told.table());
  }

  TableVersion table() {
    return table;
  }

  boolean witnessCounted() {
    return witnessCounted;
  }

  /** The table in which the electorate became what it is, as far as was told. */
  TableVersion electorateSince() {
    return electorateSince;
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

  private boolean sameElectorate(SeatPlan other) {
    return witnessCounted == other.witnessCounted && present().equals(other.present());
  }

  private record Seat(PeerKey key, Bytes publicKey, boolean present) {}
}
