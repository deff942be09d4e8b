package dev.baton.client;

import dev.baton.client.PeerFrames.Detour;
import dev.baton.core.Endpoint;
import dev.baton.core.Input;
import dev.baton.core.Machine;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Seat;
import dev.baton.transport.CloseCause;
import dev.baton.transport.DialFailure;
import dev.baton.transport.Link;
import dev.baton.transport.Network;
import dev.baton.transport.NetworkListener;
import dev.baton.wire.Decoded;
import dev.baton.wire.Wire;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what the network brings, and gives it to the machine, the data plane or the game.
 *
 * <p>The epoch of a packet of the data plane is looked at before anything else: an older one is
 * answered with a fence, a newer one waits for its announcement. Confined to the network's thread.
 */
final class FrameIntake implements NetworkListener {

  private static final Logger LOG = LoggerFactory.getLogger(FrameIntake.class);

  /** The shortest time between two fences on one link. */
  private static final long FENCE_GAP_NS = 100_000_000;

  private final SessionDriver driver;
  private final PeerLinks links;
  private final Counters counters;
  private final Machine machine;
  private final CompletableFuture<DialFailure> hopelessDial = new CompletableFuture<>();

  /** Where a frame came from. */
  private record Sender(PeerKey key, Endpoint seenAt, boolean direct) {}

  FrameIntake(SessionDriver driver) {
    this.driver = driver;
    links = driver.links();
    counters = driver.counters();
    machine = driver.machine();
  }

  SessionDriver driver() {
    return driver;
  }

  /** Completed when a dial failed in a way that trying again does not mend. From any thread. */
  CompletableFuture<DialFailure> whenDialFails() {
    return hopelessDial;
  }

  @Override
  public void networkOpened(Network network) {
    LOG.debug("listening on UDP port {}", network.localPort());
  }

  @Override
  public void linkOpened(Link link) {
    links.opened(link);
    driver.linkOpened(link.remoteKey());
  }

  @Override
  public void linkReplaced(Link old, Link current) {
    links.opened(current);
    driver.linkOpened(current.remoteKey());
  }

  @Override
  public void linkClosed(Link link, CloseCause cause) {
    LOG.debug("link to {} ended: {}", link.remoteKey().shortText(), cause);
    links.closed(link);
    if (cause instanceof CloseCause.DialFailed failed && isHopeless(failed.failure())) {
      hopelessDial.complete(failed.failure());
    }
    driver.step(new Input.LinkClosed(link.remoteKey(), cause instanceof CloseCause.ByRemote));
  }

  private static boolean isHopeless(DialFailure failure) {
    return failure == DialFailure.PIN_MISMATCH || failure == DialFailure.WRONG_PROTOCOL;
  }

  @Override
  public void datagram(Link link, ByteBuffer datagram) {
    counters.receivedBytes += datagram.remaining();
    frame(sender(link), datagram, false);
  }

  @Override
  public void control(Link link, ByteBuffer message) {
    counters.receivedBytes += message.remaining();
    frame(sender(link), message, false);
  }

  @Override
  public void bulk(Link link, ByteBuffer blob) {
    counters.receivedBytes += blob.remaining();
    frame(sender(link), blob, true);
  }

  private static Sender sender(Link link) {
    return new Sender(link.remoteKey(), link.remoteEndpoint(), true);
  }

  @Override
  public void portUnreachable(PeerKey peer) {
    driver.step(new Input.PortUnreachable(peer));
  }

  @Override
  public void broken(Throwable cause) {
    LOG.error("The session's driver failed; please report this.", cause);
    driver.broken();
  }

  private void frame(Sender from, ByteBuffer frame, boolean bulk) {
    PeerId sender = from.direct ? links.peerOrNull(from.key) : null;
    if (sender != null) {
      driver.recorder().heard(sender.value());
    }
    if (from.direct && links.isRouted(from.key)) {
      driver.step(new Input.DirectHeard(from.key));
    }
    if (!frame.hasRemaining()) {
      counters.malformed++;
    } else if (PeerFrames.isData(frame)) {
      data(from, frame, bulk);
    } else if (PeerFrames.kind(frame) >= PeerFrames.FIRST) {
      peerFrame(from, frame);
    } else {
      message(from, frame);
    }
  }

