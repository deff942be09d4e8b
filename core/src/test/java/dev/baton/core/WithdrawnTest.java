package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 5.3, 5.6: a claim that is given up, and whom it bound. */
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
    second.give(new Input.WitnessSaid(voteOfTheWitness(claiming.claimed(), second)));
    assertThat(second.ignored).contains("vote of the witness for a claim that is over");
  }

  private static Message.Vote voteOfTheWitness(Epoch epoch, Node candidate) {
    return new Message.Vote(
        epoch,
        candidate.id(),
        Witness.WITNESS,
        0,
        candidate.table().number(),
        candidate.table().chain(),
        StateId.NONE,
        StateId.NONE,
        false,
        Bytes.EMPTY);
  }

  /** In that range those who count others out may have a host, who counts on. */
  @Test
  void whoIsPromisedToARangeOfOthersClaimsTheNextOne() {
    Memory memory = memory();
    ClaimedEpochs epochs = new ClaimedEpochs(memory);
    assertThat(epochs.next(null)).isEqualTo(NEXT);
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
    assertThat(epochs.isNew(NEXT)).isTrue();
    epochs.claimed(NEXT);
    assertThat(epochs.isNew(NEXT)).isFalse();
    assertThat(epochs.next(null)).isEqualTo(THIRD);
    assertThat(epochs.isNew(APART)).isTrue();
    epochs.claimed(APART);
    assertThat(epochs.isNew(APART)).isFalse();
    assertThat(epochs.next(null)).as("the other range is another count").isEqualTo(THIRD);
  }

  private Memory memory() {
    MachineSettings settings =
        new MachineSettings(
            "peer2", new Endpoint("10.0.0.1", 7002), Timing.DEFAULT, new OldestFirst());
    return new Memory(settings, new TestCredentials("peer2"));
  }
}
