package dev.baton.client;

import dev.baton.core.Message;

/**
 * How a message of the machine travels.
 *
 * <p>What decides a migration goes twice, as a datagram and on the control stream: the first is not
 * held up by anything lost before it, the second arrives for certain, and the machine takes either
 * or both.
 */
enum Delivery {
  /** A datagram, which may be lost. */
  DATAGRAM,
  /** The control stream. */
  CONTROL,
  /** Both. */
  BOTH;

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
      case Message.Announce m -> BOTH;
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
}
