package dev.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Bytes;
import dev.baton.transport.Party.Event;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which of two links to one peer is kept. */
@Timeout(60)
final class TwoLinksTest {

  private static final LinkConditions FAR =
      LinkConditions.of(Duration.ofMillis(150), Duration.ofMillis(40), 0, 1);

  @RepeatedTest(4)
  void whenBothDialTheSmallerKeysLinkIsKeptAndNoLossIsTold() throws Exception {
    try (Party a = new Party(Party.local(Identity.create()).conditions(FAR));
        Party b = new Party(Party.local(Identity.create()).conditions(FAR))) {
      a.dial(b);
      b.dial(a);
      boolean aSmaller = QuicNetwork.isSmaller(a.key(), b.key());
      a.awaitThat("a keeps the link", n -> opened(a) && keeps(a, b, aSmaller));
      b.awaitThat("b keeps the link", n -> opened(b) && keeps(b, a, !aSmaller));

      // Both believe in the same link: what one says on it the other hears.
      Link fromA = LinkTest.linkTo(a, b);
      Link fromB = LinkTest.linkTo(b, a);
      assertThat(a.holds(n -> fromA.sendControl(LinkTest.bytes(1)))).isTrue();
      assertThat(b.holds(n -> fromB.sendControl(LinkTest.bytes(2)))).isTrue();
      assertThat(b.await(Event.Control.class).content()).isEqualTo(Bytes.of((byte) 1));
      assertThat(a.await(Event.Control.class).content()).isEqualTo(Bytes.of((byte) 2));
      assertThat(a.history).noneMatch(Event.Closed.class::isInstance);
      assertThat(b.history).noneMatch(Event.Closed.class::isInstance);
    }
  }

  @Test
  void aLinkThatOnlyOneSideLostGivesWayToTheNextWhoeverDials() throws Exception {
    for (boolean smallerDialledFirst : new boolean[] {true, false}) {
      try (Party a = Party.open();
          Party b = Party.open()) {
        boolean aFirst = QuicNetwork.isSmaller(a.key(), b.key()) == smallerDialledFirst;
        Party first = aFirst ? a : b;
        Party second = aFirst ? b : a;
        Link believed = first.connect(second);
        Link lost = LinkTest.linkTo(second, first);
        second.onLoop(n -> LinkTest.cut(n, first) && LinkTest.closed(lost, 1));
        second.await(Event.Closed.class);
        second.awaitThat("all repeated closes are lost", n -> n.counters().shaperLost() >= 3);

        second.onLoop(
            n -> {
              n.cut(first.endpoint(), Cut.NONE);
              return n.dial(first.key(), first.endpoint());
            });
        Event.Replaced replaced = first.await(Event.Replaced.class);
        assertThat(replaced.old()).isSameAs(believed);
        assertThat(replaced.current().isOpen()).isTrue();
        Link again = second.await(Event.Opened.class).link();
        assertThat(second.holds(n -> again.sendControl(LinkTest.bytes(7)))).isTrue();
        assertThat(first.await(Event.Control.class).link()).isSameAs(replaced.current());
      }
    }
  }

  @Test
  void aPeerThatWasStartedAnewTakesItsOldLinksPlace() throws Exception {
    Identity identity = Identity.create();
    try (Party a = Party.open()) {
      Party before = new Party(Party.local(identity));
      Link believed = a.connect(before);
      before.onLoop(n -> LinkTest.cut(n, a));
      before.close();
      try (Party after = new Party(Party.local(identity))) {
        after.dial(a);
        Event.Replaced replaced = a.await(Event.Replaced.class);
        assertThat(replaced.old()).isSameAs(believed);
        assertThat(replaced.current().remoteEndpoint()).isEqualTo(after.endpoint());
        assertThat(believed.isOpen()).isFalse();
        assertThat(a.history).noneMatch(Event.Closed.class::isInstance);
      }
    }
  }

  private static boolean opened(Party party) {
    return party.history.stream().anyMatch(Event.Opened.class::isInstance);
  }

  private static boolean keeps(Party from, Party to, boolean dialled) {
    Link link = LinkTest.linkTo(from, to);
    return link.isOpen() && link.dialled() == dialled;
  }
}
