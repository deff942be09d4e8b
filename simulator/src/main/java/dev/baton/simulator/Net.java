package dev.baton.simulator;

import dev.baton.core.PeerKey;
import dev.baton.simulator.Frame.Channel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The links between processes, as QUIC gives them: datagrams that may vanish, streams that wait
 * while the path is cut, one link between two processes at most.
 */
final class Net {

  private static final long DIAL_LIMIT_NS = 10_000_000_000L;
  private static final long DIAL_AGAIN_NS = 300_000_000;
  private static final long IDLE_LIMIT_NS = 30_000_000_000L;
  private static final long IDLE_LOOK_NS = 2_000_000_000;
  private static final long STALLED_AGAIN_NS = 60_000_000;
  private static final long OVERTAKEN_NS = 25_000_000;

  private final World world;
  private final Agenda agenda;
  private final Paths paths;
  private final List<Link> links = new ArrayList<>();

  Net(World world) {
    this.world = world;
    agenda = world.agenda();
    paths = world.paths();
    agenda.after(IDLE_LOOK_NS, this::lookForIdle);
  }

  // Dialling.

  /** Opens a link from a process to whoever holds the key. */
  void dial(PeerProcess from, PeerKey key) {
    if (from.routes().link(key) == null && !from.routes().dialling(key)) {
      from.routes().dialling(key, true);
      attempt(from, key, agenda.nowNs() + DIAL_LIMIT_NS);
    }
  }

  private void attempt(PeerProcess from, PeerKey key, long limitNs) {
    Player target = world.player(key);
    if (target == null || agenda.nowNs() > limitNs) {
      dialFailed(from, key);
      return;
    }
    int here = from.place();
    int there = target.number();
    Air air = paths.air(here, there);
    long legNs = paths.reliableDelayNs(here, air, 100);
    agenda.after(
        legNs,
        () -> {
          PeerProcess to = target.process();
          boolean passes = !paths.isCut(here, there) && !paths.isCut(there, here);
          if (!from.isAlive()) {
            return;
          }
          if (passes && to == null && target.unreachable()) {
            agenda.after(legNs, () -> dialFailed(from, key));
          } else if (passes && to != null) {
            to.take(() -> answered(from, to, limitNs));
          } else {
            agenda.after(DIAL_AGAIN_NS, () -> attempt(from, key, limitNs));
          }
        });
  }

  private void answered(PeerProcess from, PeerProcess to, long limitNs) {
    Air air = paths.air(to.place(), from.place());
    agenda.after(
        paths.reliableDelayNs(to.place(), air, 100),
        () -> {
          if (paths.isCut(to.place(), from.place())) {
            agenda.after(DIAL_AGAIN_NS, () -> attempt(from, to.key(), limitNs));
          } else {
            from.take(() -> connected(from, to));
          }
        });
  }

  private void dialFailed(PeerProcess from, PeerKey key) {
    from.take(
        () -> {
          from.routes().dialling(key, false);
          from.linkClosed(key, false);
        });
  }

  private void connected(PeerProcess from, PeerProcess to) {
    from.routes().dialling(to.key(), false);
    Link.Side known = from.routes().link(to.key());
    if (known != null && known.other().process == to) {
      return;
    }
    Link link = between(from, to);
    if (link == null) {
      link = new Link(from, to);
      links.add(link);
    }
    Link.Side side = link.sideOf(from);
    open(side);
    // What is sent from here on arrives after the other side has opened the link, too.
    Air air = paths.air(from.place(), to.place());
    side.streamClearNs = agenda.nowNs() + paths.reliableDelayNs(from.place(), air, 100);
    Link.Side otherSide = side.other();
    acceptLater(otherSide, side.streamClearNs);
  }

  private void acceptLater(Link.Side side, long atNs) {
    agenda.at(
        atNs,
        () -> {
          Link.Side dialler = side.other();
          if (!dialler.open || !side.process.isAlive()) {
            return;
          }
          if (paths.isCut(dialler.process.place(), side.process.place())) {
            acceptLater(side, agenda.nowNs() + STALLED_AGAIN_NS);
          } else {
            side.process.take(
                () -> {
                  if (!side.open && dialler.open) {
                    open(side);
                  }
                });
          }
        });
  }

  /** The link between these two processes that one of them still holds for open. */
  private @Nullable Link between(PeerProcess a, PeerProcess b) {
    for (Link link : links) {
      if (link.joins(a, b) && (link.dialler.open || link.acceptor.open)) {
        return link;
      }
    }
    return null;
  }

  private void open(Link.Side side) {
    side.open = true;
    side.lastHeardNs = agenda.nowNs();
    Link.Side before = side.process.routes().link(side.other().process.key());
    if (before != null) {
      before.open = false;
    }
    side.process.routes().opened(side);
    side.process.linkOpened(side.other().process.key());
  }

  // Ending.

  /** One side closes the link; the other one hears of it if the path lets it. */
  void close(Link.Side side) {
    if (!side.open) {
      return;
    }
    side.open = false;
    side.process.routes().closed(side);
    Link.Side other = side.other();
    int here = side.process.place();
    int there = other.process.place();
    long delayNs = paths.delayNs(here, paths.air(here, there), 50);
    agenda.after(
        delayNs,
        () -> {
          if (!paths.isCut(here, there)) {
            other.process.take(() -> closedByRemote(other));
          }
        });
  }

  private void closedByRemote(Link.Side side) {
    if (side.open) {
      side.open = false;
      side.process.routes().closed(side);
      side.process.linkClosed(side.other().process.key(), true);
    }
  }

