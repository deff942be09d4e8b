package dev.baton.replication;

import static dev.baton.replication.Samples.HOST;
import static dev.baton.replication.Samples.OTHER;
import static dev.baton.replication.Samples.PEER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Durability;
import dev.baton.core.PeerId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SafeTrackerTest {

  private final GrowingBytes bytes = new GrowingBytes(64);
  private final SafeTracker tracker = new SafeTracker(new Durability.Standby(1), 1, 0);

  private static List<Receiver> standbys(PeerId... peers) {
    return Stream.of(peers).map(peer -> new Receiver(peer, Scope.COMPLETE)).toList();
  }

  @Test
  void aStandbyThatNoMajorityKnowsOfMakesNothingSafe() {
    tracker.standbys(
        List.of(
            new Receiver(PEER, Scope.COMPLETE, true), new Receiver(OTHER, Scope.COMPLETE, false)),
        0);
    tracker.noteHeld(PEER, image(1, 5));
    tracker.noteHeld(OTHER, image(1, 7));
    tracker.update(image(1, 9));
    assertThat(tracker.safeTick()).isEqualTo(5);

    tracker.standbys(standbys(PEER, OTHER), 0);
    tracker.update(image(1, 9));
    assertThat(tracker.safeTick()).isEqualTo(7);
  }

  @Test
  void whileTheOnlyStandbyDoesNotCountNothingIsSafe() {
    tracker.standbys(List.of(new Receiver(PEER, Scope.COMPLETE, false)), 0);
    tracker.noteHeld(PEER, image(1, 5));
    assertThat(tracker.update(image(1, 9))).isFalse();
    assertThat(tracker.uncovered()).isFalse();
  }

  @Test
  void untilAMajorityKnowsThatTheLastStandbyIsGoneNothingIsSafe() {
    tracker.standbys(standbys(PEER), 0);
    tracker.noteHeld(PEER, image(1, 5));
    tracker.update(image(1, 6));
    tracker.standbys(List.of(), 1);
    assertThat(tracker.update(image(1, 9))).isFalse();
    assertThat(tracker.uncovered()).isFalse();

    tracker.standbys(List.of(), 0);
    assertThat(tracker.update(image(1, 9))).isTrue();
    assertThat(tracker.uncovered()).isTrue();
  }

  @Test
  void moreStandbysThanTheDurabilityAsksForAreNeverNeeded() {
    tracker.standbys(standbys(PEER), 2);
    tracker.noteHeld(PEER, image(1, 5));
    tracker.update(image(1, 6));
    assertThat(tracker.safeTick()).isEqualTo(5);
  }

  @Test
  void theStateThatTheBestInformedStandbyHoldsIsSafe() {
    tracker.standbys(standbys(PEER, OTHER), 0);
    tracker.noteHeld(PEER, image(1, 5));
    tracker.noteHeld(OTHER, image(1, 7));

    assertThat(tracker.update(image(1, 9))).isTrue();
    assertThat(tracker.safeTick()).isEqualTo(7);
  }

  @Test
  void twoCopiesAskForTheSecondBest() {
    SafeTracker two = new SafeTracker(new Durability.Standby(2), 1, 0);
    two.standbys(standbys(HOST, PEER, OTHER), 0);
    two.noteHeld(HOST, image(1, 8));
    two.noteHeld(PEER, image(1, 5));
    two.noteHeld(OTHER, image(1, 7));
    two.update(image(1, 9));

    assertThat(two.safeTick()).isEqualTo(7);
  }

  @Test
  void aLaterEpochCountsAsLaterWhateverItsTick() {
    SafeTracker two = new SafeTracker(new Durability.Standby(2), 1, 0);
    two.standbys(standbys(PEER, OTHER), 0);
    two.noteHeld(PEER, image(2, 5));
    two.noteHeld(OTHER, image(1, 4));
    two.update(image(2, 6));

    assertThat(two.safeEpoch()).isEqualTo(1);
    assertThat(two.safeTick()).isEqualTo(4);
  }

  @Test
  void withFewerStandbysThanAskedForAllOfThemCount() {
    SafeTracker three = new SafeTracker(new Durability.Standby(3), 1, 0);
    three.standbys(standbys(PEER, OTHER), 0);
    three.noteHeld(PEER, image(1, 5));
    three.update(image(1, 9));
    assertThat(three.safeTick()).isZero();

    three.noteHeld(OTHER, image(1, 4));
    three.update(image(1, 9));
    assertThat(three.safeTick()).isEqualTo(4);
    assertThat(three.uncovered()).isFalse();
  }

  @Test
  void withoutAnyStandbyTheLatestStateIsSafeButUncovered() {
    tracker.standbys(standbys(), 0);
    tracker.update(image(1, 9));

    assertThat(tracker.safeTick()).isEqualTo(9);
    assertThat(tracker.uncovered()).isTrue();
  }

  @Test
  void nothingIsSafeBeforeTheStandbysAreKnown() {
    assertThat(tracker.update(image(1, 9))).isFalse();
    assertThat(tracker.uncovered()).isFalse();
  }

  @Test
  void fastTakesTheLatestState() {
    SafeTracker fast = new SafeTracker(new Durability.Fast(), 1, 0);
    fast.standbys(standbys(PEER), 0);
    fast.update(image(1, 9));

    assertThat(fast.safeTick()).isEqualTo(9);
    assertThat(fast.uncovered()).isFalse();
  }

  @Test
  void safeNeverGoesBackWhenStandbysChange() {
    tracker.standbys(standbys(PEER), 0);
    tracker.noteHeld(PEER, image(1, 7));
    tracker.update(image(1, 9));
    tracker.standbys(standbys(OTHER), 0);
    tracker.noteHeld(OTHER, image(1, 3));

    assertThat(tracker.update(image(1, 10))).isFalse();
    assertThat(tracker.safeTick()).isEqualTo(7);
  }

  @Test
  void nothingBecomesSafeWhileSuspended() {
    tracker.standbys(standbys(PEER), 0);
    tracker.suspend(true);
    tracker.noteHeld(PEER, image(1, 7));
    assertThat(tracker.update(image(1, 9))).isFalse();

    tracker.suspend(false);
    assertThat(tracker.update(image(1, 9))).isTrue();
  }

  @Test
  void whatAStandbyHeldBeforeItWasStartedAnewDoesNotCount() {
    tracker.standbys(standbys(PEER), 0);
    tracker.noteHeld(PEER, image(1, 7));
    tracker.forget(PEER);

    assertThat(tracker.update(image(1, 9))).isFalse();
  }

  @Test
  void whatAPeerHoldsThatIsNoStandbyDoesNotCount() {
    tracker.standbys(standbys(PEER), 0);
    tracker.noteHeld(new PeerId(9), image(1, 7));

    assertThat(tracker.update(image(1, 9))).isFalse();
  }

  private StateImage image(int epoch, long tick) {
    bytes.resize(StateImage.headerBytes(0));
    StateImage.putHead(bytes, tick, 0);
    StateImage image = new StateImage(64);
    image.set(Scope.COMPLETE, epoch, bytes, 0);
    return image;
  }
}
