package dev.baton.simulator;

import static dev.baton.simulator.Seen.applied;
import static dev.baton.simulator.Seen.began;
import static dev.baton.simulator.Seen.epoch;
import static dev.baton.simulator.Seen.hosting;
import static dev.baton.simulator.Seen.key;
import static dev.baton.simulator.Seen.shown;
import static dev.baton.simulator.Seen.state;
import static dev.baton.simulator.Seen.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Bytes;
import dev.baton.core.EndReason;
import dev.baton.core.PeerId;
import dev.baton.core.Seat;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import dev.baton.core.TableVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each checker is fed a history that breaks its property, and one beside it that does not. */
final class CheckersTest {

  private static Seen told(Checker checker) {
    return new Seen(checker).at(1, began(1)).at(2, began(2)).at(3, began(3));
  }

  @Test
  void twoHostsOfOneEpochAreSeen() {
    Seen seen = told(new OneHost()).at(1, hosting(2, 1, state(1, 5)));
    assertThat(seen.complaints()).isEmpty();
    assertThat(seen.at(2, hosting(2, 2, state(1, 5))).complaints()).hasSize(1);
  }

  @Test
  void aLobbyThatNamesAnotherHostIsSeen() {
    Seen seen = told(new OneHost()).at(1, hosting(2, 1, state(1, 5)));
    seen.world(new What.LobbyNamed(epoch(2), key(1)));
    assertThat(seen.complaints()).isEmpty();
    assertThat(seen.world(new What.LobbyNamed(epoch(2), key(2))).complaints()).hasSize(1);
  }

  @Test
  void anEpochThatGoesDownIsSeen() {
    Seen seen = told(new EpochsRise()).at(1, new What.Obeys(epoch(3)));
    seen.at(2, new What.Obeys(epoch(2)));
    assertThat(seen.complaints()).isEmpty();
    assertThat(seen.at(1, new What.Obeys(epoch(2))).complaints()).hasSize(1);
  }

  @Test
  void aStateOfAnOlderHostIsSeenUnlessItSurvived() {
    Seen seen = told(new StatesSurvive()).at(1, hosting(1, 1, StateId.NONE));
    seen.at(2, hosting(2, 2, state(1, 5))).at(3, new What.Obeys(epoch(2)));
    assertThat(seen.at(3, shown(1, 5, 7)).complaints()).isEmpty();
    assertThat(seen.at(3, shown(1, 6, 7)).complaints()).hasSize(1);
  }

  @Test
  void aTickBackwardsIsSeenUnlessItWasAnnounced() {
    Seen seen = told(new TicksForward()).at(3, shown(1, 6, 7)).at(3, new What.Rewound(6, 4));
    assertThat(seen.at(3, shown(2, 5, 7)).complaints()).isEmpty();
    assertThat(seen.at(3, shown(2, 3, 7)).complaints()).hasSize(1);
  }

  @Test
  void aRewindThatGoesForwardIsSeen() {
    Seen seen = told(new TicksForward()).at(3, shown(1, 6, 7)).at(3, new What.Rewound(6, 6));
    assertThat(seen.complaints()).hasSize(1);
  }

  @Test
  void twoTablesOfOneVersionAreSeen() {
    Seen seen = told(new OneTable()).at(1, table(1, 4, 99)).at(2, table(2, 4, 98));
    assertThat(seen.complaints()).isEmpty();
    assertThat(seen.at(2, table(1, 4, 98)).complaints()).hasSize(1);
  }

  @Test
  void twoStatesOfOneTickAreSeen() {
    Seen seen = told(new OneState()).at(1, shown(1, 6, 7)).at(2, shown(1, 7, 8));
    seen.at(2, new What.Shown(state(1, 6), false, 8));
    assertThat(seen.complaints()).isEmpty();
    assertThat(seen.at(2, shown(1, 6, 8)).complaints()).hasSize(1);
  }

