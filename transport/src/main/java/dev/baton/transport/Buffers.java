package dev.baton.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * The memory of all networks of this process: one arena of small chunks, since one thread with
 * packets of 1.5 KB needs no more, and Netty's own choice takes some tens of megabytes.
 */
final class Buffers {

  private static final int PAGE_BYTES = 8192;

  /** Chunks of 2^5 pages, 256 KiB. */
  private static final int CHUNK_ORDER = 5;

  private static final int CACHED_SMALL = 128;
  private static final int CACHED_PAGES = 16;

  static final ByteBufAllocator ALLOCATOR =
      new PooledByteBufAllocator(
          true, 0, 1, PAGE_BYTES, CHUNK_ORDER, CACHED_SMALL, CACHED_PAGES, false);

  private Buffers() {}
}
