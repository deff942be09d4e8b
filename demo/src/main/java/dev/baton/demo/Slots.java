package dev.baton.demo;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The entities of one kind, each in one slot for as long as it lives, so that it is found at the
 * same offset in every saved state and a delta of bytes stays small.
 *
 * <p>The first column says whether the slot is taken: it is 0 in a free slot, and so are then all
 * others. Confined to the thread that runs the arena.
 */
final class Slots {

  /** No slot is free, or none fits. */
  static final int NONE = -1;

  /**
   * One number of each entity.
   *
   * @param name for messages
   * @param sizeBytes 1, 2 or 4
   * @param min smallest value; below 0 for a signed number
   * @param max largest value
   */
  record Column(String name, int sizeBytes, int min, int max) {}

  private final String entity;
  private final List<Column> columns;
  private final int[][] values;
  private final int count;

  Slots(String entity, int count, Column... columns) {
    this.entity = entity;
    this.count = count;
    this.columns = List.of(columns);
    this.values = new int[columns.length][count];
  }

  /** Number of slots, free ones included. */
  int count() {
    return count;
  }

  /** The values of one column, by slot; changes to it are changes to the entities. */
  int[] column(int column) {
    return values[column];
  }

  boolean taken(int slot) {
    return values[0][slot] != 0;
  }

  /** The slot whose first column is {@code key}, or {@link #NONE}; 0 finds the first free one. */
  int slotOf(int key) {
    for (int slot = 0; slot < count; slot++) {
      if (values[0][slot] == key) {
        return slot;
      }
    }
    return NONE;
  }

  /** Number of slots that are taken. */
  int takenCount() {
    int taken = 0;
    for (int slot = 0; slot < count; slot++) {
      taken += taken(slot) ? 1 : 0;
    }
    return taken;
  }

  void free(int slot) {
    for (int[] column : values) {
      column[slot] = 0;
    }
  }

  int sizeBytes() {
    return count * columns.stream().mapToInt(Column::sizeBytes).sum();
  }

  void save(ByteBuffer out) {
    for (int slot = 0; slot < count; slot++) {
      for (int c = 0; c < values.length; c++) {
        write(out, columns.get(c), values[c][slot]);
      }
    }
  }

  /** Takes what {@link #save} wrote and {@link #check} has accepted. */
  void load(ByteBuffer in) {
    for (int slot = 0; slot < count; slot++) {
      for (int c = 0; c < values.length; c++) {
        values[c][slot] = read(in, columns.get(c));
      }
    }
  }

  /**
   * Reads as {@link #load} does, but keeps nothing.
   *
   * @throws IllegalArgumentException if a value is out of its range or a free slot is not empty
   */
  void check(ByteBuffer in) {
    for (int slot = 0; slot < count; slot++) {
      checkSlot(in, slot);
    }
  }

  private void checkSlot(ByteBuffer in, int slot) {
    boolean taken = true;
    for (int c = 0; c < values.length; c++) {
      Column column = columns.get(c);
      int value = read(in, column);
      if (c == 0) {
        taken = value != 0;
      }
      boolean inRange = value >= column.min && value <= column.max;
      if (taken ? !inRange : value != 0) {
        throw new IllegalArgumentException(
            "%s in slot %d: %s must be %s: %d"
                .formatted(
                    entity,
                    slot,
                    column.name,
                    taken ? column.min + " to " + column.max : "0 in a free slot",
                    value));
      }
    }
  }

  private static void write(ByteBuffer out, Column column, int value) {
    switch (column.sizeBytes) {
      case 1 -> out.put((byte) value);
      case 2 -> out.putShort((short) value);
      default -> out.putInt(value);
    }
  }

  private static int read(ByteBuffer in, Column column) {
    boolean signed = column.min < 0;
    return switch (column.sizeBytes) {
      case 1 -> signed ? in.get() : Byte.toUnsignedInt(in.get());
      case 2 -> signed ? in.getShort() : Short.toUnsignedInt(in.getShort());
      default -> in.getInt();
    };
  }
}
