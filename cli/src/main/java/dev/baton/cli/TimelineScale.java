package dev.baton.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns times into places on a line.
 *
 * @param fromNs the time at the left end
 * @param toNs the time at the right end, later than {@code fromNs}
 * @param left the left end
 * @param right the right end
 */
record TimelineScale(long fromNs, long toNs, double left, double right) {

  /** Where a time is, at the nearest end if it is outside. */
  double x(long atNs) {
    double share = (double) (atNs - fromNs) / (toNs - fromNs);
    return left + Math.clamp(share, 0.0, 1.0) * (right - left);
  }

  boolean holds(long atNs) {
    return atNs >= fromNs && atNs <= toNs;
  }

  /**
   * Round times inside, some {@code wanted} of them.
   *
   * @param zeroNs the time that counts as 0
   */
  List<Long> marks(long zeroNs, int wanted) {
    long stepNs = stepNs(wanted);
    List<Long> marks = new ArrayList<>();
    long first = Math.ceilDiv(fromNs - zeroNs, stepNs) * stepNs;
    for (long mark = first; mark <= toNs - zeroNs; mark += stepNs) {
      marks.add(mark + zeroNs);
    }
    return marks;
  }

  /** 1, 2 or 5 times a power of ten. */
  private long stepNs(int wanted) {
    double least = Math.max(1, (double) (toNs - fromNs) / wanted);
    long power = (long) Math.pow(10, Math.floor(Math.log10(least)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
