package dev.baton.transport;

import dev.baton.core.Endpoint;
import dev.baton.core.PeerKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Talks once to itself over loopback, in all the ways that a link knows, so that classes are loaded
 * and code is compiled before a player waits for it.
 */
final class WarmUp {

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int ROUNDS = 200;
  private static final int BLOB_BYTES = 60_000;

  private final CompletableFuture<Void> done = new CompletableFuture<>();

  private WarmUp() {}

  /** Returns when all has been said, or after five seconds on a machine that is that busy. */
  static void run() throws NetworkException {
    Identity.warmUp();
    WarmUp warmUp = new WarmUp();
    NetworkConfig config = NetworkConfig.of(Identity.create()).bind("127.0.0.1", 0);
    Network answering = Network.open(config, warmUp.new Answering());
    try {
      Endpoint endpoint = new Endpoint("127.0.0.1", answering.localPort());
      Network asking =
          Network.open(
              NetworkConfig.of(Identity.create()).bind("127.0.0.1", 0),
              warmUp.new Asking(config.identity().key(), endpoint));
      warmUp
          .done
          .completeOnTimeout(null, LIMIT.toMillis(), TimeUnit.MILLISECONDS)
          .thenCompose(said -> asking.close(0, "warm", Duration.ZERO))
          .join();
    } finally {
      answering.close(0, "warm", Duration.ZERO).toCompletableFuture().join();
    }
  }

  /** Gives everything back. */
  private class Answering implements NetworkListener {

    @Override
    public void networkOpened(Network network) {}

    @Override
    public void linkOpened(Link link) {}

    @Override
    public void linkReplaced(Link old, Link current) {}

    @Override
    public void linkClosed(Link link, CloseCause cause) {
      done.complete(null);
    }

    @Override
    public void datagram(Link link, ByteBuffer datagram) {
      link.sendDatagram(datagram);
    }

    @Override
    public void control(Link link, ByteBuffer message) {
      link.sendControl(message);
    }

    @Override
    public void bulk(Link link, ByteBuffer blob) {
      link.sendBulk(blob);
    }

    @Override
    public void portUnreachable(PeerKey peer) {}

    @Override
    public void broken(Throwable cause) {
      done.completeExceptionally(cause);
    }
  }

  /** Control messages first, then datagrams, then a blob. */
  private final class Asking extends Answering {

    private final PeerKey peer;
    private final Endpoint endpoint;
    private int round;

    Asking(PeerKey peer, Endpoint endpoint) {
      this.peer = peer;
      this.endpoint = endpoint;
    }

    @Override
    public void networkOpened(Network network) {
      network.dial(peer, endpoint);
    }

    @Override
    public void linkOpened(Link link) {
      link.sendControl(ByteBuffer.allocate(100));
    }

    @Override
    public void control(Link link, ByteBuffer message) {
      if (++round < ROUNDS / 4) {
        link.sendControl(message);
      } else {
        link.sendDatagram(ByteBuffer.allocate(Link.DATAGRAM_BYTES_MAX));
      }
    }

    @Override
    public void datagram(Link link, ByteBuffer datagram) {
      if (++round < ROUNDS) {
        link.sendDatagram(datagram);
      } else {
        link.sendBulk(ByteBuffer.allocate(BLOB_BYTES));
      }
    }

    @Override
    public void bulk(Link link, ByteBuffer blob) {
      done.complete(null);
    }
  }
}
