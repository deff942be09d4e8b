package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 5.2, 5.6: a claim that is given up, and whom it bound. */
class WithdrawnTest extends FourPeers {

  private static final Epoch APART = new Epoch(65_536);

  private void loseTheHostAndClaim() {
    List.of(host, third, fourth).forEach(Node::kill);
    world.runUntil(2_000, () -> second.machine.stage() instanceof Stage.Claiming);
  }

  private List<String> withdrawals(Node by) {
    return world.log.stream()
        .filter(line -> line.contains(by.name + " -> witness ClaimWithdrawn"))
        .toList();
  }

  @Test
  void whoGivesAClaimUpTellsTheWitnessOnce() {
    loseTheHostAndClaim();
    Stage.Claiming claiming = (Stage.Claiming) second.machine.stage();
    world.runUntil(2_000, () -> !(second.machine.stage() instanceof Stage.Claiming));
    assertThat(withdrawals(second))
        .as(world::trace)
        .filteredOn(line -> line.contains("(" + claiming.claimed() + ")"))
        .hasSize(1);
  }

  @Test
  void whoWonKeepsWhatTheWitnessGave() {
    host.kill();
    world.runUntil(5_000, world::healed);
    assertThat(withdrawals(world.host())).as(world::trace).isEmpty();
  }

  @Test
  void whoIsAboutToBecomeHostWithdrawsNothing() {
    third.stop();
    host.kill();
    world.runUntil(2_000, () -> second.machine.stage() instanceof Stage.Completing);
    world.runUntil(2_000, () -> !(second.machine.stage() instanceof Stage.Completing));
    assertThat(second.machine.stage()).as(world::trace).isInstanceOf(Stage.Hosting.class);
    assertThat(withdrawals(second)).as(world::trace).isEmpty();
  }

  @Test
  void aClaimThatIsGivenUpWithoutTheLobbyIsWithdrawnOnceItIsBack() {
    loseTheHostAndClaim();
    second.give(new Input.LobbyClosed());
    world.runUntil(2_000, () -> !(second.machine.stage() instanceof Stage.Claiming));
    assertThat(withdrawals(second)).as(world::trace).isEmpty();
    second.give(new Input.LobbyOpened());
    assertThat(withdrawals(second)).as(world::trace).hasSize(1);
  }

  @Test
  void aVoteOfTheWitnessThatComesTooLateDoesNotCount() {
    loseTheHostAndClaim();
    Stage.Claiming claiming = (Stage.Claiming) second.machine.stage();
    world.runUntil(2_000, () -> !(second.machine.stage() instanceof Stage.Claiming));
    say(third, second, vote(claiming.claimed(), second, third, false));
    second.give(new Input.WitnessSaid(voteOfTheWitness(claiming.claimed(), second)));
    assertThat(second.ignored).contains("vote of the witness for a claim that is over");
  }

  @Test
  void aVoteOfTheWitnessForAHandOverDoesNotCountForAnOrdinaryClaim() {
    loseTheHostAndClaim();
    Stage.Claiming claiming = (Stage.Claiming) second.machine.stage();
    second.give(new Input.WitnessSaid(voteOfTheWitness(claiming.claimed(), second, true)));
    assertThat(second.ignored).contains("vote of the witness for a claim that is over");
  }

  @Test
  void theWitnessIsAskedForARangeOfOthersEvenWhereItIsNoVoter() {
    World small = World.of(3, 87);
    Node voter = small.nodes.get(2);
    Node candidate = small.nodes.get(1);
    small.host().kill();
    candidate.kill();
    small.runUntil(2_000, () -> voter.machine.stage() instanceof Stage.Suspecting);
    TableSnapshot table = voter.table();
    Message.Claim apart =
        new Message.Claim(
            APART,
            candidate.id(),
            table.number(),
            table.chain(),
            new StateId(Epoch.FIRST, new Tick(999)),
            false,
            false);
    say(candidate, voter, apart);
    assertThat(voter.machine.stage()).as(small::trace).isInstanceOf(Stage.Promised.class);
    small.runUntil(5_000, () -> voter.machine.stage() instanceof Stage.Claiming);
    assertThat(small.log)
        .as(small::trace)
        .anyMatch(line -> line.contains("peer3 -> witness Claim (epoch 131072)"));
  }

  private static Message.Vote voteOfTheWitness(Epoch epoch, Node candidate) {
    return voteOfTheWitness(epoch, candidate, false);
  }

  private static Message.Vote voteOfTheWitness(Epoch epoch, Node candidate, boolean sponsored) {
    return new Message.Vote(
        epoch,
        candidate.id(),
        Witness.WITNESS,
        0,
        candidate.table().number(),
        candidate.table().chain(),
        StateId.NONE,
        StateId.NONE,
        sponsored,
        Bytes.EMPTY);
  }

  /** In that range those who count others out may have a host, who counts on. */
  @Test
  void whoIsPromisedToARangeOfOthersClaimsTheNextOne() {
    Memory memory = memory();
    ClaimedEpochs epochs = new ClaimedEpochs(memory);
    assertThat(epochs.next(null)).isEqualTo(NEXT);
    assertThat(epochs.next(new Ballot(THIRD))).as("votes came unasked").isEqualTo(THIRD);
    assertThat(epochs.next(new Ballot(APART))).as("they count others out").isEqualTo(NEXT);
    memory.promised = APART;
    assertThat(epochs.next(null)).isEqualTo(new Epoch(2 * 65_536));
    epochs.claimed(new Epoch(2 * 65_536));
    assertThat(epochs.next(null)).isEqualTo(new Epoch(3 * 65_536));
    memory.epoch = APART;
    assertThat(epochs.next(null)).as("of that range itself").isEqualTo(new Epoch(65_537));
  }

  @Test
  void noEpochIsClaimedTwice() {
    Memory memory = memory();
    ClaimedEpochs epochs = new ClaimedEpochs(memory);
    epochs.claimed(NEXT);
    assertThat(epochs.next(null)).isEqualTo(THIRD);
    assertThat(epochs.next(new Ballot(NEXT))).as("voted for anew").isEqualTo(THIRD);
    epochs.claimed(APART);
    assertThat(epochs.nextApart()).isEqualTo(new Epoch(2 * 65_536));
    assertThat(epochs.next(null)).as("the other range is another count").isEqualTo(THIRD);
  }

  private Memory memory() {
    MachineSettings settings =
        new MachineSettings(
            "peer2", new Endpoint("10.0.0.1", 7002), Timing.DEFAULT, new OldestFirst());
    return new Memory(settings, new TestCredentials("peer2"));
  }
}
