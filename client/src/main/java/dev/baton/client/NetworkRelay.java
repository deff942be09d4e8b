package dev.baton.client;

import dev.baton.core.PeerKey;
import dev.baton.transport.CloseCause;
import dev.baton.transport.Link;
import dev.baton.transport.Network;
import dev.baton.transport.NetworkListener;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the listener of a network once that network is there, before anything else can come.
 * Confined to the network's thread.
 */
final class NetworkRelay implements NetworkListener {

  private final Function<Network, NetworkListener> maker;
  private @Nullable NetworkListener listener;

  NetworkRelay(Function<Network, NetworkListener> maker) {
    this.maker = maker;
  }

  private NetworkListener listener() {
    return Objects.requireNonNull(listener);
  }

  @Override
  public void networkOpened(Network network) {
    listener = maker.apply(network);
    listener.networkOpened(network);
  }

  @Override
  public void linkOpened(Link link) {
    listener().linkOpened(link);
  }

  @Override
  public void linkReplaced(Link old, Link current) {
    listener().linkReplaced(old, current);
  }

  @Override
  public void linkClosed(Link link, CloseCause cause) {
    listener().linkClosed(link, cause);
  }

  @Override
  public void datagram(Link link, ByteBuffer datagram) {
    listener().datagram(link, datagram);
  }

  @Override
  public void control(Link link, ByteBuffer message) {
    listener().control(link, message);
  }

  @Override
  public void bulk(Link link, ByteBuffer blob) {
    listener().bulk(link, blob);
  }

  @Override
  public void portUnreachable(PeerKey peer) {
    listener().portUnreachable(peer);
  }

  @Override
  public void broken(Throwable cause) {
    if (listener != null) {
      listener.broken(cause);
    }
  }
}
