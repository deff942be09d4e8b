package dev.baton.client;

import dev.baton.core.Bytes;
import dev.baton.core.Epoch;
import dev.baton.core.JoinCode;
import dev.baton.core.PeerId;
import dev.baton.core.Tick;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One running game among peers, as one of them sees it; survives any number of hosts.
 *
 * <p>Made by {@link Baton}. A game calls {@link #update()} once a frame, and everything that
 * concerns it happens inside: the simulation's methods and the listeners' are called there, on that
 * thread, and nowhere else. {@code update} and {@code submit} belong to that one thread; all other
 * methods may be called from any. What is asked of an ended session is ignored.
 *
 * @param <I> an input of a player for one tick; {@link Void} for games without a {@link Simulation}
 */
public interface Session<I> extends AutoCloseable {

  /** Does what is due: ticks on the host, new states on the others, events on all. Never waits. */
  void update();

  /**
   * The same, but first waits until something is due.
   *
   * @param maxWait how long at most; 0 to 1 minute
   */
  void update(Duration maxWait);

  /**
   * Hands over an input of this peer's player for the next tick that the host computes. It is
   * applied exactly once, also if the host is lost meanwhile, or {@link
   * SessionListener#onInputLost} says that it is not.
   *
   * @return its sequence, counted from 1; empty if it was not taken, since some thousand inputs
   *     wait to become safe
   * @throws IllegalStateException if this session has ended
   */
  OptionalLong submit(I input);

  /** Whether this peer is in the session: from admission to the end. */
  boolean isOpen();

  /** This peer's number. */
  PeerId self();

  /** Who is host. */
  PeerId host();

  /** Whether this peer is host. */
  boolean isHost();

  /** The epoch in force. */
  Epoch epoch();

  /** The tick whose state the simulation shows. */
  Tick tick();

  /** The code by which others join; empty without a lobby. */
  Optional<JoinCode> joinCode();

  /** The text by which others join without a lobby, naming the present host. */
  Invitation invitation();

  /** All seats of the session, in order of PeerId; this peer's among them. */
  List<Peer> peers();

  /** The game's own data about the session, as the host set it last. */
  Bytes sessionData();

  /** What was measured so far. */
  SessionFigures figures();

  /**
   * Says whether this peer may become host. From the start it may as soon as it holds a state.
   *
   * @param allowed false for a peer that must not, for example on a metered network
   */
  void canHost(boolean allowed);

  /**
   * Hands over to another host without a gap; only the host's call counts.
   *
   * @param successor who is to be host; the first of the succession when empty
   */
  void handOver(Optional<PeerId> successor);

  /** Leaves; a host hands over first if anybody can take over. Ends with {@code LEFT}. */
  void leave();

  /** Ends the session for all, without a migration; only the host's call counts. */
  void terminate();

  /**
   * Removes a peer for good, without a migration; only the host's call counts.
   *
   * @param peer whom
   */
  void remove(PeerId peer);

  /**
   * Sets the game's own bytes about this peer, for all to see in {@link #peers}.
   *
   * @param attributes at most 4096 bytes
   */
  void describe(Bytes attributes);

  /**
   * Sets the game's own data about the session; only the host's call counts.
   *
   * @param data at most 4096 bytes
   */
  void sessionData(Bytes data);

  /**
   * Sends a message to whoever is host, in order and without loss while the host lives. While there
   * is none, up to 256 messages wait for the next one.
   *
   * @param message 1 to 16384 bytes
   * @return false if it was not taken, since too many wait
   */
  boolean sendToHost(Bytes message);

  /**
   * Sends a message to a peer, in order and without loss while it and the link last; through the
   * host if there is no link between the two.
   *
   * @param to whom
   * @param message 1 to 16384 bytes
   * @return false if it was not taken, since too many wait or the peer is not in the session
   */
  boolean send(PeerId to, Bytes message);

  /**
   * Sends a message to all other peers, as {@link #send} does.
   *
   * @param message 1 to 16384 bytes
   * @return false if it was not taken, since too many wait
   */
  boolean broadcast(Bytes message);

  /** Adds a listener; events that were not yet delivered reach it, too. */
  void addListener(SessionListener listener);

  /**
   * Leaves if that was not done, waits for it for at most two seconds, and frees all resources.
   * Listeners are called in it as in {@link #update()}.
   */
  @Override
  void close();
}
