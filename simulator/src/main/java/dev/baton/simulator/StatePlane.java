package dev.baton.simulator;

import dev.baton.core.Epoch;
import dev.baton.core.PeerKey;
import dev.baton.core.StateId;
import dev.baton.replication.DueTick;
import dev.baton.replication.GameSide;
import dev.baton.replication.MalformedPacket;
import dev.baton.replication.ReplicationLimits;
import dev.baton.replication.Rewind;
import dev.baton.replication.StateExchange;
import dev.baton.replication.StateImage;
import dev.baton.replication.StateSource;
import dev.baton.replication.Submission;
import dev.baton.replication.Surroundings;
import dev.baton.simulator.Frame.Channel;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the exchange of states and inputs of one process: the virtual network and time,
 * the game, and those who look on.
 */
final class StatePlane implements Surroundings, GameSide {

  private final PeerProcess process;
  private final Game game;
  private final StateExchange exchange;
  private final StateSource states;
  private boolean seated;
  private long wakes;

  StatePlane(PeerProcess process) {
    this.process = process;
    game = process.game();
    states = game::save;
    ReplicationLimits limits = ReplicationLimits.ofGame(game.stateBytesMax(), Game.INPUT_BYTES);
    exchange = new StateExchange(this, this, limits, !process.hasSecrets());
  }

  StateExchange exchange() {
    return exchange;
  }

  /** The player does something, if it has an avatar. */
  void play(long content) {
    if (!seated) {
      return;
    }
    ByteBuffer input = ByteBuffer.allocate(Game.INPUT_BYTES).putLong(content).putLong(0).flip();
    if (exchange.submit(input) == Submission.TAKEN) {
      process.see(new What.Submitted(exchange.lastSequence(), content));
    }
    exchange.sendInputs();
  }

  void stop() {
    wakes++;
    exchange.stop();
  }

  // Machine, network and time.

  @Override
  public boolean mayHost() {
    return process.mayHost();
  }

  @Override
  public void stateAdvanced(StateId complete, StateId visible, StateId safe) {
    process.stateAdvanced(complete, visible, safe);
  }

  @Override
  public void stateFetched(StateId state, boolean held) {
    process.stateFetched(state, held);
  }

  @Override
  public long hostPathNs() {
    return process.hostPathNs();
  }

  @Override
  public boolean isReachable(PeerKey peer) {
    return process.routes().isReachable(peer, process.localNs());
  }

  @Override
  public void sendDatagram(PeerKey to, ByteBuffer packet) {
    process.send(to, Channel.DATAGRAM, copied(packet));
  }

  @Override
  public void sendBulk(PeerKey to, ByteBuffer whole) {
    process.send(to, Channel.BULK, copied(whole));
  }

  private static Frame.Data copied(ByteBuffer packet) {
    byte[] bytes = new byte[packet.remaining()];
    packet.get(packet.position(), bytes);
    return new Frame.Data(ByteBuffer.wrap(bytes));
  }

  @Override
  public void askForState(PeerKey from, StateId state) {
    process.send(from, Channel.CONTROL, new Frame.StateWanted(state));
  }

  @Override
  public void denyState(PeerKey to, StateId state) {
    process.send(to, Channel.CONTROL, new Frame.StateMissing(state));
  }

  @Override
  public void wakeAt(long atNs) {
    long which = ++wakes;
    process.atLocal(atNs, () -> wake(which));
  }

  /** What was asked for anew while this process was stopped does not come twice. */
  private void wake(long which) {
    if (which == wakes) {
      exchange.wake(process.localNs());
    }
  }

  @Override
  public void malformed(ByteBuffer packet, Optional<MalformedPacket> why) {
    process.malformed("kind " + (packet.get(packet.position()) & 0xff) + ": " + why);
  }

  // The game.

  @Override
  public void show(StateImage newest) {
    process.seeShown(newest);
  }

  @Override
  public void rewound(Epoch epoch, Rewind rewind) {
    long from = Math.min(rewind.from().value(), process.shownTick());
    long to = rewind.to().value();
    if (from > to) {
      process.seeRewound(from, to);
    }
  }

  @Override
  public void seated(long lastSequence) {
    seated = true;
  }

  @Override
  public void safe(long sequence, boolean uncovered) {
    process.see(new What.Safe(sequence, uncovered));
  }

  @Override
  public void lost(long first, long last) {
    // The checkers work out for themselves what may be lost.
  }

  @Override
  public void resent(long inputs) {
    // Only counted in a real process.
  }

  @Override
  public void computeTick(DueTick due) {
    StateImage load = due.loadFirst();
    if (load != null) {
      game.load(load.gameBytes());
    }
    game.beginTick();
    due.joined().forEach(game::joined);
    due.left().forEach(game::left);
    due.takeInputs(game::input);
    game.endTick(due.tick());
    process.atLocal(process.localNs() + process.computeNs(), () -> computed(due));
  }

  private void computed(DueTick due) {
    exchange.tickComputed(due, states, process.localNs());
  }

  @Override
  public void tickCommitted(StateImage complete, @Nullable StateImage visible) {
    StateId made = complete.id();
    process.see(new What.Applied(made, game.applied()));
    String wrong = game.wrong();
    if (!wrong.isEmpty()) {
      process.see(new What.GameWrong(wrong + " in " + made));
    }
    process.seeShown(complete);
    if (visible != null) {
      process.seeShown(visible);
    }
  }
}
