package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** PROTOCOL.md 1.1: which number a new peer gets. */
class NumbersTest {

  private static final int RANGE = 65_536;
  private static final Endpoint ENDPOINT = new Endpoint("10.0.0.1", 7001);

  private final Memory memory =
      new Memory(
          new MachineSettings("one", ENDPOINT, Timing.DEFAULT, new OldestFirst()),
          new TestCredentials("one"));
  private final TableKeeper keeper = new TableKeeper(memory, new TableFollower(memory));

  NumbersTest() {
    memory.table = NameTable.empty(new SessionId(7, 9), World.RULES);
    memory.self = PeerId.FIRST;
    seat(1, "one");
  }

  private void seat(int number, String name) {
    Operation join =
        new Operation.Join(new PeerId(number), TestCredentials.keyOf(name), name, ENDPOINT);
    memory.table = memory.table.with(memory.table.numbered(memory.epoch, join)).orElseThrow();
  }

  @Test
  void numbersAreGivenInOrder() {
    seat(2, "two");
    assertThat(keeper.peerIdNext()).contains(new PeerId(3));
  }

  @Test
  void whoCountedOthersOutLeavesThemSomeNumbers() {
    memory.epoch = new Epoch(2 * RANGE);
    assertThat(keeper.peerIdNext()).contains(new PeerId(129));
    seat(129, "two");
    assertThat(keeper.peerIdNext()).contains(new PeerId(130));
  }

  @Test
  void aSessionThatHasCountedOutTooOftenLeavesNoneAndGoesOn() {
    memory.epoch = new Epoch(1_023 * RANGE);
    assertThat(keeper.peerIdNext()).contains(new PeerId(65_473));
    memory.epoch = new Epoch(1_024 * RANGE);
    assertThat(keeper.peerIdNext()).contains(new PeerId(2));
  }

  @Test
  void aSessionThatHasGivenAllItsNumbersIsFull() {
    seat(PeerId.MAX - 1, "two");
    assertThat(keeper.peerIdNext()).contains(new PeerId(PeerId.MAX));
    assertThat(keeper.isFull()).isFalse();
    seat(PeerId.MAX, "three");
    assertThat(keeper.peerIdNext()).isEmpty();
    assertThat(keeper.isFull()).isTrue();
  }
}