  private void message(Sender from, ByteBuffer frame) {
    switch (Wire.decode(frame)) {
      case Decoded.Malformed<Message> malformed -> {
        counters.malformed++;
        LOG.debug("malformed message of {}: {}", from.key.shortText(), malformed.reason());
      }
      case Decoded.Ok<Message> ok -> {
        driver.step(new Input.MessageArrived(from.key, from.seenAt, ok.value(), from.direct));
        noteHeld(from, ok.value());
      }
    }
  }

  /** What a peer says that it holds spares it a keyframe. */
  private void noteHeld(Sender from, Message message) {
    PeerId peer = links.peerOrNull(from.key);
    if (peer != null && message instanceof Message.Attach attach) {
      driver.exchange().noteHeld(peer, attach.completeHeld(), attach.visibleHeld());
    }
  }

  private void data(Sender from, ByteBuffer packet, boolean bulk) {
    PeerId peer = links.peerOrNull(from.key);
    int epoch = PeerFrames.epochOfData(packet);
    int present = machine.epoch().value();
    if (peer == null || driver.isOver()) {
      return;
    }
    if (bulk) {
      driver.exchange().bulk(peer, from.key, packet, System.nanoTime());
    } else if (epoch < present) {
      fence(from.key);
    } else if (epoch == present) {
      long nowNs = System.nanoTime();
      machine.heard(nowNs, from.key);
      driver.exchange().packet(peer, from.key, packet, nowNs);
    }
  }

  private void fence(PeerKey key) {
    counters.fenced++;
    long nowNs = System.nanoTime();
    if (links.takeFenceTurn(key, nowNs, FENCE_GAP_NS)) {
      machine
          .host()
          .ifPresent(
              host -> links.send(key, new Message.Fence(machine.epoch(), host, false), nowNs));
    }
  }

  private void peerFrame(Sender from, ByteBuffer frame) {
    PeerId peer = links.peerOrNull(from.key);
    if (peer == null) {
      return;
    }
    switch (PeerFrames.kind(frame)) {
      case PeerFrames.GAME_MESSAGE -> driver.mail().arrived(peer, frame);
      case PeerFrames.FORWARDED -> forwarded(from, peer, frame);
      default -> stateFrame(from.key, frame);
    }
  }

  private void stateFrame(PeerKey key, ByteBuffer frame) {
    boolean wanted = PeerFrames.kind(frame) == PeerFrames.STATE_WANTED;
    boolean missing = PeerFrames.kind(frame) == PeerFrames.STATE_MISSING;
    if (!PeerFrames.isStateFrame(frame) || !(wanted || missing)) {
      counters.malformed++;
    } else if (wanted) {
      driver.exchange().stateWanted(key, PeerFrames.stateOf(frame));
    } else {
      driver.exchange().stateMissing(PeerFrames.stateOf(frame));
    }
  }

  private void forwarded(Sender from, PeerId sender, ByteBuffer frame) {
    if (!PeerFrames.isForwarded(frame) || !from.direct) {
      counters.malformed++;
      return;
    }
    Detour detour = PeerFrames.detourOf(frame);
    if (links.isSelf(detour.target())) {
      throughAnother(from, detour, frame);
    } else if (sender.equals(detour.origin())) {
      links.key(detour.target()).ifPresent(to -> links.forward(to, detour.channel(), frame));
    } else {
      counters.malformed++;
    }
  }

  private void throughAnother(Sender via, Detour detour, ByteBuffer frame) {
    Optional<Seat> origin =
        machine.table().seats().stream()
            .filter(seat -> seat.peer().equals(detour.origin()))
            .findFirst();
    Optional<PeerKey> key = links.key(detour.origin());
    if (origin.isEmpty() || key.isEmpty()) {
      counters.malformed++;
      return;
    }
    Optional<PeerKey> host = machine.host().flatMap(links::key);
    boolean hosting = machine.host().filter(links::isSelf).isPresent();
    boolean mail = PeerFrames.kind(PeerFrames.forwardedContent(frame)) == PeerFrames.GAME_MESSAGE;
    if (!hosting && !links.mayPassOn(via.key, key.get(), host, mail)) {
      counters.malformed++;
      return;
    }
    links.cameThrough(key.get(), via.key, System.nanoTime());
    Sender sender = new Sender(key.get(), origin.get().endpoint(), false);
    frame(sender, PeerFrames.forwardedContent(frame), detour.channel() == PeerFrames.Channel.BULK);
  }
}
