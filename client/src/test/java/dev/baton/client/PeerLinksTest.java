package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Bytes;
import dev.baton.core.PeerKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 4.3: who may pass on what to a peer that is not host. */
class PeerLinksTest {

  private static final PeerKey HOST = key(1);
  private static final PeerKey GUIDE = key(2);
  private static final PeerKey OTHER = key(3);

  private final PeerLinks links = new PeerLinks();

  private static PeerKey key(int number) {
    return PeerKey.of(Bytes.of((byte) number));
  }

  private boolean mayPassOn(PeerKey via, PeerKey origin, boolean mail) {
    return links.mayPassOn(via, origin, Optional.of(HOST), mail);
  }

  @Test
  void nobodyPassesAnythingOnWhileTheHostIsReachedDirectly() {
    assertThat(mayPassOn(GUIDE, HOST, false)).isFalse();
    assertThat(mayPassOn(GUIDE, OTHER, false)).isFalse();
    assertThat(mayPassOn(GUIDE, OTHER, true)).isFalse();
  }

  @Test
  void onlyThePeerThatServesThisOnePassesOnWhatTheHostSays() {
    links.route(HOST, Optional.of(GUIDE));
    assertThat(mayPassOn(GUIDE, HOST, false)).isTrue();
    assertThat(mayPassOn(OTHER, HOST, false)).isFalse();
    assertThat(mayPassOn(GUIDE, OTHER, false)).isFalse();
    links.route(HOST, Optional.empty());
    assertThat(mayPassOn(GUIDE, HOST, false)).isFalse();
  }

  @Test
  void theHostPassesOnTheMessagesOfGamesAndNothingElse() {
    assertThat(mayPassOn(HOST, OTHER, true)).isTrue();
    assertThat(mayPassOn(HOST, OTHER, false)).isFalse();
  }

  @Test
  void withoutAHostNobodyPassesAnythingOn() {
    links.route(HOST, Optional.of(GUIDE));
    assertThat(links.mayPassOn(GUIDE, HOST, Optional.empty(), true)).isFalse();
  }
}
