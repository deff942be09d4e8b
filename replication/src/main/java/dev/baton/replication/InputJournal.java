package dev.baton.replication;

import java.nio.ByteBuffer;

/**
 * One peer's own inputs, each with its number, kept until they are safe.
 *
 * <p>What the present host has not yet applied, as far as its states tell, is sent again and again.
 * After a migration that starts over from the watermark in the new host's state, so that no input
 * is lost, and the watermark keeps any from being applied twice. Confined to one thread.
 *
 * <p>Source: PROTOCOL.md 7.
 */
final class InputJournal {

  private final int capacity;
  private final int inputBytesMax;
  private final byte[] bytes;
  private final ByteBuffer view;
  private final int[] lengths;
  private final int[] sentInEpoch;
  private final ByteBuffer out = ByteBuffer.allocate(ReplicationLimits.PACKET_BYTES);

  private boolean seated;
  private long oldest = 1;
  private long next = 1;
  private long applied;
  private long safe;
  private long resent;

  InputJournal(ReplicationLimits limits) {
    capacity = limits.journalInputs();
    inputBytesMax = limits.inputBytes();
    bytes = new byte[capacity * inputBytesMax];
    view = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    lengths = new int[capacity];
    sentInEpoch = new int[capacity];
  }

  /** The oldest input that is still kept, or the number that the next one gets. */
  long oldest() {
    return oldest;
  }

  /** The number of the latest input, 0 before the first. */
  long last() {
    return next - 1;
  }

  /** The latest input that was reported safe. */
  long safe() {
    return safe;
  }

  /** How many inputs were sent to another host than the one they had been sent to before. */
  long resent() {
    return resent;
  }

  Submission submit(ByteBuffer input) {
    if (!seated) {
      return Submission.NOT_SEATED;
    }
    int inputBytes = input.remaining();
    if (inputBytes > inputBytesMax) {
      return Submission.TOO_LONG;
    }
    if (next - oldest == capacity) {
      return Submission.JOURNAL_FULL;
    }
    int slot = slotOf(next);
    input.get(input.position(), bytes, slot * inputBytesMax, inputBytes);
    lengths[slot] = inputBytes;
    sentInEpoch[slot] = 0;
    next++;
    return Submission.TAKEN;
  }

  /**
   * Notes how far the present host has applied the inputs of this peer. A watermark beyond the last
   * number given comes from an earlier process with this seat: numbering goes on after it.
   */
  void noteApplied(long watermark) {
    if (!seated || watermark >= next) {
      seated = true;
      next = watermark + 1;
      oldest = next;
      safe = Math.max(safe, watermark);
    }
    applied = Math.max(applied, watermark);
  }

  /** Drops what is safe. */
  void noteSafe(long sequence) {
    if (seated && sequence > safe) {
      safe = Math.min(sequence, last());
      oldest = Math.max(oldest, safe + 1);
    }
  }

  /** A new host: what it has applied is known only as far as a surviving state tells. */
  void startOver(long watermark) {
    applied = watermark;
  }

  /** Writes what the present host may not have applied yet, oldest first. */
  void write(int epoch, PacketSink sink) {
    long sequence = Math.max(oldest, applied + 1);
    for (int i = 0; i < ReplicationLimits.INPUT_PACKETS && sequence < next; i++) {
      sequence = writePacket(epoch, sequence);
      sink.packet(out.flip());
    }
  }

  private long writePacket(int epoch, long first) {
    out.clear();
    InputPacket.writeHeader(out, epoch, oldest, first);
    long sequence = first;
    while (sequence < next) {
      int slot = slotOf(sequence);
      if (out.remaining() < InputPacket.LENGTH_BYTES + lengths[slot]) {
        break;
      }
      out.putShort((short) lengths[slot]);
      out.put(bytes, slot * inputBytesMax, lengths[slot]);
      noteSent(slot, epoch);
      sequence++;
    }
    InputPacket.putCount(out, 0, (int) (sequence - first));
    return sequence;
  }

  private void noteSent(int slot, int epoch) {
    if (sentInEpoch[slot] != 0 && sentInEpoch[slot] != epoch) {
      resent++;
    }
    sentInEpoch[slot] = epoch;
  }

  /** Hands the inputs after {@code watermark} to the inbox of the very peer, which is host. */
  void offerTo(InputInbox.Lane lane) {
    lane.raiseFloor(oldest);
    long sequence = Math.max(oldest, lane.watermark() + 1);
    for (; sequence < next && lane.hasRoomFor(sequence); sequence++) {
      int slot = slotOf(sequence);
      int at = slot * inputBytesMax;
      view.limit(at + lengths[slot]).position(at);
      lane.offer(sequence, view);
    }
  }

  private int slotOf(long sequence) {
    return (int) (sequence % capacity);
  }
}
