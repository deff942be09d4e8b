package dev.baton.lobby;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/** A lobby could not begin to listen; the message is one line that says what to do. */
public final class LobbyStartException extends IOException {

  private static final long serialVersionUID = 1;

  /** Which way it failed. */
  private final Kind kind;

  LobbyStartException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Begins to listen; what a lobby does first, since it is what can fail. */
  static ServerSocketChannel bind(LobbyConfig config) throws LobbyStartException {
    InetSocketAddress address = new InetSocketAddress(config.address(), config.port());
    String where = config.address() + ":" + config.port();
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        return channel.bind(address);
      } catch (IOException | UnresolvedAddressException e) {
        channel.close();
        throw e;
      }
    } catch (UnresolvedAddressException e) {
      throw new LobbyStartException(
          Kind.NO_SUCH_ADDRESS, config.address() + " is unknown: name an address.", e);
    } catch (IOException e) {
      throw explained(e, where);
    }
  }

  /** The system's texts are all there is to tell the kinds apart. */
  private static LobbyStartException explained(IOException e, String where) {
    String detail = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (detail.contains("in use")) {
      return new LobbyStartException(
          Kind.PORT_IN_USE, "Port in use at " + where + ": end its owner or take another.", e);
    }
    if (detail.contains("permission")) {
      return new LobbyStartException(
          Kind.FORBIDDEN, "This user may not listen at " + where + ": take another port.", e);
    }
    if (detail.contains("assign requested address")) {
      return new LobbyStartException(
          Kind.NO_SUCH_ADDRESS, where + " is no address of this machine: take one of its own.", e);
    }
    return new LobbyStartException(
        Kind.OTHER, "Cannot listen at " + where + ": " + e.getMessage(), e);
  }

  /** Which way it failed. */
  public Kind kind() {
    return kind;
  }

  /** The ways in which a lobby can fail to start. */
  public enum Kind {
    /** Another process, or another lobby of this one, listens on the port. */
    PORT_IN_USE,
    /** The system does not let this user listen on the port. */
    FORBIDDEN,
    /** The address is none of this machine. */
    NO_SUCH_ADDRESS,
    /** Anything else; the cause tells. */
    OTHER
  }
}
