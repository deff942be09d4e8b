package dev.baton.simulator;

import dev.baton.core.EndReason;
import dev.baton.core.Epoch;
import dev.baton.core.PeerId;
import dev.baton.core.StateId;
import dev.baton.core.Tick;
import java.util.ArrayDeque;
import java.util.List;

/**
 * One process of a player under the rules of a reference system: what all of them have in common. A
 * host computes ticks and sends each to its followers; a peer shows what comes from its host.
 *
 * <p>States are no more than their names here. A new host goes on from a state that it holds, and
 * every state that it holds counts as complete, which is in favour of the systems modelled.
 */
abstract class BaselinePeer {

  private static final long JOIN_AGAIN_NS = 1_000_000_000;
  private static final int BUFFERED_MAX = 20_000;

  private final BaselineWorld world;
  private final BaselinePlayer player;
  private final int number;
  private final ArrayDeque<Runnable> whileStopped = new ArrayDeque<>();
  private StateId shown = StateId.NONE;
  private long shownAtNs;
  private Epoch epoch = new Epoch(1);
  private int host;
  private int hostings;
  private int stops;
  private boolean alive = true;
  private boolean seated;
  private boolean hosting;

  BaselinePeer(BaselineWorld world, BaselinePlayer player, int number) {
    this.world = world;
    this.player = player;
    this.number = number;
  }

  // What the systems differ in.

  /** The session is this process's own. */
  abstract void create();

  /** A process wants to join the session of this host. */
  abstract void joinAsked(BaselinePeer joiner);

  /** Whom the states go to. */
  abstract List<Integer> followers();

  /** In which order the others would succeed, as far as the rules say. */
  abstract List<Integer> successors();

  /** Something came from this player. */
  abstract void heard(int from);

  /** The player leaves politely. */
  abstract void sayGoodbye();

  /** Whether states from this host are taken. */
  private boolean obeys(int from) {
    return seated && !hosting && from == host;
  }

  /** The host removes a player. */
  abstract void remove(int other);

  // What they have in common.

  final BaselineWorld world() {
    return world;
  }

  final BaselinePlayer player() {
    return player;
  }

  final int self() {
    return player.number();
  }

  final long nowNs() {
    return world.agenda().nowNs();
  }

  final boolean isAlive() {
    return alive;
  }

  final boolean isHosting() {
    return hosting;
  }

  final boolean isSeated() {
    return seated;
  }

  final boolean isFree() {
    return alive && stops == 0;
  }

  /** The player that this process takes for the host. */
  final int hostPlayer() {
    return host;
  }

  final Epoch epoch() {
    return epoch;
  }

  final StateId shown() {
    return shown;
  }

  final long shownAtNs() {
    return shownAtNs;
  }

  final void take(Runnable what) {
    if (!alive) {
      return;
    }
    if (stops == 0) {
      what.run();
    } else if (whileStopped.size() < BUFFERED_MAX) {
      whileStopped.add(what);
    }
  }

  final void stop() {
    stops++;
  }

  final void resume() {
    stops--;
    while (stops == 0 && alive && !whileStopped.isEmpty()) {
      whileStopped.remove().run();
    }
  }

  final void die() {
    alive = false;
    hosting = false;
    see(new What.Gone());
  }

  final void after(long delayNs, Runnable what) {
    world.agenda().after(delayNs, () -> take(what));
  }

  /** Sends reliably, to the process that this player runs now. */
  final void send(int to, Message what) {
    BaselinePeer target = world.process(to);
    if (target != null && target != this) {
      world.send(self(), target, () -> what.arrives(target));
    }
  }

  final void datagram(int to, Message what) {
    BaselinePeer target = world.process(to);
    if (target != null && target != this) {
      world.datagram(self(), target, () -> what.arrives(target));
    }
  }

  /** What happens at the process that a message reaches. */
  interface Message {
    void arrives(BaselinePeer there);
  }

  /** Asks the session's present host to be let in, until it answers. */
  final void join() {
    BaselinePeer present = world.host();
    if (present != null && present != this) {
      world.send(self(), present, () -> present.joinArrived(this));
    }
    after(
        JOIN_AGAIN_NS,
        () -> {
          if (!seated) {
            join();
          }
        });
  }

  private void joinArrived(BaselinePeer joiner) {
    if (hosting) {
      joinAsked(joiner);
    }
  }

  /** From now on that player is the host, and this process is one of its followers. */
  final void follow(int newHost) {
    seated = true;
    hosting = false;
    host = newHost;
  }

  /** Becomes host, going on from that state after that time. */
  final void becomeHost(StateId from, long afterNs) {
    seated = true;
    hosting = true;
    host = self();
    epoch = world.nextEpoch();
    see(new What.Hosting(epoch, new PeerId(self()), from, List.of()));
    int hostingNow = ++hostings;
    StateId first = new StateId(epoch, from.tick());
    after(afterNs, () -> tick(first, hostingNow));
  }

  final void stopHosting() {
    hosting = false;
    hostings++;
  }

  private void tick(StateId last, int hostingNow) {
    if (!hosting || hostings != hostingNow) {
      return;
    }
    StateId next = new StateId(epoch, new Tick(last.tick().value() + 1));
    see(new What.Applied(next, List.of()));
    show(next);
    for (int follower : followers()) {
      datagram(follower, there -> there.stateArrived(self(), next));
    }
    after(world.tickNs(), () -> tick(next, hostingNow));
  }

  private void stateArrived(int from, StateId state) {
    heard(from);
    boolean newer =
        !state.epoch().equals(shown.epoch()) || state.tick().compareTo(shown.tick()) > 0;
    if (obeys(from) && newer) {
      epoch = state.epoch();
      show(state);
    }
  }

  private void show(StateId state) {
    shown = state;
    shownAtNs = nowNs();
    see(new What.Shown(state, true, 0));
  }

  // What players do.

  final void leave() {
    if (seated) {
      sayGoodbye();
    }
    end(EndReason.LEFT);
  }

  /** The host removes a player for good. */
  final void kick(int other) {
    remove(other);
    send(other, there -> there.end(EndReason.REMOVED));
  }

  /** The host ends the session for all. */
  final void terminate() {
    for (int follower : followers()) {
      send(follower, there -> there.end(EndReason.TERMINATED));
    }
    end(EndReason.TERMINATED);
  }

  /** The game is told that its session is over; the process ends. */
  final void end(EndReason reason) {
    if (alive) {
      see(new What.Over(reason));
      world.exited(this);
    }
  }

  final void see(What what) {
    world.see(number, self(), what);
  }
}
