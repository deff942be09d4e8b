package dev.baton.replication;

import dev.baton.core.StateId;
import java.util.ArrayDeque;

/**
 * Which epochs this peer followed, and from which tick each of their hosts went on: what it needs
 * to tell how much of what it saw is part of the history that survives.
 *
 * <p>Remembers the last {@value #EPOCHS} epochs; of earlier ones it assumes the worst. Confined to
 * one thread.
 */
final class Lineage {

  private static final int EPOCHS = 16;

  private final ArrayDeque<Followed> followed = new ArrayDeque<>();

  private record Followed(int epoch, long resumeTick) {}

  /** Notes that from now on that epoch is obeyed, whose host went on after {@code resume}. */
  void follow(int epoch, StateId resume) {
    if (followed.size() == EPOCHS) {
      followed.removeFirst();
    }
    followed.addLast(new Followed(epoch, resume.tick().value()));
  }

  /**
   * Whether that epoch was obeyed here, so that what did not survive into it was dropped then, and
   * states of earlier epochs that are still held are part of its history.
   */
  boolean isFollowed(int epoch) {
    return followed.stream().anyMatch(one -> one.epoch == epoch);
  }

  /**
   * The last tick of what was shown that is sure to be part of the history which ends in {@code
   * resume}.
   *
   * @param shownEpoch the epoch of the state that was shown last
   * @param safeTick what is safe survives, whatever else is unknown
   */
  long survivesUpTo(int shownEpoch, StateId resume, long safeTick) {
    int resumeEpoch = resume.epoch().value();
    long resumeTick = resume.tick().value();
    boolean known = shownEpoch == resumeEpoch || isFollowed(resumeEpoch);
    if (!known) {
      return Math.min(resumeTick, safeTick);
    }
    return followed.stream()
        .filter(one -> one.epoch > resumeEpoch && one.epoch <= shownEpoch)
        .mapToLong(Followed::resumeTick)
        .reduce(resumeTick, Math::min);
  }
}
