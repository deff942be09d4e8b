package dev.baton.core;

import java.util.Comparator;
import java.util.List;

/**
 * The peer that would make the best host is next; the default.
 *
 * <p>Compared in this order: the player's consent, reachability, the worst round trip in steps of
 * 20 ms, upstream in steps of 1 Mbit/s, headroom in steps of 10 %, then the version of the join,
 * then the PeerId. The steps keep noise from deciding.
 */
public final class Merit implements RankingPolicy {

  private static final int RTT_STEP_US = 20_000;
  private static final int UPSTREAM_STEP_KBPS = 1_000;
  private static final int HEADROOM_STEP_PERCENT = 10;

  private static final Comparator<Seat> BY_MERIT =
      Comparator.comparingInt((Seat seat) -> -seat.hint().consentWeight())
          .thenComparing(seat -> seat.hint().reachability())
          .thenComparingInt(seat -> seat.hint().rttWorstUs() / RTT_STEP_US)
          .thenComparingInt(seat -> -(seat.hint().upstreamKbps() / UPSTREAM_STEP_KBPS))
          .thenComparingInt(seat -> -(seat.hint().headroomPercent() / HEADROOM_STEP_PERCENT));

  private static final Comparator<Seat> ORDER =
      BY_MERIT.thenComparingInt(Seat::joinedAt).thenComparing(Seat::peer);

  @Override
  public List<Seat> rank(List<Seat> candidates) {
    return candidates.stream().sorted(ORDER).toList();
  }

  @Override
  public boolean clearlyBetter(Seat challenger, Seat holder) {
    return BY_MERIT.compare(challenger, holder) < 0;
  }
}
