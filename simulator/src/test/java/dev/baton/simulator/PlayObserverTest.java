package dev.baton.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.EndReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each column of the table, from histories made by hand: 20 ticks a second, players 1 to 3. */
final class PlayObserverTest {

  private final PlayObserver observer = new PlayObserver(20);
  private long nowMs = 10_000;

  private PlayObserverTest() {
    for (int player = 1; player <= 3; player++) {
      see(player, Seen.began(player));
    }
    see(1, Seen.hosting(1, 1, Seen.state(1, 0)));
  }

  private void see(int player, What what) {
    observer.see(new Sighting(nowMs * 1_000_000, player, player, what));
  }

  /** One tick of that host, shown to these players. */
  private void tick(int epoch, long tick, int host, int... others) {
    nowMs += 50;
    see(host, Seen.applied(epoch, tick, host, tick));
    see(host, Seen.shown(epoch, tick, 0));
    for (int other : others) {
      see(other, Seen.shown(epoch, tick, 0));
    }
  }

  private void befalls(Fault fault, Integer... whom) {
    see(Sighting.NOBODY, new What.Befalls(fault, List.of(whom), 1));
  }

  private PlayOutcome end() {
    see(Sighting.NOBODY, new What.Settled(true, ""));
    return observer.outcome();
  }

  @Test
  void anOutageLastsFromTheLastPictureToTheNext() {
    tick(1, 1, 1, 2, 3);
    befalls(new Fault.Kill(Who.HOST), 1);
    see(1, new What.Gone());
    nowMs += 950;
    see(2, Seen.hosting(2, 2, Seen.state(1, 1)));
    tick(2, 2, 2, 3);
    assertThat(end().outagesMs()).containsExactly(1_000, 1_000);
  }

  @Test
  void anOutageThatNeverEndsCountsAsLongerThanAnyOther() {
    tick(1, 1, 1, 2, 3);
    befalls(new Fault.Kill(Who.HOST), 1);
    see(1, new What.Gone());
    see(2, Seen.hosting(2, 2, Seen.state(1, 1)));
    for (int i = 2; i < 80; i++) {
      tick(2, i, 2);
    }
    PlayOutcome outcome = end();
    assertThat(outcome.outagesMs()).containsExactly(50, PlayOutcome.NEVER_MS);
    assertThat(outcome.removedPeers()).isEqualTo(1);
    assertThat(outcome.sessionLost()).isFalse();
  }

  @Test
  void whoDoesNotRunHasNoOutage() {
    tick(1, 1, 1, 2, 3);
    befalls(new Fault.Stop(Who.HOST, 3_000), 1);
    nowMs += 3_000;
    tick(1, 2, 1, 2, 3);
    assertThat(end().outagesMs()).containsExactly(3_050, 3_050);
  }

  @Test
  void playIsTakenBackAsFarAsTheNewHostsStateLiesBack() {
    for (int i = 1; i <= 40; i++) {
      tick(1, i, 1, 2, 3);
    }
    befalls(new Fault.Kill(Who.HOST), 1);
    see(1, new What.Gone());
    see(2, Seen.hosting(2, 2, Seen.state(1, 10)));
    tick(2, 11, 2, 3);
    assertThat(end().rewoundMs()).containsExactly(1_500, 1_500);
  }

  @Test
  void nothingIsTakenBackWhenPlayGoesOnFromTheLastPicture() {
    tick(1, 1, 1, 2, 3);
    befalls(new Fault.Leave(Who.HOST), 1);
    see(1, new What.Gone());
    see(2, Seen.hosting(2, 2, Seen.state(1, 1)));
    tick(2, 2, 2, 3);
    assertThat(end().rewoundMs()).containsExactly(0, 0);
  }

  @Test
  void twoHostsCountWhileBothComputeTicks() {
    tick(1, 1, 1, 2, 3);
    see(2, Seen.hosting(2, 2, Seen.state(1, 1)));
    for (int i = 2; i < 12; i++) {
      tick(2, i, 2, 3);
      tick(1, i, 1);
    }
    assertThat(end().twoHostsMs()).isEqualTo(500);
  }

  @Test
  void aSessionIsLostWhenNobodyPlaysWhoCould() {
    tick(1, 1, 1, 2, 3);
    befalls(new Fault.Kill(Who.HOST), 1);
    see(1, new What.Gone());
    nowMs += 30_000;
    see(2, new What.Over(EndReason.MIGRATION_TIMEOUT));
    see(3, new What.Over(EndReason.MIGRATION_TIMEOUT));
    PlayOutcome outcome = end();
    assertThat(outcome.sessionLost()).isTrue();
    assertThat(outcome.removedPeers()).isZero();
  }

  @Test
  void aSessionThatItsHostEndedIsNotLost() {
    tick(1, 1, 1, 2, 3);
    befalls(new Fault.Terminate());
    nowMs += 30_000;
    assertThat(end().sessionLost()).isFalse();
  }

  @Test
  void whoIsToldThatItIsOverWhileOthersPlayWasRemoved() {
    tick(1, 1, 1, 2, 3);
    see(3, new What.Over(EndReason.HOST_LOST));
    see(3, new What.Gone());
    tick(1, 2, 1, 2);
    assertThat(end().removedPeers()).isEqualTo(1);
  }

  @Test
  void whoLeavesWasNotRemoved() {
    tick(1, 1, 1, 2, 3);
    befalls(new Fault.Leave(Who.peer(3)), 3);
    see(3, new What.Over(EndReason.LEFT));
    see(3, new What.Gone());
    tick(1, 2, 1, 2);
    assertThat(end().removedPeers()).isZero();
  }

  @Test
  void figuresNameTheMedianAndWhatNinetyNineOfAHundredDoNotExceed() {
    PlayFigures figures = new PlayFigures();
    for (int i = 1; i <= 200; i++) {
      figures.add(
          new PlayOutcome(1, List.of(i), List.of(), i == 1, i == 2 ? 7 : 0, i == 3 ? 2 : 0));
    }
    assertThat(figures.outageMs()).isEqualTo(new PlayFigures.Spread(200, 101, 198, 200, 0));
    assertThat(figures.rewoundMs().count()).isZero();
    assertThat(figures.sessionsLost()).isEqualTo(1);
    assertThat(figures.sessionsWithTwoHosts()).isEqualTo(1);
    assertThat(figures.twoHostsMs()).isEqualTo(7);
    assertThat(figures.removedPeers()).isEqualTo(2);
  }
}
