package dev.baton.replication;

import java.nio.ByteBuffer;

/**
 * The 64-bit hash by which two peers tell that they hold the same state: xxHash64 with seed 0.
 *
 * <p>Guards against faults of ours and of the game, not against forgery, which the links prevent.
 * Source: the xxHash specification, "XXH64 algorithm description".
 */
final class StateHash {

  private static final long PRIME_1 = 0x9E3779B185EBCA87L;
  private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
  private static final long PRIME_3 = 0x165667B19E3779F9L;
  private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
  private static final long PRIME_5 = 0x27D4EB2F165667C5L;
  private static final long PRIME_1_PLUS_2 = 0x60EA27EEADC0B5D6L;
  private static final int STRIPE_BYTES = 32;

  private StateHash() {}

  static long of(GrowingBytes content) {
    ByteBuffer bytes = content.littleEndian();
    int length = content.length();
    int stripesEnd = length - length % STRIPE_BYTES;
    long hash = (stripesEnd == 0 ? PRIME_5 : stripes(bytes, stripesEnd)) + length;
    return avalanche(tail(bytes, stripesEnd, length, hash));
  }

  private static long stripes(ByteBuffer bytes, int end) {
    long a = PRIME_1_PLUS_2;
    long b = PRIME_2;
    long c = 0;
    long d = -PRIME_1;
    for (int at = 0; at < end; at += STRIPE_BYTES) {
      a = round(a, bytes.getLong(at));
      b = round(b, bytes.getLong(at + 8));
      c = round(c, bytes.getLong(at + 16));
      d = round(d, bytes.getLong(at + 24));
    }
    long hash =
        Long.rotateLeft(a, 1)
            + Long.rotateLeft(b, 7)
            + Long.rotateLeft(c, 12)
            + Long.rotateLeft(d, 18);
    return merge(merge(merge(merge(hash, a), b), c), d);
  }

  private static long tail(ByteBuffer bytes, int from, int end, long start) {
    long hash = start;
    int at = from;
    for (; at + 8 <= end; at += 8) {
      hash ^= round(0, bytes.getLong(at));
      hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
    }
    if (at + 4 <= end) {
      hash ^= (bytes.getInt(at) & 0xFFFF_FFFFL) * PRIME_1;
      hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
      at += 4;
    }
    for (; at < end; at++) {
      hash ^= (bytes.get(at) & 0xFF) * PRIME_5;
      hash = Long.rotateLeft(hash, 11) * PRIME_1;
    }
    return hash;
  }

  private static long round(long lane, long word) {
    return Long.rotateLeft(lane + word * PRIME_2, 31) * PRIME_1;
  }

  private static long merge(long hash, long lane) {
    return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
  }

  private static long avalanche(long mixed) {
    long hash = mixed;
    hash ^= hash >>> 33;
    hash *= PRIME_2;
    hash ^= hash >>> 29;
    hash *= PRIME_3;
    return hash ^ (hash >>> 32);
  }
}
