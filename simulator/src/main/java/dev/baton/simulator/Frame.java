package dev.baton.simulator;

import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.StateId;
import java.nio.ByteBuffer;

/** What travels over a link between two peers. */
sealed interface Frame {

  /** How a frame travels. */
  enum Channel {
    /** May be lost, doubled and overtaken. */
    DATAGRAM,
    /** Arrives, in order, while the link stands. */
    CONTROL,
    /** Arrives, while the link stands. */
    BULK
  }

  /**
   * A message of the machine.
   *
   * @param number by which the trace knows it; 0 where there is none
   */
  record Told(Message message, int number) implements Frame {

    /**
     * Whether a network that repeats itself knows it still: heartbeats would crowd out the rest.
     */
    boolean isRemembered() {
      return !(message instanceof Message.Heartbeat);
    }
  }

  /** A packet of the data plane, never written to after it was sent. */
  record Data(ByteBuffer packet) implements Frame {}

  /** Asks for a complete state. */
  record StateWanted(StateId state) implements Frame {}

  /** That state is not held. */
  record StateMissing(StateId state) implements Frame {}

  /** What {@code origin} has for {@code target}, passed on by another. */
  record Forwarded(Channel channel, PeerId origin, PeerId target, Frame content) implements Frame {}

  /** Roughly how many bytes it takes. */
  default int bytes() {
    return switch (this) {
      case Told told -> dev.baton.wire.Wire.encodedBytes(told.message);
      case Data data -> data.packet.remaining();
      case StateWanted ignored -> 13;
      case StateMissing ignored -> 13;
      case Forwarded forwarded -> 6 + forwarded.content.bytes();
    };
  }
}
