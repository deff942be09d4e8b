package dev.baton.lobby;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between peers and a lobby, and lets connections break. */
final class CuttableProxy implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final int lobbyPort;
  private volatile boolean refusing;

  CuttableProxy(int lobbyPort) throws IOException {
    this.lobbyPort = lobbyPort;
    Thread.ofPlatform().daemon().name("proxy").start(this::accept);
  }

  URI uri() {
    return URI.create("ws://127.0.0.1:" + server.getLocalPort());
  }

  /** Whether new connections break at once. */
  void refuse(boolean from) {
    refusing = from;
  }

  void cut() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket peer = server.accept();
        if (refusing) {
          peer.close();
        } else {
          connect(peer);
        }
      } catch (IOException e) {
        refusing |= server.isClosed();
      }
    }
  }

  private void connect(Socket peer) throws IOException {
    Socket lobby = new Socket(InetAddress.getLoopbackAddress(), lobbyPort);
    sockets.add(peer);
    sockets.add(lobby);
    Thread.ofPlatform().daemon().name("proxy-up").start(() -> copy(peer, lobby));
    Thread.ofPlatform().daemon().name("proxy-down").start(() -> copy(lobby, peer));
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException cut) {
      Thread.currentThread().setName("proxy-cut");
    }
  }
}
