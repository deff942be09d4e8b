package dev.baton.simulator;

import static dev.baton.simulator.Seen.began;
import static dev.baton.simulator.Seen.epoch;
import static dev.baton.simulator.Seen.hosting;
import static dev.baton.simulator.Seen.shown;
import static dev.baton.simulator.Seen.state;
import static dev.baton.simulator.Seen.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import dev.baton.core.Endpoint;
import dev.baton.core.Evidence;
import dev.baton.core.Hint;
import dev.baton.core.LeaveReason;
import dev.baton.core.Message;
import dev.baton.core.NumberedOperation;
import dev.baton.core.Operation;
import dev.baton.core.PeerId;
import dev.baton.core.Seat;
import dev.baton.core.SessionId;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import dev.baton.core.TableVersion;
import dev.baton.core.Tick;
import dev.baton.core.Voter;
import dev.baton.core.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The checkers that listen to what is said, each fed a history that breaks its rule. */
final class WireCheckersTest {

  private static Seen told(Checker checker) {
    return new Seen(checker).at(1, began(1)).at(2, began(2)).at(3, began(3));
  }

  private static What.Said said(int to, Message message) {
    return new What.Said(to, message);
  }

  private static TableVersion version(int epoch, int number) {
    return new TableVersion(epoch(epoch), number);
  }

  private static Message.Vote vote(int epoch, int candidate, Voter voter, boolean sponsored) {
    return new Message.Vote(
        epoch(epoch),
        new PeerId(candidate),
        voter,
        voter instanceof Witness ? 0 : 1,
        version(1, 4),
        chain(99),
        StateId.NONE,
        StateId.NONE,
        sponsored,
        Bytes.EMPTY);
  }

  private static What.Said votes(int epoch, int candidate, int voter) {
    return said(candidate, vote(epoch, candidate, new PeerId(voter), false));
  }

  private static Digest chain(long value) {
    return new Digest(value, 0, 0, 0);
  }

  private static Message.Announce announce(
      int epoch, int host, TableVersion version, List<NumberedOperation> operations) {
    return new Message.Announce(
        epoch(epoch),
        new PeerId(host),
        state(1, 5),
        List.of(vote(epoch, host, new PeerId(3), false)),
        Optional.empty(),
        version,
        chain(98),
        operations);
  }

  private static Message.Announce announce(int epoch, int host) {
    return announce(epoch, host, version(1, 4), List.of());
  }

  @Test
  void aSecondVoteInAnEpochIsSeen() {
    Seen seen = told(new VotesOnce()).at(3, votes(2, 1, 3)).at(3, votes(2, 1, 3));
    seen.at(3, votes(3, 2, 3)).at(2, votes(2, 2, 2));
    assertThat(seen.complaints()).isEmpty();
    assertThat(seen.at(3, votes(2, 2, 3)).complaints()).hasSize(1);
  }

  @Test
  void aVoteForAnotherByOneWhoBecomesHostItselfIsSeen() {
    Seen seen = told(new VotesOnce()).at(3, votes(2, 1, 3)).at(1, hosting(2, 1, state(1, 5)));
    assertThat(seen.complaints()).isEmpty();
    assertThat(seen.at(3, hosting(2, 3, state(1, 5))).complaints()).hasSize(1);
  }

  @Test
  void aWitnessThatVotesTwiceIsSeen() {
    Seen seen = told(new VotesOnce());
    seen.world(said(1, vote(2, 1, Witness.WITNESS, false)));
    seen.world(said(2, vote(3, 2, Witness.WITNESS, false)));
    assertThat(seen.complaints()).isEmpty();
    seen.world(said(2, vote(2, 2, Witness.WITNESS, false)));
    assertThat(seen.complaints()).hasSize(1);
  }

  @Test
  void aWitnessMayVoteAgainOnceItsCandidateHasWithdrawn() {
    Seen seen = withdrawnByItsCandidate(1).world(said(2, vote(2, 2, Witness.WITNESS, false)));
    assertThat(seen.complaints()).isEmpty();
    seen.world(said(3, vote(2, 3, Witness.WITNESS, false)));
    assertThat(seen.complaints()).as("a third").hasSize(1);
    Seen other = withdrawnByItsCandidate(3).world(said(2, vote(2, 2, Witness.WITNESS, false)));
    assertThat(other.complaints()).as("another's claim was withdrawn").hasSize(1);
  }

  @Test
  void whatAWitnessSaysOfAWithdrawnClaimOnceMoreIsNoVote() {
    for (boolean sponsored : List.of(false, true)) {
      Seen seen = withdrawnByItsCandidate(1);
      seen.world(said(1, vote(2, 1, Witness.WITNESS, sponsored)));
      seen.world(said(2, vote(2, 2, Witness.WITNESS, false)));
      assertThat(seen.complaints()).isEmpty();
    }
  }

