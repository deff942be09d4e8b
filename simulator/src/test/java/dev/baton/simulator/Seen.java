package dev.baton.simulator;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.Hint;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Seat;
import dev.baton.core.SessionId;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import dev.baton.core.TableVersion;
import dev.baton.core.Tick;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A made-up history, told to a checker piece by piece; each player has the process of its number.
 */
final class Seen {

  private final Checker checker;
  private final List<String> complaints = new ArrayList<>();
  private long nowNs;

  Seen(Checker checker) {
    this.checker = checker;
  }

  Seen at(int player, What what) {
    nowNs += 1_000_000;
    String complaint = checker.judge(new Sighting(nowNs, player, player, what));
    if (complaint != null) {
      complaints.add(complaint);
    }
    return this;
  }

  Seen world(What what) {
    return at(Sighting.NOBODY, what);
  }

  Seen later(long ms) {
    nowNs += ms * 1_000_000;
    return this;
  }

  List<String> complaints() {
    return complaints;
  }

  static Epoch epoch(int value) {
    return new Epoch(value);
  }

  static StateId state(int epoch, long tick) {
    return new StateId(new Epoch(epoch), new Tick(tick));
  }

  static Bytes publicKey(int player) {
    return Bytes.of(("player" + player).getBytes(StandardCharsets.US_ASCII));
  }

  static PeerKey key(int player) {
    return PeerKey.of(publicKey(player));
  }

  static What.Began began(int player) {
    return new What.Began(player, key(player));
  }

  static What.Hosting hosting(int epoch, int self, StateId resume, Integer... lost) {
    return new What.Hosting(new Epoch(epoch), new PeerId(self), resume, List.of(lost));
  }

  static What.Shown shown(int epoch, long tick, long hash) {
    return new What.Shown(state(epoch, tick), true, hash);
  }

  static What.Applied applied(int epoch, long tick, int peer, long sequence) {
    return new What.Applied(
        state(epoch, tick), List.of(new What.Input(new PeerId(peer), sequence, sequence)));
  }

  /** A table of these peers, whose keys are those of the players with their numbers. */
  static What.Table table(int epoch, int version, long chain, Integer... peers) {
    List<Seat> seats = new ArrayList<>();
    for (int peer : peers) {
      seats.add(seat(peer, peer));
    }
    return new What.Table(tableOf(new TableVersion(new Epoch(epoch), version), chain, seats));
  }

  static Seat seat(int peer, int player) {
    return new Seat(
        new PeerId(peer),
        publicKey(player),
        "p",
        new Endpoint("10.0.0.1", 7001),
        true,
        1,
        Bytes.EMPTY,
        Hint.WORST);
  }

  static TableSnapshot tableOf(TableVersion number, long chain, List<Seat> seats) {
    List<PeerId> succession = seats.stream().skip(1).map(Seat::peer).toList();
    return new TableSnapshot(
        new SessionId(1, 1),
        number,
        new Digest(chain, 0, 0, 0),
        seats.size() + 1,
        seats,
        succession,
        new Setup(2, 20, 1_000, 2, 1, true, false, 0, 0, 100, 0, Air.FINE, false)
            .rules(Optional.empty()),
        false,
        Bytes.EMPTY);
  }
}
