package dev.baton.core;

import java.util.Comparator;
import java.util.List;

/**
 * The peer that has been in the session for longest is next (DirectPlay 8): by the version of the
 * operation by which it joined.
 */
public final class OldestFirst implements RankingPolicy {

  @Override
  public List<Seat> rank(List<Seat> candidates) {
    return candidates.stream()
        .sorted(Comparator.comparingInt(Seat::joinedAt).thenComparing(Seat::peer))
        .toList();
  }

  @Override
  public boolean clearlyBetter(Seat challenger, Seat holder) {
    return challenger.joinedAt() < holder.joinedAt();
  }
}