  private void lookForIdle() {
    for (Link link : List.copyOf(links)) {
      lookForIdle(link.dialler);
      lookForIdle(link.acceptor);
    }
    links.removeIf(
        link ->
            !(link.dialler.open && link.dialler.process.isAlive())
                && !(link.acceptor.open && link.acceptor.process.isAlive()));
    agenda.after(IDLE_LOOK_NS, this::lookForIdle);
  }

  private void lookForIdle(Link.Side side) {
    boolean idle = agenda.nowNs() - side.lastHeardNs > IDLE_LIMIT_NS;
    if (side.open && idle && side.process.isAlive() && !side.process.isStopped()) {
      PeerKey key = side.other().process.key();
      close(side);
      side.process.linkClosed(key, false);
    }
  }

  // Sending.

  void send(Link.Side side, Channel channel, Frame frame) {
    if (channel == Channel.DATAGRAM && frame instanceof Frame.Told told && told.isRemembered()) {
      side.noteSaid(frame);
    }
    switch (channel) {
      case DATAGRAM -> datagram(side, frame);
      case CONTROL -> control(side, frame);
      case BULK -> bulk(side, frame);
    }
  }

  private static int bytes(Air air, Frame frame) {
    boolean matters = air.kbps() > 0 || air.mtuBytes() < 1500;
    return matters ? frame.bytes() + 50 : 0;
  }

  /** Brings once more, in order, what a player's processes have said over links that stand. */
  void replay(Player player) {
    for (Link link : links) {
      for (Link.Side side : List.of(link.dialler, link.acceptor)) {
        if (side.process.player() == player) {
          side.said.forEach(frame -> datagram(side, frame));
        }
      }
    }
  }

  private void datagram(Link.Side side, Frame frame) {
    int here = side.process.place();
    int there = side.other().process.place();
    Air air = paths.air(here, there);
    int bytes = bytes(air, frame);
    if (paths.isLost(air) || bytes > air.mtuBytes() || paths.isFull(here, air)) {
      return;
    }
    long delayNs = paths.delayNs(here, air, bytes);
    if (paths.isLate(air)) {
      delayNs += OVERTAKEN_NS;
    }
    Link.Side other = side.other();
    Runnable arrival = () -> datagramArrives(other, frame);
    agenda.after(delayNs, arrival);
    if (paths.isDoubled(air)) {
      agenda.after(delayNs + 3_000_000, arrival);
    }
  }

  private void datagramArrives(Link.Side side, Frame frame) {
    int there = side.other().process.place();
    if (!paths.isCut(there, side.process.place()) && side.process.isAlive()) {
      side.process.takeFrame(side, frame, Channel.DATAGRAM);
    }
  }

  private void control(Link.Side side, Frame frame) {
    int here = side.process.place();
    Air air = paths.air(here, side.other().process.place());
    long delayNs = paths.reliableDelayNs(here, air, bytes(air, frame));
    side.streamClearNs = Math.max(side.streamClearNs, agenda.nowNs() + delayNs);
    side.stream.add(new Link.Sent(side.streamClearNs, frame));
    pumpLater(side, side.streamClearNs);
  }

  private void pumpLater(Link.Side side, long atNs) {
    if (!side.pumping) {
      side.pumping = true;
      agenda.at(atNs, () -> pump(side));
    }
  }

  /** Lets what has arrived of the ordered stream out at its other end. */
  private void pump(Link.Side side) {
    side.pumping = false;
    Link.Side other = side.other();
    if (!side.process.isAlive() || !other.process.isAlive() || !side.open) {
      side.stream.clear();
      return;
    }
    if (paths.isCut(side.process.place(), other.process.place())) {
      pumpLater(side, agenda.nowNs() + STALLED_AGAIN_NS);
      return;
    }
    Link.Sent next = side.stream.peek();
    while (next != null && next.atNs() <= agenda.nowNs()) {
      side.stream.remove();
      other.process.takeFrame(other, next.frame(), Channel.CONTROL);
      next = side.stream.peek();
    }
    if (next != null) {
      pumpLater(side, next.atNs());
    }
  }

  private void bulk(Link.Side side, Frame frame) {
    int here = side.process.place();
    Air air = paths.air(here, side.other().process.place());
    bulkLater(side, frame, paths.reliableDelayNs(here, air, bytes(air, frame)));
  }

  private void bulkLater(Link.Side side, Frame frame, long delayNs) {
    agenda.after(
        delayNs,
        () -> {
          Link.Side other = side.other();
          if (!side.process.isAlive() || !other.process.isAlive() || !side.open) {
            return;
          }
          if (paths.isCut(side.process.place(), other.process.place())) {
            bulkLater(side, frame, STALLED_AGAIN_NS);
          } else {
            other.process.takeFrame(other, frame, Channel.BULK);
          }
        });
  }

  // Ports.

  /**
   * A process watches the port of a machine where nobody listens: the operating system there says
   * so, if there is one.
   */
  void watch(PeerProcess watcher, Player watched) {
    int here = watcher.place();
    int there = watched.number();
    long delayNs =
        paths.delayNs(here, paths.air(here, there), 50)
            + paths.delayNs(there, paths.air(there, here), 50);
    agenda.after(
        delayNs + world.chance().below(20_000_000),
        () -> {
          boolean passes = !paths.isCut(here, there) && !paths.isCut(there, here);
          boolean watches = watcher.isAlive() && watcher.watches(watched.key());
          if (passes && watches && watched.process() == null && watched.unreachable()) {
            watcher.take(() -> watcher.portUnreachable(watched.key()));
          }
        });
  }
}
