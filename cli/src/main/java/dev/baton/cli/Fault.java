package dev.baton.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is done to a host on purpose. */
enum Fault {
  /** SIGKILL: the process is gone at once. */
  KILL,
  /** SIGSTOP, and SIGCONT when the others went on without it, or after three seconds. */
  STOP,
  /** The host is told to leave. */
  LEAVE,
  /** The host is told to hand over to another peer, and stays. */
  HANDOVER;

  /** The word for it on command lines and in recordings. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the session has one peer fewer afterwards. */
  boolean removes() {
    return this == KILL || this == LEAVE;
  }

  /** Whether the others decide without the host's help. */
  boolean surprises() {
    return this == KILL || this == STOP;
  }

  /** Faults as a command line names them. */
  enum Choice {
    KILL,
    STOP,
    LEAVE,
    HANDOVER,
    /** Each in turn. */
    MIX;

    /** The word for it on command lines. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private List<Fault> cycle() {
      return switch (this) {
        case KILL -> List.of(Fault.KILL);
        case STOP -> List.of(Fault.STOP);
        case LEAVE -> List.of(Fault.LEAVE);
        case HANDOVER -> List.of(Fault.HANDOVER);
        case MIX -> List.of(Fault.KILL, Fault.STOP, Fault.LEAVE, Fault.HANDOVER);
      };
    }

    /** So many faults, in their order. */
    List<Fault> times(int count) {
      List<Fault> faults = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        faults.add(cycle().get(i % cycle().size()));
      }
      return faults;
    }

    /**
     * How many faults a session bears, up to {@code max}.
     *
     * @param peers in the session; the dead are not replaced
     * @param witness whether the lobby votes, without which the last two peers decide nothing
     */
    int bearable(int peers, boolean witness, int max) {
      int alive = peers;
      int count = 0;
      for (Fault fault : times(max)) {
        boolean decidable = witness || !fault.surprises() || alive - 1 >= alive / 2 + 1;
        if (alive < 2 || !decidable) {
          return count;
        }
        alive -= fault.removes() ? 1 : 0;
        count++;
      }
      return count;
    }
  }
}
