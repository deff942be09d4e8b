package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 5.2, 5.3 and 5.7: claims that are given up, and the votes that they leave behind. */
class VainVotesTest extends FourPeers {

  /** Long enough for a claim to be believed, and too short to be suspected by silence alone. */
  private void missTheHostForAMoment() {
    world.cut(host, third, true);
    world.runFor(120);
  }

  private Message.HostHeard takenBack() {
    return new Message.HostHeard(Epoch.FIRST, StateId.NONE, true);
  }

  private Message.Claim claimOfAStandby() {
    return claim(NEXT, fourth, new StateId(Epoch.FIRST, new Tick(1)), false);
  }

  /** It alone hears nobody, and believes that the others suspect the host, too. */
  private void claimOfSecond() {
    List<Node> others = List.of(host, third, fourth);
    others.forEach(other -> world.cut(other, second, true));
    world.runUntil(2_000, () -> !second.following());
    for (Node other : List.of(third, fourth)) {
      StateId latest = new StateId(Epoch.FIRST, new Tick(1_000));
      say(other, second, new Message.Suspect(Epoch.FIRST, latest, Evidence.SILENCE));
    }
    assertThat(second.machine.stage()).as(world::trace).isInstanceOf(Stage.Claiming.class);
    others.forEach(other -> world.cut(other, second, false));
  }

  @Test
  void aClaimThatCameWhileTheHostWasHeardHasThisVoteOnceItIsNot() {
    say(fourth, third, claimOfAStandby());
    missTheHostForAMoment();
    assertThat(third.machine.stage()).as(world::trace).isInstanceOf(Stage.Promised.class);
  }

  @Test
  void nobodyVotesForAClaimThatItsCandidateTookBack() {
    say(fourth, third, claimOfAStandby());
    say(fourth, third, takenBack());
    missTheHostForAMoment();
    assertThat(third.machine.stage()).as(world::trace).isInstanceOf(Stage.Following.class);
  }

  @Test
  void nobodyVotesForAClaimThatIsLongOver() {
    say(fourth, third, claimOfAStandby());
    world.runFor(2_000);
    missTheHostForAMoment();
    assertThat(third.machine.stage()).as(world::trace).isInstanceOf(Stage.Following.class);
  }

  @Test
  void aVoterWhoseCandidateHearsTheHostAgainIsServedAgainAtOnce() {
    List.of(host, third).forEach(it -> say(fourth, it, claimOfAStandby()));
    missTheHostForAMoment();
    world.cut(host, third, false);
    world.live().stream().filter(it -> it != fourth).forEach(it -> say(fourth, it, takenBack()));
    world.runFor(60);
    assertThat(host.machine.stage()).as(world::trace).isInstanceOf(Stage.Hosting.class);
    assertThat(third.following()).as(world::trace).isTrue();
    assertThat(third.machine.epoch()).isEqualTo(host.machine.epoch()).isGreaterThan(NEXT);
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
  }

  @Test
  void aHostClaimsAtOnceForAVoterWhoseCandidateTookItsClaimBack() {
    say(fourth, host, claimOfAStandby());
    say(third, host, new Message.Fence(NEXT, fourth.id(), true));
    assertThat(host.machine.stage()).isInstanceOf(Stage.Hosting.class);
    say(fourth, host, takenBack());
    say(third, host, new Message.Fence(NEXT, fourth.id(), true));
    assertThat(host.machine.stage()).isInstanceOf(Stage.Claiming.class);
  }

  @Test
  void aHostThatSawNoClaimWaitsForAnAnnouncement() {
    say(third, host, new Message.Fence(NEXT, fourth.id(), true));
    assertThat(host.machine.stage()).isInstanceOf(Stage.Hosting.class);
    world.runFor(1_000);
    assertThat(host.machine.epoch()).as(world::trace).isEqualTo(THIRD);
  }

  @Test
  void aHostClaimsAtOnceForACandidateThatIsBoundByItsOwnVote() {
    say(fourth, host, claimOfAStandby());
    say(fourth, host, new Message.Fence(NEXT, fourth.id(), true));
    assertThat(host.machine.stage()).isInstanceOf(Stage.Claiming.class);
  }

  @Test
  void aHostThatKnowsOfTheVoteWaitsForNoFence() {
    say(fourth, host, claimOfAStandby());
    say(third, host, vote(NEXT, fourth, third, false));
    say(fourth, host, takenBack());
    assertThat(host.machine.stage()).isInstanceOf(Stage.Claiming.class);
    assertThat(host.transitions.getLast().reason()).isEqualTo("claims epoch 3");
  }

  @Test
  void aHostThatVotedItselfClaimsOnceItsCandidateTakesBack() {
    world.cutOff(host, true);
    world.runFor(1_200);
    say(fourth, host, claimOfAStandby());
    assertThat(host.machine.stage()).as(world::trace).isInstanceOf(Stage.Promised.class);
    say(fourth, host, takenBack());
    assertThat(host.machine.stage()).isInstanceOf(Stage.Claiming.class);
  }

  @Test
  void aHostThatClaimsAndIsHeardTakesNothingBackByThat() {
    say(host, third, claim(THIRD, host, false));
    say(host, third, takenBack());
    assertThat(third.machine.stage()).isInstanceOf(Stage.Promised.class);
  }

  @Test
  void whoIsSponsoredTakesNothingBackByHearingTheHost() {
    host.give(new Input.HandOverAsked(Optional.of(second.id())));
    second.stop();
    world.runFor(5);
    assertThat(third.machine.stage()).as(world::trace).isInstanceOf(Stage.Promised.class);
    say(second, third, claim(NEXT, second, false));
    say(second, third, takenBack());
    assertThat(third.machine.stage()).isInstanceOf(Stage.Promised.class);
  }

