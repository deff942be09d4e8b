package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 5.4: whom a candidate asks for a later state. */
class CompletionTest {

  private static final Epoch NEXT = new Epoch(2);
  private static final StateId LATER = new StateId(Epoch.FIRST, new Tick(7));
  private static final StateId LATEST = new StateId(Epoch.FIRST, new Tick(8));
  private static final Endpoint ENDPOINT = new Endpoint("10.0.0.1", 7001);

  private final Memory memory =
      new Memory(
          new MachineSettings("one", ENDPOINT, Timing.DEFAULT, new OldestFirst()),
          new TestCredentials("one"));
  private final Completion completion = new Completion(memory);
  private final Ballot ballot = new Ballot(NEXT);
  private final Turn turn = new Turn(1_000_000_000L, memory);

  CompletionTest() {
    memory.table = NameTable.empty(new SessionId(7, 9), World.RULES);
    memory.self = seat(1, "one");
    completion.begin(turn, ballot);
  }

  private PeerId seat(int number, String name) {
    PeerId peer = new PeerId(number);
    Operation join = new Operation.Join(peer, TestCredentials.keyOf(name), name, ENDPOINT);
    memory.table = memory.table.with(memory.table.numbered(Epoch.FIRST, join)).orElseThrow();
    return peer;
  }

  private void holds(PeerId peer) {
    holds(peer, LATER);
  }

  private void holds(PeerId peer, StateId state) {
    VoteRefusal reason = VoteRefusal.ALREADY_VOTED;
    ballot.refusals.put(peer, new Message.VoteRefused(NEXT, memory.self(), peer, reason, state));
  }

  private boolean fetching() {
    return fetching(Optional.empty());
  }

  private boolean fetching(Optional<StateId> awaited) {
    return completion.fetching(turn, ballot, new Stage.Completing(NEXT, awaited));
  }

  @Test
  void whoHoldsALaterStateIsAskedForIt() {
    PeerId holder = seat(2, "two");
    holds(holder);
    assertThat(fetching()).isTrue();
    assertThat(turn.end().outputs())
        .contains(new Output.FetchState(PeerKey.of(TestCredentials.keyOf("two")), LATER));
  }

  @Test
  void whoHasNoSeatCannotBeAskedAndIsNotWaitedFor() {
    holds(new PeerId(2));
    assertThat(fetching()).isFalse();
  }

  private void heard(PeerId peer, long atNs) {
    Contact contact = memory.contact(memory.table.seat(peer).orElseThrow(), atNs);
    contact.open = true;
    contact.heard(atNs);
  }

  private void succession(PeerId... peers) {
    Operation order = new Operation.Succession(List.of(peers));
    memory.table = memory.table.with(memory.table.numbered(Epoch.FIRST, order)).orElseThrow();
  }

  @Test
  void toEachHolderThatCouldBeHostACandidateYieldsOnce() {
    PeerId holder = seat(2, "two");
    succession(holder);
    holds(holder);
    heard(holder, turn.nowNs);
    assertThat(completion.betterHost(turn, ballot)).contains(holder);
    assertThat(completion.betterHost(turn, ballot)).isEmpty();
    completion.over();
    assertThat(completion.betterHost(turn, ballot)).contains(holder);
  }

  @Test
  void toWhoIsNotHeardOrCannotBeHostNoCandidateYields() {
    PeerId silent = seat(2, "two");
    PeerId unfit = seat(3, "three");
    succession(silent);
    holds(silent);
    holds(unfit);
    heard(unfit, turn.nowNs);
    assertThat(completion.betterHost(turn, ballot)).isEmpty();
  }

  @Test
  void theNextLaterStateIsFetchedIfTheLatestDoesNotCome() {
    PeerId formerHost = seat(2, "two");
    PeerId standby = seat(3, "three");
    holds(formerHost, LATEST);
    holds(standby);
    heard(standby, turn.nowNs);
    assertThat(fetching()).isTrue();

    completion.fetchFailed(LATEST);
    assertThat(fetching(Optional.of(LATEST))).isTrue();
    assertThat(turn.end().outputs())
        .contains(new Output.FetchState(PeerKey.of(TestCredentials.keyOf("two")), LATEST))
        .contains(new Output.FetchState(PeerKey.of(TestCredentials.keyOf("three")), LATER));
    assertThat(fetching(Optional.of(LATER))).isTrue();

    completion.fetchFailed(LATER);
    assertThat(fetching(Optional.of(LATER))).isFalse();
  }

  @Test
  void threeHoldersAreAskedAndNoMore() {
    for (int number = 2; number <= 5; number++) {
      PeerId holder = seat(number, "peer" + number);
      holds(holder, new StateId(Epoch.FIRST, new Tick(number)));
      heard(holder, turn.nowNs);
    }
    Optional<StateId> awaited = Optional.empty();
    for (int tick = 5; tick >= 3; tick--) {
      assertThat(fetching(awaited)).isTrue();
      awaited = Optional.of(new StateId(Epoch.FIRST, new Tick(tick)));
      completion.fetchFailed(awaited.get());
    }
    assertThat(fetching(awaited)).isFalse();

    holds(new PeerId(2), new StateId(Epoch.FIRST, new Tick(9)));
    assertThat(fetching(awaited)).as("a later one has turned up").isTrue();
  }

  @Test
  void theNextClaimAsksAnew() {
    PeerId holder = seat(2, "two");
    holds(holder);
    heard(holder, turn.nowNs);
    assertThat(fetching()).isTrue();
    completion.fetchFailed(LATER);
    assertThat(fetching(Optional.of(LATER))).isFalse();
    completion.begin(turn, ballot);
    assertThat(fetching()).isTrue();
  }

  @Test
  void aCandidateYieldsToWhoHoldsALaterStateIfTheHolderOfTheLatestCannotBeHost() {
    PeerId formerHost = seat(2, "two");
    PeerId standby = seat(3, "three");
    succession(standby);
    holds(formerHost, LATEST);
    holds(standby);
    heard(formerHost, turn.nowNs);
    heard(standby, turn.nowNs);
    assertThat(completion.betterHost(turn, ballot)).contains(standby);
  }

  @Test
  void whoHasNoSeatDoesNotKeepAnotherHolderFromBeingAsked() {
    holds(new PeerId(2));
    holds(seat(3, "three"));
    assertThat(fetching()).isTrue();
    assertThat(turn.end().outputs())
        .contains(new Output.FetchState(PeerKey.of(TestCredentials.keyOf("three")), LATER));
  }
}