  @Test
  void anInputThatIsAppliedTwiceAlongOneHistoryIsSeen() {
    Seen seen = told(new InputsOnce()).at(1, hosting(1, 1, StateId.NONE));
    seen.at(1, applied(1, 5, 3, 1)).at(1, applied(1, 6, 3, 2));
    seen.at(2, hosting(2, 2, state(1, 5))).at(2, applied(2, 6, 3, 2));
    assertThat(seen.complaints()).isEmpty();
    assertThat(seen.at(2, applied(2, 7, 3, 2)).complaints()).hasSize(1);
  }

  @Test
  void anInputOfASurvivingStateThatIsAppliedAgainIsSeen() {
    Seen seen = told(new InputsOnce()).at(1, hosting(1, 1, StateId.NONE));
    seen.at(1, applied(1, 5, 3, 1)).at(2, hosting(2, 2, state(1, 5)));
    assertThat(seen.at(2, applied(2, 6, 3, 1)).complaints()).hasSize(1);
  }

  private static Seen safeInput() {
    return safeInput(false);
  }

  private static Seen safeInput(boolean uncovered) {
    return told(new SafeSurvives())
        .at(1, hosting(1, 1, StateId.NONE))
        .at(3, new What.Seated(new PeerId(3)))
        .at(3, table(1, 4, 99, 1, 2, 3))
        .at(3, new What.Submitted(1, 1))
        .at(1, applied(1, 5, 3, 1))
        .at(3, new What.Safe(1, uncovered));
  }

  @Test
  void aSafeInputThatIsLostWithTheHostAloneIsSeen() {
    assertThat(safeInput().at(2, hosting(2, 2, state(1, 5), 1)).complaints()).isEmpty();
    assertThat(safeInput().at(2, hosting(2, 2, state(1, 4), 1)).complaints()).hasSize(1);
  }

  @Test
  void aSafeInputMayBeLostWithMoreThanTheDurabilityCovers() {
    assertThat(safeInput().at(3, hosting(2, 3, state(1, 4), 1, 2)).complaints()).isEmpty();
  }

  @Test
  void aSafeInputMayBeLostWithASecondHostBeforeItIsHeldAnew() {
    Seen seen = safeInput().at(2, hosting(2, 2, state(1, 5), 1));
    assertThat(seen.at(3, hosting(3, 3, state(1, 4), 2)).complaints()).isEmpty();
  }

  @Test
  void aSafeInputThatIsHeldAnewIsNotLostWithASecondHost() {
    Seen seen = safeInput().at(2, hosting(2, 2, state(1, 5), 1)).at(3, new What.Submitted(2, 2));
    seen.at(2, applied(2, 6, 3, 2)).at(3, new What.Safe(2, false));
    assertThat(seen.at(3, hosting(3, 3, state(1, 4), 2)).complaints()).hasSize(1);
  }

  @Test
  void aSafeInputThatNoStandbyCoversMayBeLostWithItsHostsTimeAsHost() {
    assertThat(safeInput(true).at(2, hosting(2, 2, state(1, 4))).complaints()).isEmpty();
    assertThat(safeInput(true).at(1, hosting(2, 1, state(1, 4))).complaints()).hasSize(1);
  }

  @Test
  void aSafeInputMayBeLostWithThoseWhoWereCountedOut() {
    Seen seen = safeInput().at(3, new What.CountedOut(Seen.epoch(2), List.of(1, 2)));
    assertThat(seen.at(3, hosting(2, 3, state(1, 4))).complaints()).isEmpty();
    Seen other = safeInput().at(3, new What.CountedOut(Seen.epoch(3), List.of(1, 2)));
    assertThat(other.at(3, hosting(2, 3, state(1, 4))).complaints()).hasSize(1);
  }

  @Test
  void aSafeInputMayBeLostWithOneThatWasAStandbyUntilThen() {
    Seen seen = told(new SafeSurvives()).at(1, hosting(1, 1, StateId.NONE));
    seen.at(3, new What.Seated(new PeerId(3))).at(3, table(1, 5, 98, 1, 3));
    seen.at(3, new What.Submitted(1, 1)).at(1, table(1, 4, 99, 1, 2, 3));
    seen.at(1, applied(1, 5, 3, 1)).at(1, table(1, 5, 98, 1, 3)).at(3, new What.Safe(1, false));
    assertThat(seen.at(3, hosting(2, 3, state(1, 4), 1, 2)).complaints()).isEmpty();
  }

