package dev.baton.lobby;

import dev.baton.core.Bytes;
import dev.baton.core.Message;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRequest;
import dev.baton.transport.Identity;
import dev.baton.wire.Decoded;
import dev.baton.wire.LobbyWire;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A WebSocket (RFC 6455) by hand, so that it can misbehave and die in every way. */
final class RawSocket implements AutoCloseable {

  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;

  private static final int LIMIT_MS = 10_000;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  RawSocket(URI lobby) throws IOException {
    socket = new Socket(lobby.getHost(), lobby.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(LIMIT_MS);
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Turns the connection into a WebSocket. */
  void upgrade() throws IOException {
    String request =
        "GET "
            + LobbyRequest.CONNECT_PATH
            + " HTTP/1.1\r\nHost: lobby\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    String head = "";
    while (!head.endsWith("\r\n\r\n")) {
      head += (char) in.readUnsignedByte();
    }
    if (!head.startsWith("HTTP/1.1 101")) {
      throw new IOException("no WebSocket: " + head);
    }
  }

  /** Proves the key of {@code identity}. */
  void identify(Identity identity) throws IOException {
    LobbyNotice.Challenge challenge = (LobbyNotice.Challenge) next();
    Bytes signature = identity.sign(LobbyRequest.Identify.signedContent(challenge));
    send(new LobbyRequest.Identify(Message.PROTOCOL_VERSION, identity.publicKey(), signature));
    next();
  }

  void send(LobbyRequest request) throws IOException {
    send(BINARY, Bytes.of(LobbyWire.encode(request)).toArray());
  }

  /** Sends all of them at once, so that an answer to the first cannot come before the last. */
  void sendTogether(List<? extends LobbyRequest> requests) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (LobbyRequest request : requests) {
      all.write(frame(BINARY, Bytes.of(LobbyWire.encode(request)).toArray()));
    }
    sendBytes(all.toByteArray());
  }

  /** Sends one frame, masked by zeros. */
  void send(int kind, byte[] payload) throws IOException {
    sendBytes(frame(kind, payload));
  }

  private static byte[] frame(int kind, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) (0x80 | kind)).put((byte) (0x80 | 127)).putLong(payload.length);
    frame.putInt(0).put(payload);
    return Bytes.of(frame.flip()).toArray();
  }

  void sendBytes(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /** The next notice that is no ping. */
  LobbyNotice next() throws IOException {
    while (true) {
      byte[] frame = nextFrame(BINARY);
      if (!(LobbyWire.decodeNotice(ByteBuffer.wrap(frame))
          instanceof Decoded.Ok<LobbyNotice>(LobbyNotice notice))) {
        throw new IOException("the lobby sent what is no notice");
      }
      if (!(notice instanceof LobbyNotice.Ping)) {
        return notice;
      }
    }
  }

  /** The status by which the lobby closes, after whatever it still says. */
  int nextClose() throws IOException {
    return ByteBuffer.wrap(nextFrame(CLOSE)).getShort();
  }

  /** Whether the lobby ended the connection, after whatever it still says. */
  boolean ended() throws IOException {
    byte[] rest = new byte[8_192];
    int count = 0;
    while (count >= 0) {
      count = in.read(rest);
    }
    return true;
  }

  /** Dies as a killed process does. */
  void die() throws IOException {
    socket.close();
  }

  /** Dies with a reset, as a killed process does that had not read everything. */
  void dieByReset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private byte[] nextFrame(int wanted) throws IOException {
    while (true) {
      int kind = in.readUnsignedByte() & 0xF;
      int length = in.readUnsignedByte() & 0x7F;
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = Math.toIntExact(in.readLong());
      }
      byte[] payload = new byte[length];
      in.readFully(payload);
      if (kind == wanted) {
        return payload;
      }
    }
  }
}
