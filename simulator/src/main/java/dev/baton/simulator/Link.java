package dev.baton.simulator;

import java.util.ArrayDeque;

/** A link between two processes; each side has its own opinion of whether it is open. */
final class Link {

  private static final int SAID_MAX = 64;

  final Side dialler;
  final Side acceptor;

  /** One process's end of a link, and the ordered stream that it sends into it. */
  final class Side {
    final PeerProcess process;
    final ArrayDeque<Sent> stream = new ArrayDeque<>();

    /** The latest frames that told something, for a network that brings them again. */
    final ArrayDeque<Frame> said = new ArrayDeque<>();

    boolean open;
    boolean pumping;
    long streamClearNs;
    long lastHeardNs;

    private Side(PeerProcess process) {
      this.process = process;
    }

    void noteSaid(Frame frame) {
      if (said.size() == SAID_MAX) {
        said.remove();
      }
      said.add(frame);
    }

    Side other() {
      return this == dialler ? acceptor : dialler;
    }

    Link link() {
      return Link.this;
    }
  }

  /** A frame in the ordered stream, and when it would arrive if nothing were in its way. */
  record Sent(long atNs, Frame frame) {}

  Link(PeerProcess dialler, PeerProcess acceptor) {
    this.dialler = new Side(dialler);
    this.acceptor = new Side(acceptor);
  }

  Side sideOf(PeerProcess process) {
    return process == dialler.process ? dialler : acceptor;
  }

  boolean joins(PeerProcess a, PeerProcess b) {
    return (dialler.process == a && acceptor.process == b)
        || (dialler.process == b && acceptor.process == a);
  }
}
