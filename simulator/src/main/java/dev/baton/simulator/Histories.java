package dev.baton.simulator;

import dev.baton.core.Epoch;
import dev.baton.core.StateId;
import java.util.Optional;
import java.util.TreeMap;

/** Which states are part of the history of an epoch, by what each new host said it resumes from. */
final class Histories {

  private final TreeMap<Epoch, StateId> resumes = new TreeMap<>();

  /** A host of that epoch goes on from that state; the first that says so counts. */
  void began(Epoch epoch, StateId resume) {
    resumes.putIfAbsent(epoch, resume);
  }

  /** The latest epoch that any host began. */
  Optional<Epoch> latest() {
    return resumes.isEmpty() ? Optional.empty() : Optional.of(resumes.lastKey());
  }

  /** Whether a state, or one that follows on it, was there before the epoch's latest state. */
  boolean contains(StateId state, Epoch epoch) {
    Epoch at = epoch;
    long limitTick = Long.MAX_VALUE;
    while (at.isAfter(state.epoch())) {
      StateId resume = resumes.get(at);
      if (resume == null) {
        return false;
      }
      at = resume.epoch();
      limitTick = resume.tick().value();
    }
    return at.equals(state.epoch()) && state.tick().value() <= limitTick;
  }
}
