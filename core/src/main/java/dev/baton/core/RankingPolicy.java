package dev.baton.core;

import java.util.List;

/**
 * Computes the succession: a strict total order over the peers that may become host, which ends in
 * the PeerId so that no two are ever equal.
 *
 * <p>Pure: the same seats give the same order on every machine. Source: PROTOCOL.md 3.
 */
public interface RankingPolicy {

  /**
   * Ranks the peers of a session.
   *
   * @param candidates present peers but the host, in order of PeerId
   * @return the same peers, best first
   */
  List<Seat> rank(List<Seat> candidates);

  /**
   * Whether {@code challenger} would make so much better a host than {@code holder} that a standby
   * should be replaced for it, if that lasts.
   */
  boolean clearlyBetter(Seat challenger, Seat holder);
}
