package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 5.4: whose vote makes a peer claim at once. */
class MajorityTest {

  private static final Epoch NEXT = new Epoch(2);
  private static final Endpoint ENDPOINT = new Endpoint("10.0.0.1", 7001);
  private static final PeerId HOST = new PeerId(1);
  private static final PeerId FIRST = new PeerId(2);
  private static final PeerId SELF = new PeerId(3);
  private static final PeerId LAST = new PeerId(4);

  private final Memory memory =
      new Memory(
          new MachineSettings("three", ENDPOINT, Timing.DEFAULT, new OldestFirst()),
          new TestCredentials("three"));
  private final Majority majority = new Majority(memory);

  MajorityTest() {
    memory.table = NameTable.empty(new SessionId(7, 9), World.RULES);
    for (PeerId peer : List.of(HOST, FIRST, SELF, LAST)) {
      append(new Operation.Join(peer, TestCredentials.keyOf("" + peer), "" + peer, ENDPOINT));
    }
    append(new Operation.Succession(List.of(FIRST, SELF, LAST)));
    memory.self = SELF;
    memory.host = HOST;
    memory.stage = new Stage.Suspecting(HOST, Evidence.SILENCE, 0);
  }

  private void append(Operation operation) {
    memory.table = memory.table.with(memory.table.numbered(Epoch.FIRST, operation)).orElseThrow();
  }

  private boolean yields(PeerId voter, Epoch epoch) {
    Message.Vote vote =
        new Message.Vote(
            epoch,
            SELF,
            voter,
            1,
            memory.table.number(),
            memory.table.chain(),
            StateId.NONE,
            StateId.NONE,
            false,
            Bytes.EMPTY);
    return majority.yields(vote);
  }

  @Test
  void whoComesBeforeAPeerThatSuspectsTheHostYieldsByItsVote() {
    assertThat(yields(FIRST, NEXT)).isTrue();
    assertThat(yields(LAST, NEXT)).as("who comes after it").isFalse();
  }

  @Test
  void whoIsPromisedClaimsOnlyWhenItsOwnCandidateYields() {
    memory.promised = NEXT;
    memory.stage = new Stage.Promised(NEXT, FIRST, Optional.empty());
    assertThat(yields(FIRST, NEXT.next())).isTrue();
    assertThat(yields(FIRST, NEXT)).as("a vote of the same epoch").isFalse();
    memory.stage = new Stage.Promised(NEXT, LAST, Optional.empty());
    assertThat(yields(FIRST, NEXT.next())).as("promised to another").isFalse();
  }

  @Test
  void whoFollowsItsHostOrClaimsItselfClaimsNothingMore() {
    memory.stage = new Stage.Following(HOST);
    assertThat(yields(FIRST, NEXT)).isFalse();
    memory.stage = new Stage.Claiming(NEXT, false);
    assertThat(yields(FIRST, NEXT)).isFalse();
  }
}