  @Test
  void aHostOfAnEpochThatItHadWithdrawnIsSeen() {
    Seen seen = withdrawnByItsCandidate(1).at(1, hosting(3, 1, state(1, 5)));
    assertThat(seen.complaints()).isEmpty();
    assertThat(seen.at(1, hosting(2, 1, state(1, 5))).complaints()).hasSize(1);
    Message.HandOver handOver = new Message.HandOver(epoch(2), new PeerId(1), new Tick(9));
    Seen sponsored = withdrawnByItsCandidate(1).at(3, said(1, handOver));
    assertThat(sponsored.at(1, hosting(2, 1, state(1, 5))).complaints()).isEmpty();
    Seen anew = withdrawnByItsCandidate(1).at(4, hosting(2, 1, state(1, 5)));
    assertThat(anew.complaints()).as("another process of that player").isEmpty();
  }

  private static Seen withdrawnByItsCandidate(int candidate) {
    Seen seen = told(new VotesOnce()).world(said(1, vote(2, 1, Witness.WITNESS, false)));
    Message over = new Message.ClaimWithdrawn(epoch(2), new PeerId(candidate));
    return seen.at(candidate, said(Sighting.NOBODY, over));
  }

  private static Seen candidate() {
    return told(new HostsElected())
        .at(1, hosting(1, 1, StateId.NONE))
        .at(2, table(1, 4, 99, 1, 2, 3));
  }

  @Test
  void anAnnouncementWithoutAMajorityIsSeen() {
    Seen elected = candidate().at(3, votes(2, 2, 3)).at(2, hosting(2, 2, state(1, 5)));
    assertThat(elected.at(2, said(3, announce(2, 2))).complaints()).isEmpty();
    Seen alone = candidate().at(2, hosting(2, 2, state(1, 5)));
    assertThat(alone.at(2, said(3, announce(2, 2))).complaints()).hasSize(1);
  }

  @Test
  void whoIsLetInLaterWasNoVoter() {
    Seen seen = told(new HostsElected()).at(1, hosting(1, 1, StateId.NONE));
    seen.at(2, table(1, 4, 99, 2)).at(2, hosting(2, 2, state(1, 5)));
    seen.at(2, table(2, 5, 98, 2, 3)).at(2, said(3, announce(2, 2)));
    assertThat(seen.complaints()).isEmpty();
  }

  @Test
  void aVoteForAnotherOrAnotherEpochCountsForNobodyElse() {
    Seen seen = candidate().at(3, votes(2, 1, 3)).at(3, votes(3, 2, 3));
    seen.at(2, hosting(2, 2, state(1, 5))).at(2, said(3, announce(2, 2)));
    assertThat(seen.complaints()).hasSize(1);
  }

  @Test
  void aHostThatDidNotBecomeOneAndIsFollowedIsSeen() {
    Seen seen = candidate().at(2, hosting(2, 2, state(1, 5)));
    seen.at(3, new What.Following(epoch(2), new PeerId(2), false));
    assertThat(seen.complaints()).isEmpty();
    seen.at(3, new What.Following(epoch(3), new PeerId(2), false));
    assertThat(seen.complaints()).hasSize(1);
  }

  private static What.Table fitness(int number, boolean third, Integer... succession) {
    List<Seat> seats = new ArrayList<>();
    for (int peer = 1; peer <= 3; peer++) {
      seats.add(described(Seen.seat(peer, peer), Hint.WORST.withCanHost(peer != 3 || third)));
    }
    TableSnapshot any = Seen.tableOf(version(1, number), number, seats);
    List<PeerId> order = new ArrayList<>();
    for (int peer : succession) {
      order.add(new PeerId(peer));
    }
    return new What.Table(
        new TableSnapshot(
            any.session(),
            any.number(),
            any.chain(),
            any.peerIdNext(),
            seats,
            order,
            any.rules(),
            any.witnessCounted(),
            any.data()));
  }

  private static Seat described(Seat seat, Hint hint) {
    return new Seat(
        seat.peer(),
        seat.publicKey(),
        seat.name(),
        seat.endpoint(),
        seat.present(),
        seat.joinedAt(),
        seat.attributes(),
        hint);
  }

  @Test
  void aSuccessorThatCannotBeHostIsSeen() {
    Seen seen = told(new FitHosts()).at(1, fitness(3, true, 2)).at(1, fitness(4, true, 2, 3));
    // It was one already when it said so; the order without it is on its way.
    seen.at(1, fitness(5, false, 2, 3)).at(1, fitness(6, false, 2));
    assertThat(seen.complaints()).isEmpty();
    assertThat(seen.at(1, fitness(7, false, 2, 3)).complaints()).hasSize(1);
  }

