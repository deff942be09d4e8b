package dev.baton.transport;

import dev.baton.core.Endpoint;
import dev.baton.core.PeerKey;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * A link on one QUIC connection. {@link LinkTable} decides which link of several is the one to use;
 * this class carries bytes and ends once. Confined to the network's thread.
 */
final class QuicLink implements Link {

  private static final int TLS_NO_APPLICATION_PROTOCOL = 120;

  private final QuicNetwork network;
  private final boolean dialled;
  private final Endpoint remoteEndpoint;
  private final ControlSender control;
  private final BulkSender bulks;
  private final List<QuicStreamChannel> heldStreams = new ArrayList<>();
  private final Loop.Timer handshakeTimer;
  private @Nullable PeerKey remoteKey;
  private @Nullable BigInteger instance;
  private @Nullable QuicChannel channel;
  private @Nullable PeerKey foundKey;
  private Stage stage = Stage.HANDSHAKING;
  private boolean unflushed;

  /** How far a link is; only ever later in this order. */
  private enum Stage {
    /** Nobody can use it yet. */
    HANDSHAKING,
    /** Both sides could use it, but another link to the same peer is preferred so far. */
    RESERVED,
    /** The one link to its peer. */
    OPEN,
    /** Another link took its place; the other side will close it. */
    RETIRED,
    /** Closed. */
    ENDED
  }

  private QuicLink(
      QuicNetwork network, boolean dialled, Endpoint remoteEndpoint, @Nullable PeerKey remoteKey) {
    this.network = network;
    this.dialled = dialled;
    this.remoteEndpoint = remoteEndpoint;
    this.remoteKey = remoteKey;
    NetworkLimits limits = network.limits();
    this.control = new ControlSender(limits.controlQueuedBytesMax());
    this.bulks = new BulkSender(limits.bulksMax(), 2L * limits.bulkBytesMax());
    this.handshakeTimer =
        network.loop().schedule(limits.handshakeLimit(), this::handshakeTookTooLong);
  }

  static QuicLink dialled(QuicNetwork network, PeerKey remoteKey, Endpoint remoteEndpoint) {
    return new QuicLink(network, true, remoteEndpoint, remoteKey);
  }

  static QuicLink accepted(QuicNetwork network, QuicChannel channel) {
    InetSocketAddress from =
        (InetSocketAddress) Objects.requireNonNull(channel.remoteSocketAddress());
    QuicLink link = new QuicLink(network, false, Endpoints.of(from), null);
    link.channel = channel;
    return link;
  }

  @Override
  public PeerKey remoteKey() {
    return Objects.requireNonNull(
        remoteKey, "nobody sees an accepted link before its key is known");
  }

  @Override
  public Endpoint remoteEndpoint() {
    return remoteEndpoint;
  }

  @Override
  public boolean dialled() {
    return dialled;
  }

  @Override
  public boolean isOpen() {
    return stage == Stage.OPEN;
  }

  @Override
  public boolean sendDatagram(ByteBuffer datagram) {
    int bytes = datagram.remaining();
    if (bytes < 1 || bytes > DATAGRAM_BYTES_MAX) {
      throw new IllegalArgumentException(
          "datagram must have 1 to " + DATAGRAM_BYTES_MAX + " bytes: " + bytes);
    }
    QuicChannel to = channel;
    if (!isOpen() || to == null) {
      return false;
    }
    Writes.write(to, copy(to.alloc().directBuffer(bytes), datagram));
    network.counts().datagramsOut++;
    markUnflushed();
    return true;
  }

  @Override
  public boolean sendControl(ByteBuffer message) {
    int bytes = message.remaining();
    int bytesMax = network.limits().controlMessageBytesMax();
    if (bytes < 1 || bytes > bytesMax) {
      throw new IllegalArgumentException(
          "control message must have 1 to " + bytesMax + " bytes: " + bytes);
    }
    return isOpen() && sent(control.send(message), "control messages");
  }

  @Override
  public boolean sendBulk(ByteBuffer blob) {
    int bytes = blob.remaining();
    int bytesMax = network.limits().bulkBytesMax();
    if (bytes < 1 || bytes > bytesMax) {
      throw new IllegalArgumentException("blob must have 1 to " + bytesMax + " bytes: " + bytes);
    }
    return isOpen() && sent(bulks.send(blob), "blobs");
  }

  @Override
  public void close(int code, String reason) {
    checkCallerCode(code);
    closeHere(code, reason);
  }

  static void checkCallerCode(int code) {
    if (code < 0 || code > CloseCode.CALLER_MAX) {
      throw new IllegalArgumentException("code must be 0 to " + CloseCode.CALLER_MAX + ": " + code);
    }
  }

  static ByteBuf copy(ByteBuf into, ByteBuffer from) {
    int position = from.position();
    into.writeBytes(from);
    from.position(position);
    return into;
  }

  /** Closes for this side's reasons; the table hears of it later in the turn. */
  void closeHere(int code, String reason) {
    if (stage == Stage.ENDED) {
      return;
    }
    flush();
    stage = Stage.ENDED;
    shut(code, reason);
    network.loop().execute(() -> network.table().ended(this, new CloseCause.ByLocal(code, reason)));
  }

  /** Ends without a word to the listener; the other side is told {@code code}. */
  void drop(int code, String reason) {
    if (stage != Stage.ENDED) {
      flush();
      stage = Stage.ENDED;
      shut(code, reason);
    }
  }

  // What the table decides.

  void open() {
    stage = Stage.OPEN;
    for (QuicStreamChannel held : heldStreams) {
      held.config().setAutoRead(true);
    }
    heldStreams.clear();
  }