  @Test
  void aSafeInputMayBeLostWithTheHostThatMadeItAndItsSuccessor() {
    Seen seen = safeInputOfAHandOver().at(2, new What.CountedOut(Seen.epoch(3), List.of(1, 2)));
    assertThat(seen.at(3, hosting(3, 3, state(1, 4))).complaints()).isEmpty();
    Seen other = safeInputOfAHandOver();
    assertThat(other.at(3, hosting(3, 3, state(1, 4), 2)).complaints()).hasSize(1);
  }

  private static Seen safeInputOfAHandOver() {
    Seen seen = told(new SafeSurvives()).at(1, hosting(1, 1, StateId.NONE));
    seen.at(3, new What.Seated(new PeerId(3))).at(3, table(1, 4, 99, 2, 3));
    seen.at(3, new What.Submitted(1, 1)).at(1, applied(1, 5, 3, 1));
    return seen.at(2, hosting(2, 2, state(1, 5))).at(3, new What.Safe(1, false));
  }

  @Test
  void aSafeInputThatIsToldAfterItsHostIsLostIsCoveredByTheNextHostAlone() {
    Seen seen = safeInput().at(3, new What.Submitted(2, 2)).at(1, applied(1, 6, 3, 2));
    seen.at(2, hosting(2, 2, state(1, 6), 1)).at(3, new What.Safe(2, false));
    assertThat(seen.at(3, hosting(3, 3, state(1, 4), 1, 2)).complaints()).isEmpty();
  }

  @Test
  void whatIsToldAfterALaterHostHasDiedUnknownIsNotOfItsHistory() {
    Seen seen = safeInput().at(2, hosting(5, 2, state(1, 4)));
    seen.at(3, new What.Submitted(2, 2)).at(1, applied(1, 6, 3, 2));
    Seen dead = seen.at(2, new What.Gone());
    int before = dead.complaints().size();
    assertThat(dead.at(3, new What.Safe(2, false)).complaints()).hasSize(before);
  }

  @Test
  void whatIsToldAfterItWasLostWithALaterHostThatIsDeadMayBeLost() {
    assertThat(toldAfterALaterHostHasDied().at(3, hosting(3, 3, state(2, 7), 4)).complaints())
        .isEmpty();
    assertThat(toldAfterALaterHostHasDied().at(3, hosting(3, 3, state(1, 5), 4)).complaints())
        .as("not of the dead host's history")
        .hasSize(1);
  }

  private static Seen toldAfterALaterHostHasDied() {
    Seen seen = safeInput().at(3, new What.Submitted(2, 2)).at(1, applied(1, 6, 3, 2));
    seen.at(4, hosting(2, 4, state(1, 5), 1, 2)).at(4, new What.Gone());
    return seen.at(3, new What.Safe(2, false));
  }

  @Test
  void whoIsStartedAnewBeforeASafeInputIsToldHoldsItNoMore() {
    assertThat(toldAfterItsHostIsStartedAnew(2).complaints()).isEmpty();
    assertThat(toldAfterItsHostIsStartedAnew().complaints()).as("its standby lives").hasSize(1);
  }

  @Test
  void aStandbyThatIsStartedAnewBeforeASafeInputIsToldMayHoldItAgain() {
    Seen seen = safeInput().at(3, new What.Submitted(2, 2)).at(1, applied(1, 6, 3, 2));
    seen.at(2, began(2)).at(3, new What.Safe(2, false));
    assertThat(seen.at(3, hosting(2, 3, state(1, 5), 1)).complaints()).hasSize(1);
  }

