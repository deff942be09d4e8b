package dev.baton.transport;

import dev.baton.transport.PacketFates.Fate;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes a good network bad, right above the socket: delays, loses, doubles and reorders outgoing
 * packets, and cuts endpoints off either way. Confined to the network's thread.
 */
final class LinkShaper extends ChannelDuplexHandler {

  /** How many packets wait at most: a second of 64 peers at 60 Hz, both of state and of answers. */
  private static final int HELD_MAX = 8192;

  /** What is due so soon goes now, since a timer costs more than it would gain. */
  private static final long SLACK_NS = 50_000;

  private final Counts counts;
  private final PriorityQueue<Held> held = new PriorityQueue<>();
  private final Map<InetSocketAddress, Cut> cuts = new HashMap<>();
  private LinkConditions conditions;
  private PacketFates fates;
  private final List<ChannelPromise> written = new ArrayList<>();
  private long heldSoFar;
  private @Nullable ScheduledFuture<?> timer;
  private long timerDueNs;

  LinkShaper(LinkConditions conditions, Counts counts) {
    this.counts = counts;
    this.conditions = conditions;
    this.fates = new PacketFates(conditions);
  }

  /** A packet or a knock that waits for its time; equal times keep their order. */
  private record Held(long dueNs, long number, Runnable release, Runnable drop)
      implements Comparable<Held> {
    @Override
    public int compareTo(Held other) {
      int byTime = Long.compare(dueNs - other.dueNs, 0);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  void conditions(LinkConditions changed) {
    conditions = changed;
    fates = new PacketFates(changed);
  }

  void cut(InetSocketAddress endpoint, Cut cut) {
    if (cut == Cut.NONE) {
      cuts.remove(endpoint);
    } else {
      cuts.put(endpoint, cut);
    }
  }

  /** Whether nothing waits to be sent. */
  boolean isEmpty() {
    return held.isEmpty();
  }

  /**
   * Treats what does not go through this channel like a packet that does.
   *
   * @param release what to do when its time has come; dropped if it is lost
   */
  void pass(ChannelHandlerContext context, InetSocketAddress to, Runnable release) {
    if (conditions.areNone() && cuts.isEmpty()) {
      release.run();
      return;
    }
    long nowNs = System.nanoTime();
    Fate fate = fates.next(nowNs, to);
    if (fate.lost() || cutOf(to).cutsTo()) {
      counts.shaperLost++;
    } else {
      hold(context, new Held(fate.dueNs(), heldSoFar++, release, () -> {}), nowNs);
    }
  }

  /** Whether packets from {@code from} vanish. */
  boolean cutsFrom(InetSocketAddress from) {
    return !cuts.isEmpty() && cutOf(from).cutsFrom();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!cuts.isEmpty()
        && message instanceof DatagramPacket packet
        && cutOf(packet.sender()).cutsFrom()) {
      counts.shaperLost++;
      packet.release();
      return;
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    // QUIC also writes empty packets, to be told when there is room again; nothing leaves for them.
    if (!(message instanceof DatagramPacket packet) || !packet.content().isReadable()) {
      Writes.pass(context, message, promise);
    } else if (conditions.areNone() && cuts.isEmpty() && held.isEmpty()) {
      counts.packetsOut++;
      Writes.pass(context, message, promise);
    } else {
      shape(context, packet);
      written.add(promise);
    }
  }

  /**
   * QUIC waits for a write's promise before it goes on, and is told at the flush, as by a socket;
   * no network tells it of losses.
   */
  @Override
  public void flush(ChannelHandlerContext context) {
    // What is told may write and flush again.
    for (ChannelPromise promise : takeWritten()) {
      promise.trySuccess();
    }
    context.flush();
  }

  private List<ChannelPromise> takeWritten() {
    List<ChannelPromise> taken = List.copyOf(written);
    written.clear();
    return taken;
  }

  private void shape(ChannelHandlerContext context, DatagramPacket packet) {
    InetSocketAddress to = packet.recipient();
    long nowNs = System.nanoTime();
    Fate fate = fates.next(nowNs, to);
    if (fate.lost() || cutOf(to).cutsTo()) {
      counts.shaperLost++;
      packet.release();
      return;
    }
    if (fate.doubled()) {
      counts.shaperDoubled++;
      hold(context, packetHeld(context, packet.copy(), fate.dueNs()), nowNs);
    }
    hold(context, packetHeld(context, packet, fate.dueNs()), nowNs);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    for (Held left : held) {
      left.drop().run();
    }
    held.clear();
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private Cut cutOf(InetSocketAddress endpoint) {
    return cuts.getOrDefault(endpoint, Cut.NONE);
  }

  private Held packetHeld(ChannelHandlerContext context, DatagramPacket packet, long dueNs) {
    return new Held(
        dueNs,
        heldSoFar++,
        () -> {
          counts.packetsOut++;
          Writes.write(context, packet);
        },
        () -> ReferenceCountUtil.release(packet));
  }

  private void hold(ChannelHandlerContext context, Held one, long nowNs) {
    if (held.isEmpty() && one.dueNs() - nowNs <= SLACK_NS) {
      one.release().run();
      return;
    }
    if (held.size() >= HELD_MAX) {
      counts.shaperOverflows++;
      one.drop().run();
      return;
    }
    held.add(one);
    arm(context, nowNs);
  }

  private void arm(ChannelHandlerContext context, long nowNs) {
    Held first = held.peek();
    if (first == null) {
      return;
    }
    if (timer != null) {
      if (timerDueNs - first.dueNs() <= 0) {
        return;
      }
      timer.cancel(false);
    }
    timerDueNs = first.dueNs();
    timer =
        context
            .executor()
            .schedule(
                () -> releaseDue(context), Math.max(0, timerDueNs - nowNs), TimeUnit.NANOSECONDS);
  }

  private void releaseDue(ChannelHandlerContext context) {
    timer = null;
    long nowNs = System.nanoTime();
    for (Held first = held.peek();
        first != null && first.dueNs() - nowNs <= SLACK_NS;
        first = held.peek()) {
      held.remove();
      first.release().run();
    }
    context.flush();
    arm(context, nowNs);
  }
}
