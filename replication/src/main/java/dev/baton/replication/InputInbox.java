package dev.baton.replication;

import dev.baton.core.PeerId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The host's side of the inputs: for each player those that wait for their turn, and the watermark
 * of the last that was applied.
 *
 * <p>An input is delivered once and in order: what is not after the watermark is a duplicate, what
 * comes after a gap waits. Confined to one thread.
 *
 * <p>Source: PROTOCOL.md 7.
 */
final class InputInbox {

  private final ReplicationLimits limits;
  private final ArrayList<Lane> lanes = new ArrayList<>();

  InputInbox(ReplicationLimits limits) {
    this.limits = limits;
  }

  /** Starts over with the players and watermarks of {@code image}. */
  void resumeFrom(StateImage image) {
    lanes.clear();
    for (int i = 0; i < image.players(); i++) {
      lanes.add(new Lane(image.player(i), image.watermarkAt(i), limits));
    }
  }

  int players() {
    return lanes.size();
  }

  Lane lane(int index) {
    return lanes.get(index);
  }

  @Nullable Lane find(PeerId peer) {
    for (int i = 0; i < lanes.size(); i++) {
      if (lanes.get(i).peer.value() == peer.value()) {
        return lanes.get(i);
      }
    }
    return null;
  }

  /** Adds a player, or forgets what waits of one that is here; its watermark stays. */
  void seat(PeerId peer) {
    Lane present = find(peer);
    long watermark = present == null ? 0 : present.watermark;
    if (present == null && lanes.size() == limits.players()) {
      throw new IllegalStateException("players are limited to " + limits.players() + ": " + peer);
    }
    unseat(peer);
    int at = 0;
    while (at < lanes.size() && lanes.get(at).peer.value() < peer.value()) {
      at++;
    }
    lanes.add(at, new Lane(peer, watermark, limits));
  }

  /** Removes a player for good. */
  void unseat(PeerId peer) {
    lanes.removeIf(lane -> lane.peer.equals(peer));
  }

  /** Notes that {@code image} is safe, and with it the inputs that it contains. */
  void noteSafe(StateImage image) {
    for (int i = 0; i < lanes.size(); i++) {
      Lane lane = lanes.get(i);
      int index = image.indexOf(lane.peer);
      if (index >= 0) {
        lane.safe = Math.max(lane.safe, image.watermarkAt(index));
      }
    }
  }

  /** How many inputs will never come, since their peers kept them no longer. */
  long skipped() {
    long sum = 0;
    for (int i = 0; i < lanes.size(); i++) {
      sum += lanes.get(i).skipped;
    }
    return sum;
  }

  /** Delivers what is due, in order of PeerId, then sequence. */
  void drain(InputConsumer consumer) {
    for (int i = 0; i < lanes.size(); i++) {
      lanes.get(i).drain(limits.inputsPerTick(), consumer);
    }
  }

  /** The inputs of one player. */
  static final class Lane {

    private final PeerId peer;
    private final int capacity;
    private final int inputBytesMax;
    private final byte[] bytes;
    private final int[] lengths;
    private final long[] sequences;
    private final ByteBuffer view;
    private long watermark;
    private long floor;
    private long skipped;
    private long safe;

    private Lane(PeerId peer, long watermark, ReplicationLimits limits) {
      this.peer = peer;
      this.watermark = watermark;
      capacity = limits.pendingInputs();
      inputBytesMax = limits.inputBytes();
      bytes = new byte[capacity * inputBytesMax];
      lengths = new int[capacity];
      sequences = new long[capacity];
      view = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    PeerId peer() {
      return peer;
    }

    /** The last input that was applied. */
    long watermark() {
      return watermark;
    }

    /** The last input that is contained in a safe state. */
    long safe() {
      return safe;
    }

    boolean hasRoomFor(long sequence) {
      return sequence - watermark <= capacity;
    }

    /** Notes that nothing older than {@code oldestHeld} will come any more. */
    void raiseFloor(long oldestHeld) {
      floor = Math.max(floor, oldestHeld);
    }

    /** Takes the inputs of a packet that are new here. */
    Arrival offer(InputPacket packet) {
      raiseFloor(packet.oldestHeld());
      packet.rewind();
      boolean anyNew = false;
      long sequence = packet.firstSequence();
      for (int i = 0; i < packet.count(); i++, sequence++) {
        if (isNew(sequence)) {
          int slot = slotOf(sequence);
          lengths[slot] = packet.nextBytes();
          packet.take(bytes, slot * inputBytesMax);
          sequences[slot] = sequence;
          anyNew = true;
        } else {
          packet.skip();
        }
      }
      return anyNew ? Arrival.TAKEN : Arrival.DUPLICATE;
    }

    /** Takes one input if it is new here. */
    void offer(long sequence, ByteBuffer input) {
      if (isNew(sequence)) {
        int slot = slotOf(sequence);
        lengths[slot] = input.remaining();
        input.get(input.position(), bytes, slot * inputBytesMax, lengths[slot]);
        sequences[slot] = sequence;
      }
    }

    private boolean isNew(long sequence) {
      return sequence > watermark
          && hasRoomFor(sequence)
          && sequences[slotOf(sequence)] != sequence;
    }

    private void drain(int max, InputConsumer consumer) {
      skipToFloor();
      for (int i = 0; i < max; i++) {
        long next = watermark + 1;
        int slot = slotOf(next);
        if (sequences[slot] != next) {
          return;
        }
        int at = slot * inputBytesMax;
        view.clear().limit(at + lengths[slot]).position(at);
        watermark = next;
        consumer.input(peer, next, view);
      }
    }

    /** Passes over a gap that nothing will fill. */
    private void skipToFloor() {
      while (watermark + 1 < floor && sequences[slotOf(watermark + 1)] != watermark + 1) {
        long end = Math.min(floor, watermark + 1 + capacity);
        long next = watermark + 1;
        while (next < end && sequences[slotOf(next)] != next) {
          next++;
        }
        boolean nothingWaits = next == watermark + 1 + capacity;
        long passed = nothingWaits ? floor - 1 - watermark : next - 1 - watermark;
        skipped += passed;
        watermark += passed;
      }
    }

    private int slotOf(long sequence) {
      return (int) (sequence % capacity);
    }
  }
}