  private static Message.TableReport report(int epoch) {
    return new Message.TableReport(epoch(epoch), version(epoch, 4), chain(99));
  }

  @Test
  void aTableThatIsAcknowledgedAfterAVoteForALaterEpochIsSeen() {
    Seen seen = told(new PromisesKept()).at(3, said(1, report(1))).at(3, votes(2, 2, 3));
    seen.at(2, said(1, report(1)));
    assertThat(seen.complaints()).isEmpty();
    assertThat(seen.at(3, said(1, report(1))).complaints()).hasSize(1);
  }

  @Test
  void aStateThatIsTakenAfterAVoteForALaterEpochIsSeen() {
    Seen seen = told(new PromisesKept()).at(3, shown(1, 5, 7)).at(3, votes(2, 2, 3));
    assertThat(seen.complaints()).isEmpty();
    assertThat(seen.at(3, shown(1, 6, 7)).complaints()).hasSize(1);
  }

  @Test
  void aHostThatGaveItsVoteAwayGoesOnForItselfAlone() {
    Seen seen = told(new PromisesKept()).at(3, hosting(1, 3, StateId.NONE)).at(3, votes(2, 2, 3));
    assertThat(seen.at(3, shown(1, 6, 7)).complaints()).isEmpty();
    assertThat(seen.at(3, new What.Safe(4, false)).complaints()).hasSize(1);
  }

  @Test
  void aVoteForAHandOverBindsNobodyYet() {
    Seen seen = told(new PromisesKept());
    seen.at(3, said(2, vote(2, 2, new PeerId(3), true))).at(3, shown(1, 6, 7));
    assertThat(seen.complaints()).isEmpty();
  }

  @Test
  void whoFollowsTheNextHostIsBoundNoMore() {
    Seen seen = told(new PromisesKept()).at(3, votes(2, 2, 3));
    seen.at(3, new What.Following(epoch(2), new PeerId(2), false)).at(3, said(2, report(2)));
    seen.at(3, new What.Safe(4, false));
    assertThat(seen.complaints()).isEmpty();
  }

  private static final Message OLD = new Message.Suspect(epoch(1), state(1, 5), Evidence.SILENCE);

  private static Seen follower() {
    return told(new OldEpochsFenced())
        .at(3, table(1, 4, 99, 1, 2, 3))
        .at(3, new What.Following(epoch(2), new PeerId(2), false))
        .later(200);
  }

  @Test
  void anOldEpochThatIsNotFencedIsSeen() {
    Seen fenced = follower().at(3, said(1, announce(2, 2))).at(3, new What.HeardOld(1, OLD));
    assertThat(fenced.complaints()).isEmpty();
    assertThat(fenced.later(200).at(3, new What.HeardOld(1, OLD)).complaints()).hasSize(1);
    assertThat(follower().at(3, new What.HeardOld(1, OLD)).complaints()).hasSize(1);
  }

  @Test
  void whoHasNoProofOrHearsAStrangerNeedNotFence() {
    Seen letIn = follower().at(3, new What.Following(epoch(3), new PeerId(2), true));
    assertThat(letIn.at(3, new What.HeardOld(1, OLD)).complaints()).isEmpty();
    assertThat(follower().at(3, new What.HeardOld(4, OLD)).complaints()).isEmpty();
    Message vote = vote(1, 1, new PeerId(1), false);
    assertThat(follower().at(3, new What.HeardOld(1, vote)).complaints()).isEmpty();
  }

  @Test
  void aSafeInputOfAHostWithoutItsLeaseIsSeen() {
    Seen seen = told(new LeaseKept()).at(1, new What.Isolated(true));
    seen.at(2, new What.Safe(4, false)).at(1, new What.Isolated(false));
    seen.at(1, new What.Safe(4, false)).at(1, new What.Isolated(true));
    assertThat(seen.complaints()).isEmpty();
    assertThat(seen.at(1, new What.Safe(6, false)).complaints()).hasSize(1);
  }

  @Test
  void aSeatThatTheHostAloneKnowsIsSeen() {
    Seen seen = twoSeated().at(3, table(1, 4, 99, 1, 2, 3));
    assertThat(seen.at(3, new What.Seated(new PeerId(3))).complaints()).hasSize(1);
    Seen known = twoSeated().at(2, table(1, 4, 99, 1, 2, 3)).at(3, table(1, 4, 99, 1, 2, 3));
    assertThat(known.at(3, new What.Seated(new PeerId(3))).complaints()).isEmpty();
  }

  @Test
  void aSeatThatOneKnowsWhoIsAboutToComeBackIsKnownEnough() {
    Seen seen = twoSeated().at(2, began(2)).at(3, table(1, 4, 99, 1, 2, 3));
    assertThat(seen.at(3, new What.Seated(new PeerId(3))).complaints()).isEmpty();
  }