  private static Seen toldAfterItsHostIsStartedAnew(Integer... lost) {
    Seen seen = safeInput().at(3, new What.Submitted(2, 2)).at(1, applied(1, 6, 3, 2));
    seen.at(1, began(1)).at(4, hosting(2, 4, state(1, 5), lost));
    return seen.at(3, new What.Safe(2, false));
  }

  @Test
  void aSafeInputIsCoveredByNoMoreStandbysThanItsHostHasWhenItIsTold() {
    assertThat(toldByAHostWithStandbys(List.of(2)).complaints()).isEmpty();
    assertThat(toldByAHostWithStandbys(List.of(2, 4)).complaints()).hasSize(1);
  }

  /** Safe with two copies, for one whose table names two standbys; the host and one of them die. */
  private static Seen toldByAHostWithStandbys(List<Integer> standbys) {
    Seen seen = told(new SafeSurvives()).at(1, hosting(1, 1, StateId.NONE));
    seen.at(2, began(2)).at(4, began(4)).at(3, new What.Seated(new PeerId(3)));
    seen.at(3, twoCopies(4, List.of(2, 4))).at(3, new What.Submitted(1, 1));
    seen.at(1, applied(1, 5, 3, 1)).at(1, twoCopies(5, standbys)).at(3, new What.Safe(1, false));
    return seen.at(3, hosting(2, 3, state(1, 4), 1, 2));
  }

  private static What.Table twoCopies(int version, List<Integer> standbys) {
    TableVersion number = new TableVersion(epoch(1), version);
    List<Seat> seats = IntStream.rangeClosed(1, 4).mapToObj(it -> Seen.seat(it, it)).toList();
    List<PeerId> order = standbys.stream().map(PeerId::new).toList();
    Setup setup = new Setup(2, 20, 1_000, 2, 2, true, false, 0, 0, 100, 0, Air.FINE, false);
    TableSnapshot one = Seen.tableOf(number, version, seats);
    return new What.Table(
        new TableSnapshot(
            one.session(),
            number,
            one.chain(),
            one.peerIdNext(),
            seats,
            order,
            setup.rules(Optional.empty()),
            false,
            Bytes.EMPTY));
  }

  @Test
  void aStandbyThatHasLeftHoldsNothingAnyMore() {
    Seen seen = safeInput().at(2, new What.Over(EndReason.LEFT));
    assertThat(seen.at(3, hosting(2, 3, state(1, 4), 1)).complaints()).isEmpty();
  }

  @Test
  void aRestartedStandbyHoldsNothingAnyMore() {
    Seen seen = safeInput().at(2, began(2)).at(3, hosting(2, 3, state(1, 4), 1));
    assertThat(seen.complaints()).isEmpty();
  }

  @Test
  void anInputThatIsReportedSafeAndWasNeverAppliedIsSeen() {
    Seen seen = safeInput().at(3, new What.Submitted(2, 2)).at(3, new What.Safe(2, false));
    assertThat(seen.complaints()).hasSize(1);
  }

  @Test
  void aSafeInputThatWasReplacedByAnotherIsSeen() {
    Seen seen = safeInput().at(3, new What.Submitted(2, 77)).at(1, applied(1, 6, 3, 2));
    assertThat(seen.at(3, new What.Safe(2, false)).complaints()).hasSize(1);
  }

  private static Seen begun(Checker checker) {
    return told(checker).at(1, hosting(1, 1, StateId.NONE));
  }

  private static What.Befalls cutOff(int player, int host) {
    return new What.Befalls(
        new Fault.Cut(Who.HOST, Who.peer(player), false, 1_000), List.of(host, player), host);
  }

  @Test
  void aMigrationThatALonePeerCausesIsSeen() {
    Seen seen = begun(new LoneLoss()).world(cutOff(2, 1)).at(3, hosting(2, 3, state(1, 4)));
    assertThat(seen.complaints()).hasSize(1);
  }

  @Test
  void aHostThatIsElectedAgainHasNotMigrated() {
    Seen seen = begun(new LoneLoss()).world(cutOff(2, 1)).at(1, hosting(2, 1, state(1, 4)));
    assertThat(seen.complaints()).isEmpty();
  }