  void reserve() {
    stage = Stage.RESERVED;
  }

  void retire() {
    stage = Stage.RETIRED;
  }

  /** Whether the handshake said, or the dialler asked, whose link it is. */
  boolean isKnown() {
    return remoteKey != null;
  }

  /** Whether the other side of both links is one process: its certificate is the same. */
  boolean sameInstance(QuicLink other) {
    return Objects.equals(instance, other.instance);
  }

  // What the connection says.

  void connected(QuicChannel dialledChannel) {
    channel = dialledChannel;
  }

  void pinMismatch(PeerKey found) {
    foundKey = found;
  }

  /** The handshake is complete on this side, and the other side takes datagrams of this size. */
  void handshaken(QuicChannel on, int datagramBytesMax) {
    if (stage != Stage.HANDSHAKING) {
      return;
    }
    channel = on;
    if (datagramBytesMax < DATAGRAM_BYTES_MAX) {
      fail(CloseCode.HANDSHAKE, "datagrams of " + datagramBytesMax + " bytes are too small");
      return;
    }
    try {
      X509Certificate certificate =
          (X509Certificate)
              Objects.requireNonNull(on.sslEngine()).getSession().getPeerCertificates()[0];
      remoteKey = LinkCertificate.keyOf(certificate);
      instance = certificate.getSerialNumber();
    } catch (SSLPeerUnverifiedException e) {
      fail(CloseCode.HANDSHAKE, "no certificate");
      return;
    }
    bulks.open(on);
    control.open(on, this::controlOpened);
  }

  private void controlOpened(boolean opened) {
    if (stage != Stage.HANDSHAKING) {
      return;
    }
    handshakeTimer.cancel();
    if (opened) {
      network.table().established(this);
    } else {
      fail(CloseCode.HANDSHAKE, "no control stream");
    }
  }

  void datagramCame(ByteBuf datagram) {
    if (isOpen()) {
      network.counts().datagramsIn++;
      int bytes = datagram.readableBytes();
      network.tell().datagram(this, datagram.internalNioBuffer(datagram.readerIndex(), bytes));
    }
  }

  /** Another stream of the other side begins. */
  StreamReader streamCame(QuicStreamChannel stream) {
    if (stage == Stage.HANDSHAKING || stage == Stage.RESERVED) {
      stream.config().setAutoRead(false);
      heldStreams.add(stream);
    }
    return new StreamReader(this, network);
  }

  void streamsAllowed() {
    bulks.goOn();
  }

  void closedByRemote(QuicConnectionCloseEvent event) {
    String reason = Reasons.of(event);
    if (event.isApplicationClose()) {
      end(new CloseCause.ByRemote(event.error(), reason));
    } else if (stage == Stage.HANDSHAKING
        && event.isTlsError()
        && QuicConnectionCloseEvent.extractTlsError(event.error()) == TLS_NO_APPLICATION_PROTOCOL) {
      end(new CloseCause.DialFailed(DialFailure.WRONG_PROTOCOL, "not " + Network.PROTOCOL));
    } else {
      end(new CloseCause.Broken("QUIC error " + event.error() + " of the other side: " + reason));
    }
  }

  void channelEnded(boolean idle) {
    end(idle ? new CloseCause.Idle() : new CloseCause.Broken("the connection ended"));
  }

  void connectionFailed(Throwable cause) {
    if (foundKey != null) {
      end(
          new CloseCause.DialFailed(
              DialFailure.PIN_MISMATCH,
              "found " + foundKey.shortText() + ", not " + remoteKey().shortText()));
    } else {
      end(new CloseCause.Broken(String.valueOf(cause.getMessage())));
    }
  }

  /** The other side broke the framing. */
  void malformed(String detail) {
    network.counts().malformed++;
    fail(CloseCode.MALFORMED, detail);
  }

  /** A limit of this side was passed. */
  void overflow(String detail) {
    network.counts().overflows++;
    fail(CloseCode.OVERFLOW, detail);
  }

  void flush() {
    unflushed = false;
    if (channel != null && stage == Stage.OPEN) {
      control.flush();
      channel.flush();
    }
  }

  private void handshakeTookTooLong() {
    if (stage == Stage.HANDSHAKING) {
      end(new CloseCause.DialFailed(DialFailure.NO_ANSWER, "no answer from " + remoteEndpoint));
    }
  }

  private void fail(int code, String reason) {
    closeHere(code, reason);
  }

  /** Ends because of what came from outside; the table hears of it at once. */
  private void end(CloseCause cause) {
    if (stage == Stage.ENDED) {
      return;
    }
    stage = Stage.ENDED;
    shut(CloseCode.HANDSHAKE, "");
    network.table().ended(this, cause);
  }

  private void shut(int code, String reason) {
    handshakeTimer.cancel();
    heldStreams.clear();
    bulks.drop();
    QuicChannel closing = channel;
    if (closing != null && closing.isOpen()) {
      ByteBuf text = closing.alloc().directBuffer(REASON_BYTES_MAX);
      text.writeBytes(Reasons.cut(reason, REASON_BYTES_MAX));
      network.repeatLast(() -> Writes.close(closing, code, text));
    }
  }

  private boolean sent(boolean accepted, String what) {
    if (accepted) {
      markUnflushed();
    } else {
      overflow("too many " + what + " wait to be sent");
    }
    return accepted;
  }

  private void markUnflushed() {
    if (!unflushed) {
      unflushed = true;
      network.flushLater(this);
    }
  }

  @Override
  public String toString() {
    String name = remoteKey == null ? "unknown" : remoteKey.shortText();
    return "link " + (dialled ? "to " : "from ") + name + " at " + remoteEndpoint;
  }
}
