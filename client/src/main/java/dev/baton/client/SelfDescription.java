package dev.baton.client;

import dev.baton.core.Bytes;
import dev.baton.core.Hint;
import dev.baton.core.Input;
import dev.baton.core.Reachability;
import dev.baton.core.Tick;
import dev.baton.transport.Link;
import java.time.Duration;
import java.util.Optional;

/**
 * What this peer would be like as host, told anew when it has changed in a way that matters, at
 * most once a second. Confined to the driver's thread.
 *
 * <p>Source: PROTOCOL.md 3.
 */
final class SelfDescription {

  private static final long GAP_NS = 1_000_000_000;

  /** A round trip that changed by less than this is the same. */
  private static final int RTT_CHANGE_US_MIN = 5_000;

  /** The processor's load swings more than any other measure. */
  private static final int HEADROOM_CHANGE_PERCENT = 20;

  /** What the latest second weighs in the load. */
  private static final double LATEST_WEIGHT = 0.2;

  private final LinkMeasures measures;
  private Bytes attributes = Bytes.EMPTY;
  private Hint told = Hint.WORST;
  private Bytes toldAttributes = Bytes.EMPTY;
  private boolean allowed = true;
  private long toldNs;
  private boolean toldOnce;

  /** Whether it was told at least once that this peer can be host, which others wait for. */
  private boolean toldAble;

  private Duration cpuBefore = Duration.ZERO;
  private long cpuBeforeNs;
  private double busyShare;
  private int headroomPercent = 100;

  SelfDescription(LinkMeasures measures) {
    this.measures = measures;
  }

  void canHost(boolean value) {
    allowed = value;
  }

  void describe(Bytes newAttributes) {
    attributes = newAttributes;
  }

  /** What there is to be told, if anything. */
  Optional<Input.SelfDescribed> due(long nowNs, Iterable<Link> open, Held held) {
    boolean firstAble = !toldAble && allowed && held.state;
    if (toldOnce && nowNs - toldNs < GAP_NS && !firstAble) {
      return Optional.empty();
    }
    Hint now = measure(open, held);
    if (toldOnce && attributes.equals(toldAttributes) && !matters(now)) {
      return Optional.empty();
    }
    toldOnce = true;
    toldAble |= now.canHost();
    toldNs = nowNs;
    told = now;
    toldAttributes = attributes;
    return Optional.of(new Input.SelfDescribed(attributes, now));
  }

  /** What the peer holds and lost so far. */
  record Held(boolean state, Tick tick, int lossPerMille) {}

  /** Measures the processor time of this process; to be called once a second. */
  void measureLoad(long nowNs) {
    Optional<Duration> cpu = ProcessHandle.current().info().totalCpuDuration();
    if (cpu.isPresent()) {
      long elapsedNs = Math.max(1, nowNs - cpuBeforeNs);
      double share = (double) cpu.get().minus(cpuBefore).toNanos() / elapsedNs;
      boolean first = cpuBeforeNs == 0;
      busyShare = first ? 0 : busyShare + LATEST_WEIGHT * (share - busyShare);
      headroomPercent = (int) Math.clamp(Math.round(100 * (1 - busyShare)), 0L, 100L);
      cpuBefore = cpu.get();
      cpuBeforeNs = nowNs;
    }
  }

  private Hint measure(Iterable<Link> open, Held held) {
    int links = 0;
    boolean reached = false;
    for (Link link : open) {
      links++;
      reached |= !link.dialled();
    }
    Reachability reachability =
        reached ? Reachability.OPEN : links > 0 ? Reachability.MODERATE : Reachability.UNKNOWN;
    return new Hint(
        allowed && held.state,
        reachability,
        links,
        measures.meanUs(),
        measures.worstUs(),
        held.lossPerMille,
        0,
        headroomPercent,
        held.tick,
        Hint.WORST.consentWeight());
  }

  private boolean matters(Hint now) {
    return now.canHost() != told.canHost()
        || now.reachability() != told.reachability()
        || now.liveLinks() != told.liveLinks()
        || differs(now.rttMeanUs(), told.rttMeanUs())
        || differs(now.rttWorstUs(), told.rttWorstUs())
        || Math.abs(now.lossPerMille() - told.lossPerMille()) > 10
        || Math.abs(now.headroomPercent() - told.headroomPercent()) >= HEADROOM_CHANGE_PERCENT;
  }

  private static boolean differs(int nowUs, int toldUs) {
    int change = Math.abs(nowUs - toldUs);
    return change > RTT_CHANGE_US_MIN && change > toldUs / 4;
  }
}
