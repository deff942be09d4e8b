package dev.baton.client;

import java.nio.ByteBuffer;

/**
 * A game with networking of its own that wants its world handed to the next host (level 1).
 *
 * <p>On the host, {@link #capture} is called once every second ({@link
 * SessionSettings.Builder#rateHz} asks for more often) and the bytes go to the standbys; on a peer
 * that becomes host {@link #apply} is called once with the last of them. Both are called inside
 * {@link Session#update()}, on the game's own thread.
 */
public interface Migratable {

  /**
   * Writes everything that a new host needs.
   *
   * @param out from its position on; has room for {@link SessionSettings.Builder#stateBytesMax}
   *     bytes
   */
  void capture(ByteBuffer out);

  /**
   * Takes over as host. An exception ends the session on this peer, and the next one takes over.
   *
   * @param in what {@link #capture} wrote, from position to limit
   */
  void apply(ByteBuffer in);
}