  @Test
  void whatAnotherTakesBackDoesNotFreeAVoter() {
    say(fourth, third, claimOfAStandby());
    missTheHostForAMoment();
    assertThat(third.machine.stage()).as(world::trace).isInstanceOf(Stage.Promised.class);
    say(second, third, claim(NEXT, second, false));
    say(second, third, takenBack());
    assertThat(third.machine.stage()).isInstanceOf(Stage.Promised.class);
  }

  @Test
  void anIsolatedHostClaimsOnceACandidateTakesItsClaimBack() {
    say(fourth, host, claimOfAStandby());
    say(third, host, vote(NEXT, fourth, third, false));
    world.cutOff(host, true);
    world.runFor(1_200);
    assertThat(host.machine.stage()).as(world::trace).isInstanceOf(Stage.Isolated.class);
    say(fourth, host, takenBack());
    assertThat(host.machine.stage()).isInstanceOf(Stage.Claiming.class);
  }

  @Test
  void aHostThatVotedInVainClaimsOnceItsCandidateTakesBack() {
    world.cutOff(host, true);
    world.runFor(1_200);
    say(third, host, vote(NEXT, fourth, third, false));
    say(fourth, host, claimOfAStandby());
    world.runFor(400);
    assertThat(host.machine.stage()).as(world::trace).isInstanceOf(Stage.Suspecting.class);
    say(fourth, host, takenBack());
    assertThat(host.machine.stage()).isInstanceOf(Stage.Claiming.class);
  }

  @Test
  void anOlderVoteForACandidateSaysNothingOfTheClaimThatItTakesBack() {
    say(third, host, vote(NEXT, fourth, third, false));
    say(fourth, host, claim(THIRD, fourth, new StateId(Epoch.FIRST, new Tick(1)), false));
    say(fourth, host, takenBack());
    assertThat(host.machine.stage()).isInstanceOf(Stage.Hosting.class);
  }

  @Test
  void aClaimOutlastsAHostThatHasVotedForAnother() {
    claimOfSecond();
    VoteRefusal reason = VoteRefusal.ALREADY_VOTED;
    say(host, second, new Message.VoteRefused(NEXT, second.id(), host.id(), reason, StateId.NONE));
    assertThat(second.machine.stage()).isInstanceOf(Stage.Claiming.class);
  }

  @Test
  void aClaimStaysInMindThoughAnotherPeerHearsTheHost() {
    say(fourth, third, claimOfAStandby());
    say(second, third, takenBack());
    missTheHostForAMoment();
    assertThat(third.machine.stage()).as(world::trace).isInstanceOf(Stage.Promised.class);
  }

  @Test
  void aVoterThatWasNotAskedWaitsForItsCandidateThoughThatStillHearsTheHost() {
    world.cut(host, third, true);
    world.runFor(40);
    third.give(new Input.PortUnreachable(host.key()));
    assertThat(third.machine.stage()).as(world::trace).isInstanceOf(Stage.Promised.class);
    say(second, third, takenBack());
    assertThat(third.machine.stage()).as(world::trace).isInstanceOf(Stage.Promised.class);
  }

  @Test
  void aClaimEndsOnceItsHostRefusesIt() {
    claimOfSecond();
    world.runFor(20);
    assertThat(second.transitions)
        .as(world::trace)
        .anyMatch(it -> it.reason().equals("the host itself refuses"));
    assertThat(second.following()).as(world::trace).isTrue();
    assertThat(second.machine.epoch()).isEqualTo(Epoch.FIRST);
  }

  @Test
  void whoClaimsClaimsNoEpochThatOthersHaveVotedIn() {
    say(third, second, vote(new Epoch(9), fourth, third, false));
    claimOfSecond();
    assertThat(second.machine.stage()).isEqualTo(new Stage.Claiming(new Epoch(10), false));
  }

  @Test
  void aVoteInARangeOfAnothersIsNotOvertaken() {
    say(third, second, vote(new Epoch(65_540), fourth, third, false));
    claimOfSecond();
    assertThat(second.machine.stage()).isEqualTo(new Stage.Claiming(NEXT, false));
  }

  @Test
  void aVoterOfALaterRangeIsTakenOutAndLetInAnew() {
    Epoch apart = new Epoch(65_536);
    say(third, host, new Message.Fence(apart, fourth.id(), true));
    world.runFor(1_000);
    assertThat(host.machine.epoch()).as(world::trace).isEqualTo(Epoch.FIRST);
    assertThat(third.events).as(world::trace).contains(new Event.Admitted(third.id(), true));
    assertThat(third.following()).isTrue();
  }

  @Test
  void anIsolatedHostLeavesAVoterOfALaterRangeAsItIs() {
    world.cutOff(host, true);
    world.runFor(1_200);
    say(third, host, new Message.Fence(new Epoch(65_536), fourth.id(), true));
    assertThat(host.ignored)
        .contains("a voter of another part, which is let in anew once there is a host");
    assertThat(host.machine.stage()).isInstanceOf(Stage.Isolated.class);
  }

  @Test
  void aHostCountsOnInNoRangeOfAnotherForAVoteThatItKnowsOf() {
    Epoch apart = new Epoch(65_536);
    say(fourth, host, claim(apart, fourth, new StateId(Epoch.FIRST, new Tick(1)), false));
    say(third, host, vote(apart, fourth, third, false));
    say(fourth, host, takenBack());
    assertThat(host.machine.stage()).isInstanceOf(Stage.Hosting.class);
  }
}
