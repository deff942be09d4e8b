package dev.baton.lobbycore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.JoinCode;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What members are told, none missed and none twice: docs/lobby.md, events. */
class LobbyEventsTest {

  private final Town town = new Town();
  private final Visitor anna = town.enter("anna");
  private final LobbyNotice.SessionCreated arena = anna.create(Town.ARENA);
  private final Visitor bert = town.enter("bert");
  private final LobbyNotice.JoinGranted granted = bert.join(arena.code());

  @Test
  void theEndOfAConnectionIsToldAtOnce() {
    anna.drain();

    town.vanish(bert);

    assertThat(anna.events()).containsExactly(new LobbyEvent.MemberConnection(bert.key(), false));
  }

  @Test
  void theEndOfTheHostsConnectionIsToldAtOnce() {
    town.vanish(anna);

    assertThat(bert.events()).containsExactly(new LobbyEvent.MemberConnection(anna.key(), false));
  }

  @Test
  void theFirstEventAfterAGrantHasTheNextNumber() {
    town.vanish(anna);

    assertThat(bert.only(LobbyNotice.Event.class).number()).isEqualTo(granted.lastEvent() + 1);
  }

  @Test
  void whoResumesGetsWhatItMissedAndNothingTwice() {
    List<LobbyNotice.Event> seen = new ArrayList<>();
    town.vanish(bert);
    Visitor cleo = town.enter("cleo");
    cleo.join(arena.code());
    town.vanish(cleo);

    Visitor again = resume("bert", granted.lastEvent());
    LobbyNotice first = take(again, seen);
    town.enter("dirk").join(arena.code());
    take(again, seen);

    assertThat(first).isInstanceOf(LobbyNotice.Resumed.class);
    assertThat(seen)
        .extracting(LobbyNotice.Event::what)
        .containsExactly(
            new LobbyEvent.MemberConnection(bert.key(), false),
            new LobbyEvent.MemberJoined(cleo.key()),
            new LobbyEvent.MemberConnection(cleo.key(), false),
            new LobbyEvent.MemberConnection(bert.key(), true),
            new LobbyEvent.MemberJoined(keyOf("dirk")));
    assertThat(seen).extracting(LobbyNotice.Event::number).containsExactly(3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void resumingOnTheSameConnectionTellsNobodyAnything() {
    anna.drain();

    bert.say(new LobbyRequest.Resume(8, arena.session(), granted.lastEvent()));

    assertThat(bert.only(LobbyNotice.Resumed.class).request()).isEqualTo(8);
    assertThat(anna.drain()).isEmpty();
  }

  @Test
  void aConnectionThatTookTheOldOnesPlaceIsNoEvent() {
    anna.drain();
    Visitor again = town.enter("bert");
    town.enter("cleo").join(arena.code());

    assertThat(again.drain()).isEmpty();
    again.say(new LobbyRequest.Resume(8, arena.session(), granted.lastEvent()));

    LobbyEvent cleoJoined = new LobbyEvent.MemberJoined(keyOf("cleo"));
    assertThat(anna.events()).containsExactly(cleoJoined);
    List<LobbyNotice.Event> seen = new ArrayList<>();
    take(again, seen);
    assertThat(seen).extracting(LobbyNotice.Event::what).containsExactly(cleoJoined);
  }

  @Test
  void aConnectionThatTookTheOldOnesPlaceButDoesNotResumeCountsAsEnded() {
    anna.drain();
    town.enter("bert");

    town.pass(2_500);

    assertThat(anna.events()).containsExactly(new LobbyEvent.MemberConnection(bert.key(), false));
  }

  @Test
  void whoseResumeWaitedWhileTheLobbyWasStoppedIsToldOfAsConnected() {
    anna.drain();
    Visitor again = town.enter("bert");

    town.stall(60_000);
    again.say(new LobbyRequest.Resume(8, arena.session(), granted.lastEvent()));

    assertThat(anna.drain()).isEmpty();
  }

  @Test
  void aSessionWhoseMembersMayHaveComeBackWhileTheLobbyWasStoppedLives() {
    town.vanish(anna);
    town.vanish(bert);

    town.stall(180_000);

    assertThat(resume("bert", 1).drain()).first().isInstanceOf(LobbyNotice.Resumed.class);
  }

  @Test
  void eventsThatAreKeptNoLongerAreReplacedByTheStatus() {
    Town small = new Town(new LobbyLimits(64, 8, 8, 4, 200, 400, 400, 8), 1);
    Visitor emma = small.enter("emma");
    LobbyNotice.SessionCreated session = emma.create(Town.ARENA);
    for (int i = 0; i < 5; i++) {
      Visitor fred = small.enter("fred");
      fred.join(session.code());
      small.vanish(fred);
    }
    small.vanish(emma);

    Visitor again = small.enter("emma");
    again.say(new LobbyRequest.Resume(8, session.session(), 6));
    LobbyNotice.EventsGone gone = again.only(LobbyNotice.EventsGone.class);
    again.say(new LobbyRequest.Resume(9, session.session(), gone.oldest() - 1));

    assertThat(gone.oldest()).isEqualTo(gone.status().lastEvent() - 3);
    assertThat(gone.status().members())
        .extracting(SessionStatus.Member::connected)
        .containsExactly(true, false);
    assertThat(again.drain()).hasSize(5);
  }

  @Test
  void aNumberThatWasNeverGivenIsReplacedByTheStatus() {
    Visitor again = resume("bert", 77);

    LobbyNotice.EventsGone gone = again.only(LobbyNotice.EventsGone.class);
    assertThat(gone.status().lastEvent()).isEqualTo(arena.lastEvent() + 1);
  }

  @Test
  void whoJoinsAgainAfterALossIsToldAsConnected() {
    town.vanish(bert);
    anna.drain();

    town.enter("bert").join(arena.code());

    assertThat(anna.events()).containsExactly(new LobbyEvent.MemberConnection(bert.key(), true));
  }

  @Test
  void aMemberWithoutASeatThatStaysAwayIsNoMemberAfterAMinute() {
    town.vanish(bert);
    anna.drain();

    town.pass(61_000);

    assertThat(anna.events()).containsExactly(new LobbyEvent.MemberLeft(bert.key()));
  }

  @Test
  void sessionsOfOneConnectionAreToldApart() {
    anna.drain();
    LobbyNotice.SessionCreated other = anna.create(Town.ARENA);

    town.enter("cleo").join(other.code());

    LobbyNotice.Event event = anna.only(LobbyNotice.Event.class);
    assertThat(event.session()).isEqualTo(other.session());
    assertThat(event.number()).isEqualTo(other.lastEvent() + 1);
    assertThat(bert.drain()).isEmpty();
  }

  @Test
  void twoLobbiesOfOneSeedSayTheSame() {
    Town one = new Town(LobbyLimits.DEFAULT, 5);
    Town two = new Town(LobbyLimits.DEFAULT, 5);
    LobbyNotice.SessionCreated first = one.enter("anna").create(Town.ARENA);
    LobbyNotice.SessionCreated second = two.enter("anna").create(Town.ARENA);

    assertThat(first).isEqualTo(second);
    SessionId id = first.session();
    JoinCode code = first.code();
    assertThat(id).isNotEqualTo(arena.session());
    assertThat(code).isNotEqualTo(arena.code());
  }

  private Visitor resume(String name, long lastEvent) {
    Visitor again = town.enter(name);
    again.say(new LobbyRequest.Resume(8, arena.session(), lastEvent));
    return again;
  }

  /** Moves the events that were heard to {@code seen}; gives the first notice of all. */
  private static LobbyNotice take(Visitor visitor, List<LobbyNotice.Event> seen) {
    List<LobbyNotice> all = visitor.drain();
    all.stream()
        .filter(LobbyNotice.Event.class::isInstance)
        .map(LobbyNotice.Event.class::cast)
        .forEach(seen::add);
    return all.get(0);
  }

  private static PeerKey keyOf(String name) {
    return PeerKey.of(KeyedHash.of(name).publicKey());
  }
}
