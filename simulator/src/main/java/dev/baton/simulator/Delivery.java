package dev.baton.simulator;

import dev.baton.core.Message;
import dev.baton.simulator.Frame.Channel;
import java.util.function.Consumer;

/** How a message of the machine travels, as the client sends it. */
enum Delivery {
  /** A datagram, which may be lost. */
  DATAGRAM,
  /** The ordered stream. */
  CONTROL,
  /** Both: what decides a migration. */
  BOTH;

  /** The most operations and votes with which an announcement surely fits into a datagram. */
  private static final int ANNOUNCED_MAX = 5;

  static Delivery of(Message message) {
    return switch (message) {
      case Message.Heartbeat m -> DATAGRAM;
      case Message.Probe m -> DATAGRAM;
      case Message.ProbeAnswer m -> DATAGRAM;
      case Message.Suspect m -> BOTH;
      case Message.HostHeard m -> BOTH;
      case Message.Claim m -> BOTH;
      case Message.Vote m -> BOTH;
      case Message.VoteRefused m -> BOTH;
      case Message.Announce m ->
          m.votes().size() + m.operations().size() > ANNOUNCED_MAX ? CONTROL : BOTH;
      case Message.Attach m -> BOTH;
      case Message.Fence m -> BOTH;
      case Message.HandOver m -> BOTH;
      case Message.Hello m -> CONTROL;
      case Message.Welcome m -> CONTROL;
      case Message.Refused m -> CONTROL;
      case Message.Operations m -> CONTROL;
      case Message.TableReport m -> CONTROL;
      case Message.TableMinimum m -> CONTROL;
      case Message.TableWanted m -> CONTROL;
      case Message.WholeTable m -> CONTROL;
      case Message.HintReport m -> CONTROL;
      case Message.CountOutWanted m -> CONTROL;
      case Message.CountedOut m -> CONTROL;
      case Message.ClaimWithdrawn m -> CONTROL;
      case Message.Goodbye m -> CONTROL;
      case Message.Terminate m -> CONTROL;
    };
  }

  void send(Consumer<Channel> way) {
    if (this != CONTROL) {
      way.accept(Channel.DATAGRAM);
    }
    if (this != DATAGRAM) {
      way.accept(Channel.CONTROL);
    }
  }
}
