package dev.baton.transport;

import dev.baton.core.PeerKey;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Calls the listener, and catches what it throws: this is the top of the network's thread for all
 * that the caller does in callbacks. Silent once the network has closed.
 */
final class Teller {

  private final NetworkListener listener;
  private final Consumer<Throwable> onThrown;
  private boolean silent;

  Teller(NetworkListener listener, Consumer<Throwable> onThrown) {
    this.listener = listener;
    this.onThrown = onThrown;
  }

  void networkOpened(Network network) {
    tell(() -> listener.networkOpened(network));
  }

  void linkOpened(Link link) {
    tell(() -> listener.linkOpened(link));
  }

  void linkReplaced(Link old, Link current) {
    tell(() -> listener.linkReplaced(old, current));
  }

  void linkClosed(Link link, CloseCause cause) {
    tell(() -> listener.linkClosed(link, cause));
  }

  /** Spelt out, since a datagram must cost no object. */
  void datagram(Link link, ByteBuffer datagram) {
    if (silent) {
      return;
    }
    try {
      listener.datagram(link, datagram);
    } catch (RuntimeException | Error e) {
      onThrown.accept(e);
    }
  }

  void control(Link link, ByteBuffer message) {
    tell(() -> listener.control(link, message));
  }

  void bulk(Link link, ByteBuffer blob) {
    tell(() -> listener.bulk(link, blob));
  }

  void portUnreachable(PeerKey peer) {
    tell(() -> listener.portUnreachable(peer));
  }

  /** The last call. */
  void broken(Throwable cause) {
    tell(() -> listener.broken(cause));
    silence();
  }

  void silence() {
    silent = true;
  }

  private void tell(Runnable call) {
    if (silent) {
      return;
    }
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      onThrown.accept(e);
    }
  }
}
