package dev.baton.client;

import dev.baton.core.PeerId;
import dev.baton.replication.InputConsumer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The inputs of one tick, copied one after the other into one array that grows when it must.
 *
 * <p>Belongs to one thread at a time.
 */
final class InputBatch implements InputConsumer {

  private final List<PeerId> peers = new ArrayList<>();
  private long[] sequences = new long[16];
  private int[] ends = new int[16];
  private byte[] bytes = new byte[1024];
  private ByteBuffer view = ByteBuffer.wrap(bytes).asReadOnlyBuffer();

  void clear() {
    peers.clear();
  }

  @Override
  public void input(PeerId peer, long sequence, ByteBuffer input) {
    int index = peers.size();
    int start = startOf(index);
    int end = start + input.remaining();
    if (index == sequences.length) {
      sequences = Arrays.copyOf(sequences, 2 * index);
      ends = Arrays.copyOf(ends, 2 * index);
    }
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
      view = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
    input.get(input.position(), bytes, start, end - start);
    peers.add(peer);
    sequences[index] = sequence;
    ends[index] = end;
  }

  int count() {
    return peers.size();
  }

  PeerId peer(int index) {
    return peers.get(index);
  }

  long sequence(int index) {
    return sequences[index];
  }

  /** The bytes of one input: read-only, big-endian; the same object again. */
  ByteBuffer input(int index) {
    return view.limit(ends[index]).position(startOf(index));
  }

  private int startOf(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }
}
