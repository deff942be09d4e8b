package dev.baton.replication;

import dev.baton.core.Epoch;
import dev.baton.core.StateId;
import dev.baton.core.Tick;

/**
 * What a peer holds in whichever role: the latest states of both scopes, its own unsafe inputs, and
 * what it knows to be safe. Passes from role to role. Confined to one thread.
 */
final class Holdings {

  private final ReplicationSettings settings;
  private final StateRing complete;
  private final StateRing visible;
  private final InputJournal journal;
  private final StateWriter writer;
  private final Lineage lineage = new Lineage();
  private int safeEpoch = 1;
  private long safeTick;

  Holdings(ReplicationSettings settings) {
    this.settings = settings;
    complete = new StateRing(Scope.COMPLETE, settings.limits());
    visible =
        settings.scopesAreEqual() ? complete : new StateRing(Scope.VISIBLE, settings.limits());
    journal = new InputJournal(settings.limits());
    writer = new StateWriter(settings.limits());
  }

  ReplicationSettings settings() {
    return settings;
  }

  ReplicationLimits limits() {
    return settings.limits();
  }

  /** The states of that scope; one ring for both where scopes are equal. */
  StateRing ring(Scope scope) {
    return scope == Scope.COMPLETE ? complete : visible;
  }

  InputJournal journal() {
    return journal;
  }

  Lineage lineage() {
    return lineage;
  }

  StateWriter writer() {
    return writer;
  }

  int safeEpoch() {
    return safeEpoch;
  }

  long safeTick() {
    return safeTick;
  }

  StateId safe() {
    return new StateId(new Epoch(safeEpoch), new Tick(safeTick));
  }

  void noteSafe(int epoch, long tick) {
    if (epoch > safeEpoch || (epoch == safeEpoch && tick > safeTick)) {
      safeEpoch = epoch;
      safeTick = tick;
    }
  }

  /** The latest state of either scope, or an empty image. */
  StateImage newest() {
    return visible.newest().isAfter(complete.newest()) ? visible.newest() : complete.newest();
  }

  /** Drops from both rings what is not known to be part of the history that ends there. */
  void keepUpTo(StateId resume) {
    boolean keepEarlier = lineage.isFollowed(resume.epoch().value());
    complete.keepUpTo(resume.epoch().value(), resume.tick().value(), keepEarlier);
    visible.keepUpTo(resume.epoch().value(), resume.tick().value(), keepEarlier);
  }

  /** Writes a complete state in bulk for another peer; false when it is not here. */
  boolean writeState(int epoch, StateId wanted, StateSink sink) {
    StateImage image = complete.find(wanted.epoch().value(), wanted.tick().value());
    if (image == null) {
      return false;
    }
    StatePacket fields = writer.fields();
    fields.epoch = Math.max(epoch, image.epochValue());
    fields.uncovered = false;
    fields.safeEpoch = 1;
    fields.safeTick = 0;
    fields.safeSequence = 0;
    writer.encode(image, complete.none());
    writer.writeBulk(sink);
    return true;
  }
}