  @Test
  void aMigrationIsDueWhenTwoPeersLoseTheHost() {
    Seen seen = begun(new LoneLoss()).world(cutOff(2, 1)).world(cutOff(3, 1));
    assertThat(seen.at(3, hosting(2, 3, state(1, 4))).complaints()).isEmpty();
  }

  @Test
  void aMigrationIsDueWhenTheHostIsKilled() {
    What.Befalls killed = new What.Befalls(new Fault.Kill(Who.HOST), List.of(1), 1);
    Seen seen = begun(new LoneLoss()).world(killed);
    assertThat(seen.at(3, hosting(2, 3, state(1, 4))).complaints()).isEmpty();
  }

  @Test
  void aNumberThatIsGivenToAnotherKeyIsSeen() {
    Seen seen = told(new SeatsKept()).at(1, table(1, 4, 99, 1, 2)).at(2, table(1, 4, 99, 1, 2));
    TableVersion number = new TableVersion(epoch(2), 5);
    What.Table other =
        new What.Table(Seen.tableOf(number, 98, List.of(Seen.seat(1, 1), Seen.seat(2, 3))));
    assertThat(seen.complaints()).isEmpty();
    assertThat(seen.at(1, other).complaints()).isEmpty();
    assertThat(seen.at(3, other).complaints()).hasSize(1);
  }

  @Test
  void aNumberThatAHostGaveInItsOwnTableAloneIsFree() {
    Seen seen = told(new SeatsKept()).at(1, table(1, 4, 99, 1, 2)).at(1, table(1, 5, 98, 1, 2));
    TableVersion number = new TableVersion(epoch(2), 5);
    What.Table other =
        new What.Table(Seen.tableOf(number, 98, List.of(Seen.seat(1, 1), Seen.seat(2, 3))));
    assertThat(seen.at(2, other).at(3, other).complaints()).isEmpty();
  }

  @Test
  void aNumberThatFewKnewIsFreeUnlessItsPlayerWasToldOfIt() {
    What.Table other = seatedInFour(5);
    Seen few = heardByTwoOfFour();
    assertThat(few.at(3, other).at(1, other).at(5, other).complaints()).isEmpty();
    Seen told = heardByTwoOfFour().at(4, began(4)).at(4, new What.Seated(new PeerId(4)));
    assertThat(told.at(3, other).at(1, other).at(5, other).complaints()).hasSize(1);
  }

  private static Seen heardByTwoOfFour() {
    return told(new SeatsKept()).at(1, seatedInFour(4)).at(2, seatedInFour(4));
  }

  /** A table of four in which number 4 belongs to that player. */
  private static What.Table seatedInFour(int player) {
    List<Seat> seats =
        List.of(Seen.seat(1, 1), Seen.seat(2, 2), Seen.seat(3, 3), Seen.seat(4, player));
    return new What.Table(Seen.tableOf(new TableVersion(epoch(player), 5), 98, seats));
  }

  @Test
  void aKeyWithTwoSeatsIsSeen() {
    TableVersion number = new TableVersion(epoch(1), 5);
    What.Table twice =
        new What.Table(Seen.tableOf(number, 98, List.of(Seen.seat(1, 1), Seen.seat(2, 1))));
    assertThat(told(new SeatsKept()).at(1, twice).complaints()).hasSize(1);
  }

  @Test
  void whatBreaksIsSeen() {
    assertThat(told(new NothingBreaks()).at(1, new What.Broke("x")).complaints()).hasSize(1);
    assertThat(told(new NothingBreaks()).at(1, new What.GameWrong("x")).complaints()).hasSize(1);
    Seen sized = told(new NothingBreaks()).at(1, new What.Size("log", 10, 10));
    assertThat(sized.complaints()).isEmpty();
    assertThat(sized.at(1, new What.Size("log", 11, 10)).complaints()).hasSize(1);
  }

