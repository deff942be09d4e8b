package dev.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baton.transport.PacketFates.Fate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What chance does to packets, without any clock or socket. */
final class PacketFatesTest {

  private static final int PACKETS = 20_000;
  private static final long GAP_NS = 1_000_000;
  private static final InetSocketAddress TO =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 7);
  private static final InetSocketAddress ELSEWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 8);

  @Test
  void lossAndDuplicationComeAsOftenAsAsked() {
    List<Fate> fates = fates(conditions(0, 0, false, 5, 2, 0));
    assertThat(share(fates.stream().filter(Fate::lost).count())).isCloseTo(5, within(0.5));
    assertThat(share(fates.stream().filter(Fate::doubled).count())).isCloseTo(2, within(0.4));
  }

  @Test
  void nothingHappensToPacketsWithoutConditions() {
    List<Fate> fates = fates(LinkConditions.NONE);
    for (int i = 0; i < fates.size(); i++) {
      assertThat(fates.get(i)).isEqualTo(new Fate(false, false, i * GAP_NS));
    }
  }

  @Test
  void everythingIsLostAtAHundredPercent() {
    assertThat(fates(conditions(0, 0, false, 100, 0, 0))).allMatch(Fate::lost);
  }

  @Test
  void eachSideDelaysByHalfTheRoundTripAndUpToTheJitter() {
    List<Fate> fates = fates(conditions(60, 10, true, 0, 0, 0));
    double meanMs = 0;
    for (int i = 0; i < fates.size(); i++) {
      double ms = (fates.get(i).dueNs() - i * GAP_NS) / 1e6;
      assertThat(ms).isBetween(30.0, 40.0);
      meanMs += ms / PACKETS;
    }
    assertThat(meanMs).isCloseTo(35, within(0.2));
  }

  @Test
  void jitterKeepsTheOrderOfEachDestinationUnlessAllowedNotTo() {
    PacketFates fates = new PacketFates(conditions(60, 20, false, 0, 0, 0));
    long lastNs = Long.MIN_VALUE;
    boolean elsewhereEarlier = false;
    for (int i = 0; i < 1000; i++) {
      long dueNs = fates.next(i * GAP_NS, TO).dueNs();
      assertThat(dueNs).isGreaterThanOrEqualTo(lastNs);
      lastNs = dueNs;
      elsewhereEarlier |= fates.next(i * GAP_NS, ELSEWHERE).dueNs() < lastNs;
    }
    assertThat(elsewhereEarlier).isTrue();
    assertThat(overtakes(fates(conditions(60, 20, true, 0, 0, 0)))).isPositive();
  }

  @Test
  void reorderedPacketsAreOvertakenAsOftenAsAsked() {
    assertThat(share(overtakes(fates(conditions(40, 0, false, 0, 0, 3)))))
        .isCloseTo(3, within(0.5));
  }

  @Test
  void theSameSeedDrawsTheSameFates() {
    LinkConditions conditions = conditions(60, 20, true, 5, 5, 5);
    assertThat(fates(conditions)).isEqualTo(fates(conditions));
  }

  @Test
  void aPacketsFateDoesNotDependOnOtherConditions() {
    List<Fate> withoutJitter = fates(conditions(0, 0, false, 5, 0, 0));
    List<Fate> withJitter = fates(conditions(60, 20, true, 5, 3, 7));
    for (int i = 0; i < PACKETS; i++) {
      assertThat(withJitter.get(i).lost()).isEqualTo(withoutJitter.get(i).lost());
    }
  }

  @Test
  void conditionsOutOfRangeAreRefusedByNameAndValue() {
    assertThatThrownBy(() -> conditions(0, 0, false, 101, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lossPercent must be 0 to 100: 101.0");
    assertThatThrownBy(() -> conditions(0, 0, false, 0, Double.NaN, 0))
        .hasMessage("duplicatePercent must be 0 to 100: NaN");
    assertThatThrownBy(() -> conditions(-1, 0, false, 0, 0, 0))
        .hasMessageStartingWith("rtt must be 0 to 10 s: PT-0.001S");
    assertThatThrownBy(() -> conditions(0, 10_001, false, 0, 0, 0))
        .hasMessageStartingWith("jitter must be 0 to 10 s");
  }

  private static LinkConditions conditions(
      int rttMs, int jitterMs, boolean jitterReorders, double loss, double... others) {
    return new LinkConditions(
        Duration.ofMillis(rttMs),
        Duration.ofMillis(jitterMs),
        jitterReorders,
        loss,
        others[0],
        others[1],
        42);
  }

  private static List<Fate> fates(LinkConditions conditions) {
    PacketFates fates = new PacketFates(conditions);
    List<Fate> drawn = new ArrayList<>();
    for (int i = 0; i < PACKETS; i++) {
      drawn.add(fates.next(i * GAP_NS, TO));
    }
    return drawn;
  }

  private static long overtakes(List<Fate> fates) {
    long count = 0;
    for (int i = 1; i < fates.size(); i++) {
      count += fates.get(i).dueNs() < fates.get(i - 1).dueNs() ? 1 : 0;
    }
    return count;
  }

  private static double share(long count) {
    return count * 100.0 / PACKETS;
  }
}