  @Test
  void aSeatThatOneKnowsWhoAsksToBeLetInAgainIsKnownEnough() {
    Message hello =
        new Message.Hello(
            epoch(1),
            Message.PROTOCOL_VERSION,
            new SessionId(1, 1),
            Seen.publicKey(2),
            "p",
            new Endpoint("10.0.0.2", 7002),
            Bytes.EMPTY);
    Seen seen = twoSeated().at(2, said(1, hello)).at(3, table(1, 4, 99, 1, 2, 3));
    assertThat(seen.at(3, new What.Seated(new PeerId(3))).complaints()).isEmpty();
  }

  /** The third player joins; the host has seated it. */
  private static Seen twoSeated() {
    return told(new SeatsKnown())
        .at(1, table(1, 3, 97, 1, 2))
        .at(1, new What.Seated(new PeerId(1)))
        .at(2, table(1, 3, 97, 1, 2))
        .at(2, new What.Seated(new PeerId(2)))
        .at(1, table(1, 4, 99, 1, 2, 3));
  }

  @Test
  void aSeatThatIsToldOnceMoreNeedBeKnownToNoMoreOthersThanBefore() {
    Seen seen = twoSeated().at(2, table(1, 4, 99, 1, 2, 3)).at(3, table(1, 4, 99, 1, 2, 3));
    seen.at(3, new What.Seated(new PeerId(3))).at(3, table(1, 5, 98, 1, 2, 3, 4, 5));
    assertThat(seen.at(3, new What.Seated(new PeerId(3))).complaints()).isEmpty();
  }

  private static Message.TableWanted wanted(int number, long chain) {
    return new Message.TableWanted(epoch(1), version(1, number), chain(chain));
  }

  private static Seen log() {
    return told(new LogsReach())
        .at(1, table(1, 3, 97, 1, 2))
        .at(1, table(1, 4, 99, 1, 2, 3))
        .at(1, table(1, 5, 98, 1, 2, 3));
  }

  /** The answer to what a peer wants, and the question, in one step. */
  private static List<String> wholeTable(Seen seen, Message.TableWanted wanted) {
    Message whole = new Message.WholeTable(epoch(1), table(1, 5, 98, 1, 2, 3).table());
    seen.at(1, new What.HeardTable(Sighting.NOBODY, wanted)).at(1, said(2, whole));
    return seen.at(1, new What.HeardTable(2, wanted)).complaints();
  }

  @Test
  void aWholeTableThatWentOutUnaskedIsNoAnswerToWhatIsAskedInTheSameInstant() {
    Message whole = new Message.WholeTable(epoch(1), table(1, 5, 98, 1, 2, 3).table());
    Seen seen = log().at(1, said(2, whole)).later(-1);
    seen.at(1, new What.HeardTable(Sighting.NOBODY, wanted(4, 99))).later(-1);
    assertThat(seen.at(1, new What.HeardTable(2, wanted(4, 99))).complaints()).isEmpty();
  }

  @Test
  void aWholeTableForOneWhomTheLogReachesIsSeen() {
    assertThat(wholeTable(log(), wanted(4, 99))).hasSize(1);
    assertThat(wholeTable(log(), wanted(4, 96))).isEmpty();
    assertThat(log().at(1, new What.HeardTable(2, wanted(4, 99))).complaints()).isEmpty();
  }

  @Test
  void aLogNeedNotReachBeforeTheMinimumOrAWholeTable() {
    Message.TableMinimum minimum = new Message.TableMinimum(epoch(1), 4);
    assertThat(wholeTable(log().at(1, said(2, minimum)), wanted(3, 97))).isEmpty();
    assertThat(wholeTable(log().at(1, said(2, minimum)), wanted(4, 99))).hasSize(1);
    Message whole = new Message.WholeTable(epoch(1), table(1, 5, 98, 1, 2, 3).table());
    Seen replaced = log().at(1, new What.HeardTable(Sighting.NOBODY, whole));
    assertThat(wholeTable(replaced, wanted(4, 99))).isEmpty();
  }

  @Test
  void anAnnouncementWithoutWhatItsOldestVoterLacksIsSeen() {
    Seen seen = log().at(1, hosting(2, 1, state(1, 5)));
    Operation leave = new Operation.Leave(new PeerId(3), LeaveReason.NORMAL, false);
    NumberedOperation lacking = new NumberedOperation(version(1, 5), leave, chain(98));
    seen.at(1, said(3, announce(2, 1, version(1, 5), List.of(lacking))));
    seen.at(2, said(3, announce(2, 1, version(1, 5), List.of())));
    assertThat(seen.complaints()).isEmpty();
    assertThat(seen.at(1, said(3, announce(2, 1, version(1, 5), List.of()))).complaints())
        .hasSize(1);
  }
}
