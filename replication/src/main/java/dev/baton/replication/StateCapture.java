package dev.baton.replication;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Takes the state from the game and puts the header before it. Confined to one thread. */
final class StateCapture {

  private final ReplicationLimits limits;
  private final InputInbox inbox;
  private final GrowingBytes image;
  private ByteBuffer game = ByteBuffer.allocate(0);
  private int headerBytes = -1;

  StateCapture(ReplicationLimits limits, InputInbox inbox) {
    this.limits = limits;
    this.inbox = inbox;
    image = new GrowingBytes(limits.stateBytes());
  }

  /** The image that was saved last. */
  GrowingBytes image() {
    return image;
  }

  long hash() {
    return StateHash.of(image);
  }

  /** Asks the game for its state after {@code tick}. */
  void save(StateSource source, Scope scope, long tick) {
    image.resize(limits.stateBytes());
    int players = inbox.players();
    StateImage.putHead(image, tick, players);
    for (int i = 0; i < players; i++) {
      StateImage.putPlayer(image, i, inbox.lane(i).peer(), inbox.lane(i).watermark());
    }
    ByteBuffer out = gameBuffer(StateImage.headerBytes(players));
    source.save(out, scope);
    image.resize(headerBytes + out.position());
  }

  /** A buffer that begins after the header, so that the game cannot reach it. */
  private ByteBuffer gameBuffer(int newHeaderBytes) {
    if (newHeaderBytes != headerBytes) {
      headerBytes = newHeaderBytes;
      game = ByteBuffer.wrap(image.array()).slice(headerBytes, limits.stateBytes() - headerBytes);
    }
    return game.clear().order(ByteOrder.BIG_ENDIAN);
  }
}
