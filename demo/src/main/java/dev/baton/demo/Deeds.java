package dev.baton.demo;

import dev.baton.demo.RecordedEvent.Faulted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The faults of a run, by the common clock. */
final class Deeds {
  private static final List<String> MOVE_THE_HOST = List.of("kill", "stop", "leave", "handover");
  private static final List<String> PUT_OUT = List.of("kill", "stop", "leave");

  private final List<Deed> deeds = new ArrayList<>();

  Deeds(List<Recording> orchestrators, ClockAlignment clocks) {
    for (Recording recording : orchestrators) {
      for (Faulted fault : recording.events(Faulted.class)) {
        deeds.add(new Deed(clocks.alignedNs(recording, fault), fault.kind(), fault.peer()));
      }
    }
    deeds.sort(Comparator.comparingLong(Deed::atNs));
  }

  /** The first fault that makes {@code host} lose its role, from one time to another. */
  Optional<Deed> movingHost(int host, long fromNs, long toNs) {
    return movingAnyHost().stream()
        .filter(deed -> deed.peer == host && deed.atNs >= fromNs && deed.atNs <= toNs)
        .findFirst();
  }

  /** All faults that make a peer lose the role of host, if it has it. */
  List<Deed> movingAnyHost() {
    return deeds.stream().filter(deed -> MOVE_THE_HOST.contains(deed.kind)).toList();
  }

  /** Whether the peer was killed, stopped or made to leave before, and not continued since. */
  boolean isOut(int peer, long atNs) {
    boolean out = false;
    for (Deed deed : deeds) {
      if (deed.peer == peer && deed.atNs <= atNs) {
        out = PUT_OUT.contains(deed.kind) || (out && !deed.kind.equals("continue"));
      }
    }
    return out;
  }

  /** How often a peer was killed. */
  long kills(int peer) {
    return deeds.stream().filter(deed -> deed.peer == peer && deed.kind.equals("kill")).count();
  }

  /** One fault. */
  record Deed(long atNs, String kind, int peer) {}
}
