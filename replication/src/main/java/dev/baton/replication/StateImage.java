package dev.baton.replication;

import dev.baton.core.Epoch;
import dev.baton.core.PeerId;
import dev.baton.core.StateId;
import dev.baton.core.Tick;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * One state as replication keeps it: a header that names the tick and each player's watermark, then
 * the game's own bytes. Since the watermarks are part of it, whoever has the state knows which
 * inputs it contains.
 *
 * <pre>
 * offset  size  field
 * 0       8     tick
 * 8       2     players, n
 * 10      10 n  each player, in order of its number: number (2), sequence of the last input
 *               applied, 0 before the first (8)
 * ...           the game's bytes
 * </pre>
 *
 * <p>Belongs to the replica that it came from and is used again: valid until the next call to that
 * replica that takes in a packet, commits a tick or changes the epoch. Confined to one thread.
 *
 * <p>Source: PROTOCOL.md 7.
 */
public final class StateImage {

  static final int HEADER_BYTES = 10;
  private static final int PLAYERS_AT = 8;
  private static final int PLAYER_BYTES = 10;

  private final GrowingBytes content;
  private ByteBuffer game = ByteBuffer.allocate(0);
  private Scope scope = Scope.COMPLETE;
  private int epoch;
  private long tick;
  private long hash;

  StateImage(int stateBytesMax) {
    content = new GrowingBytes(stateBytesMax);
  }

  /** Which state it is; a new object at each call. */
  public StateId id() {
    return isEmpty() ? StateId.NONE : new StateId(new Epoch(epoch), new Tick(tick));
  }

  /** The number of its epoch, without allocating. */
  public int epochValue() {
    return epoch;
  }

  /** The number of its tick, without allocating. */
  public long tickValue() {
    return tick;
  }

  /** How much of the state it is; with equal scopes always complete. */
  public Scope scope() {
    return scope;
  }

  /** The xxHash64 of the image, header included: equal hashes mean equal states. */
  public long hash() {
    return hash;
  }

  /** The length of the image in bytes, header included. */
  public int imageBytes() {
    return content.length();
  }

  /** The game's bytes: read-only, big-endian, positioned at their start; the same object again. */
  public ByteBuffer gameBytes() {
    return game.clear().limit(content.length()).position(gameOffset()).order(ByteOrder.BIG_ENDIAN);
  }

  /** How many players are in the simulation. */
  public int players() {
    return isEmpty() ? 0 : content.shortAt(PLAYERS_AT);
  }

  /** The player at {@code index}, counted from 0 in order of PeerId. */
  public PeerId player(int index) {
    return new PeerId(playerNumber(index));
  }

  /** The sequence of the last input of {@code peer} in this state; empty when it has no player. */
  public Optional<Long> watermark(PeerId peer) {
    int index = indexOf(peer);
    return index < 0 ? Optional.empty() : Optional.of(watermarkAt(index));
  }

  boolean isEmpty() {
    return epoch == 0;
  }

  boolean isState(int epochWanted, long tickWanted) {
    return tick == tickWanted && epoch == epochWanted && epoch != 0;
  }

  boolean isAfter(StateImage other) {
    return epoch > other.epoch || (epoch == other.epoch && tick > other.tick);
  }

  GrowingBytes content() {
    return content;
  }

  /** Where {@code peer} stands among the players, or -1. */
  int indexOf(PeerId peer) {
    int count = players();
    for (int i = 0; i < count; i++) {
      if (playerNumber(i) == peer.value()) {
        return i;
      }
    }
    return -1;
  }

  /** The watermark of the player at {@code index}. */
  long watermarkAt(int index) {
    return watermarkAt(content, index);
  }

  void clear() {
    epoch = 0;
    tick = 0;
  }

  /** Takes over a copy of {@code image}, whose header must have been checked. */
  void set(Scope ofScope, int ofEpoch, GrowingBytes image, long ofHash) {
    byte[] before = content.array();
    content.set(image);
    if (before != content.array()) {
      game = ByteBuffer.wrap(content.array()).asReadOnlyBuffer();
    }
    scope = ofScope;
    epoch = ofEpoch;
    tick = content.longAt(0);
    hash = ofHash;
  }

  private int playerNumber(int index) {
    return playerAt(content, index);
  }

  private int gameOffset() {
    return headerBytes(players());
  }

  /** Whether the bytes are an image of {@code tickExpected} with a sound header. */
  static boolean isSound(GrowingBytes image, long tickExpected, int playersMax) {
    if (image.length() < HEADER_BYTES || image.longAt(0) != tickExpected) {
      return false;
    }
    int players = image.shortAt(PLAYERS_AT);
    if (players > playersMax || image.length() < headerBytes(players)) {
      return false;
    }
    int before = 0;
    for (int i = 0; i < players; i++) {
      int player = playerAt(image, i);
      if (player <= before || watermarkAt(image, i) < 0) {
        return false;
      }
      before = player;
    }
    return true;
  }

  /** The length of a header that lists so many players. */
  static int headerBytes(int players) {
    return HEADER_BYTES + players * PLAYER_BYTES;
  }

  /** Writes the fields before the players. */
  static void putHead(GrowingBytes image, long tickValue, int players) {
    image.putLong(0, tickValue);
    image.putShort(PLAYERS_AT, players);
  }

  static void putPlayer(GrowingBytes image, int index, PeerId player, long watermark) {
    image.putShort(headerBytes(index), player.value());
    image.putLong(headerBytes(index) + 2, watermark);
  }

  private static int playerAt(GrowingBytes image, int index) {
    return image.shortAt(headerBytes(index));
  }

  private static long watermarkAt(GrowingBytes image, int index) {
    return image.longAt(headerBytes(index) + 2);
  }
}