  @Test
  void aSessionThatDoesNotSettleIsSeen() {
    Seen seen = told(new EverybodySettles()).world(new What.Settled(true, ""));
    assertThat(seen.complaints()).isEmpty();
    assertThat(seen.world(new What.Settled(false, "two hosts")).complaints()).hasSize(1);
  }

  @Test
  void whoIsGivenUpLongAfterTheFaultsWhileOthersPlayIsSeen() {
    What.Befalls part =
        new What.Befalls(new Fault.Part(List.of(Who.peer(2)), false, 1_000), List.of(2), 1);
    What.Over over = new What.Over(EndReason.NO_MAJORITY);
    Seen soon = told(new NobodyGivenUp()).at(1, part).later(8_900);
    assertThat(soon.at(3, new What.Safe(1, false)).at(2, over).complaints()).isEmpty();
    Seen alone = told(new NobodyGivenUp()).at(1, part).at(3, new What.Safe(1, false));
    assertThat(alone.later(9_100).at(2, over).complaints()).isEmpty();
    Seen ahead = told(new NobodyGivenUp()).at(1, part).at(2, new What.Obeys(epoch(65_536)));
    ahead.later(9_100).at(3, new What.Safe(1, false)).at(2, over);
    assertThat(ahead.complaints()).isEmpty();
    Seen late = told(new NobodyGivenUp()).at(1, part).later(9_100);
    assertThat(late.at(3, new What.Safe(1, false)).at(2, over).complaints()).hasSize(1);
  }

  private static What.Befalls befalls(Fault fault) {
    return new What.Befalls(fault, List.of(1), 1);
  }

  /** Three players, of whom the first is lost, and the second is told that there is no majority. */
  private static List<String> afterALoss(Fault fault, long ms, boolean lastIsThere) {
    Seen seen = told(new MajorityGoesOn());
    for (int player = 1; player <= 3; player++) {
      seen.at(player, began(player)).at(player, new What.Seated(new PeerId(player)));
    }
    seen.at(2, table(1, 5, 98, 1, 2, 3)).at(3, shown(1, 7, 77));
    seen.at(1, new What.Gone()).world(befalls(fault));
    if (!lastIsThere) {
      seen.at(3, new What.Gone());
    }
    return seen.later(ms).at(2, new What.Over(EndReason.NO_MAJORITY)).complaints();
  }

  @Test
  void aMajorityThatIsToldThatThereIsNoneIsSeen() {
    Fault kill = new Fault.Kill(Who.peer(1));
    assertThat(afterALoss(kill, 9_000, true)).hasSize(1);
    assertThat(afterALoss(kill, 9_000, false)).as("it is none").isEmpty();
    assertThat(afterALoss(kill, 5_000, true)).as("a moment ago").isEmpty();
    assertThat(afterALoss(new Fault.Join(), 9_000, true)).as("who came just then").isEmpty();
  }

  @Test
  void withoutALobbyNobodyFindsThoseWhoCameWhileItWasOutOfReach() {
    assertThat(givenUpBy(1, 2).complaints()).as("whom it does not know").isEmpty();
    assertThat(givenUpBy(1, 2, 3).complaints()).as("whom it knows").hasSize(1);
    Seen named = told(new NobodyGivenUp()).world(new What.LobbyNamed(epoch(2), Seen.key(3)));
    assertThat(givenUp(named, 1, 2).complaints()).as("whom the lobby names").hasSize(1);
  }

  private static Seen givenUpBy(Integer... seated) {
    return givenUp(told(new NobodyGivenUp()), seated);
  }

  /** Player 2 is told that there is no majority, while player 3 plays. */
  private static Seen givenUp(Seen seen, Integer... seated) {
    seen.at(3, began(3)).at(2, table(1, 5, 98, seated)).later(9_100);
    return seen.at(3, new What.Safe(1, false)).at(2, new What.Over(EndReason.NO_MAJORITY));
  }

  @Test
  void eachCheckerNamesItsProperty() {
    assertThat(Optional.of(new OneHost().property())).hasValue("one host an epoch");
  }
}
