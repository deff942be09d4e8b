package dev.baton.simulator;

import dev.baton.core.Endpoint;
import dev.baton.core.Input;
import dev.baton.core.Machine;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Seat;
import dev.baton.replication.StateExchange;
import dev.baton.simulator.Frame.Channel;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes in what the links bring, and gives it to the machine or the data plane. */
final class Intake {

  private static final long FENCE_GAP_NS = 100_000_000;

  private final PeerProcess process;
  private final Machine machine;

  /** Where a frame came from. */
  private record Sender(PeerKey key, Endpoint seenAt, boolean direct) {}

  Intake(PeerProcess process) {
    this.process = process;
    machine = process.machine();
  }

  void frame(PeerKey from, Frame frame, Channel channel) {
    frame(new Sender(from, process.player().endpoint(), true), frame, channel);
  }

  private void frame(Sender from, Frame frame, Channel channel) {
    Routes routes = process.routes();
    if (from.direct && routes.isRouted(from.key)) {
      process.step(new Input.DirectHeard(from.key));
    }
    switch (frame) {
      case Frame.Told told -> {
        process.heard(told.number());
        message(from, told.message());
      }
      case Frame.Data data -> data(from.key, data.packet(), channel == Channel.BULK);
      case Frame.StateWanted wanted -> {
        if (routes.peer(from.key) != null) {
          process.exchange().stateWanted(from.key, wanted.state());
        }
      }
      case Frame.StateMissing missing -> {
        if (routes.peer(from.key) != null) {
          process.exchange().stateMissing(missing.state());
        }
      }
      case Frame.Forwarded forwarded -> forwarded(from, forwarded, channel);
    }
  }

  private void message(Sender from, Message message) {
    Endpoint seenAt = process.seenAt(from.key).orElse(from.seenAt);
    process.step(new Input.MessageArrived(from.key, seenAt, message, from.direct));
    PeerId peer = process.routes().peer(from.key);
    if (peer != null && message instanceof Message.Attach attach) {
      process.exchange().noteHeld(peer, attach.completeHeld(), attach.visibleHeld());
    }
  }

  private void data(PeerKey from, ByteBuffer packet, boolean bulk) {
    @Nullable PeerId peer = process.routes().peer(from);
    if (peer == null || process.isOver()) {
      return;
    }
    StateExchange exchange = process.exchange();
    long nowNs = process.localNs();
    int epoch = packet.getInt(packet.position() + 1);
    int present = machine.epoch().value();
    if (bulk) {
      exchange.bulk(peer, from, packet, nowNs);
    } else if (epoch < present) {
      fence(from);
    } else if (epoch == present) {
      machine.heard(nowNs, from);
      exchange.packet(peer, from, packet, nowNs);
    }
  }

  private void fence(PeerKey key) {
    if (process.routes().takeFenceTurn(key, process.localNs(), FENCE_GAP_NS)) {
      machine
          .host()
          .ifPresent(host -> process.tell(key, new Message.Fence(machine.epoch(), host, false)));
    }
  }

  private void forwarded(Sender from, Frame.Forwarded frame, Channel channel) {
    Routes routes = process.routes();
    PeerId sender = routes.peer(from.key);
    if (!from.direct || sender == null) {
      return;
    }
    if (frame.target().equals(routes.self())) {
      throughAnother(from.key, frame);
    } else if (sender.equals(frame.origin())) {
      routes.forward(frame.target(), channel, frame);
    }
  }

  private void throughAnother(PeerKey via, Frame.Forwarded frame) {
    Routes routes = process.routes();
    Optional<Seat> origin =
        machine.table().seats().stream()
            .filter(seat -> seat.peer().equals(frame.origin()))
            .findFirst();
    PeerKey key = routes.key(frame.origin());
    if (origin.isEmpty() || key == null || !mayComeThrough(via, key)) {
      return;
    }
    routes.cameThrough(key, via, process.localNs());
    frame(new Sender(key, origin.get().endpoint(), false), frame.content(), frame.channel());
  }

  /** Whether that peer has any business passing this on. */
  private boolean mayComeThrough(PeerKey via, PeerKey origin) {
    Routes routes = process.routes();
    PeerId host = machine.host().orElse(null);
    PeerKey hostKey = host == null ? null : routes.key(host);
    boolean hosting = host != null && host.equals(routes.self());
    return hosting || (origin.equals(hostKey) && routes.isRouted(origin, via));
  }
}
