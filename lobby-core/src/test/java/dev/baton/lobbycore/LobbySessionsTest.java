package dev.baton.lobbycore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Credentials.TicketVerdict;
import dev.baton.core.Epoch;
import dev.baton.core.HostAddress;
import dev.baton.core.JoinCode;
import dev.baton.core.PeerId;
import dev.baton.core.SessionId;
import dev.baton.core.TableVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How sessions begin, fill and end: docs/lobby.md, sessions. */
class LobbySessionsTest {

  private final Town town = new Town();
  private final Visitor anna = town.enter("anna");
  private final LobbyNotice.SessionCreated arena = anna.create(Town.ARENA);

  @Test
  void theCreatorIsHostAndGetsATicketForItself() {
    Ticket.Known known =
        new Ticket.Known(arena.session(), anna.key(), arena.witnessKey(), town.wallMs());

    assertThat(Ticket.judge(arena.ticket(), known, KeyedHash.CHECK)).isEqualTo(TicketVerdict.GOOD);
    assertThat(town.machine.status(arena.code()).orElseThrow().host())
        .isEqualTo(new HostAddress(anna.key(), Town.SOMEWHERE));
  }

  @Test
  void aJoinerIsToldWhereTheHostIsAndTheOthersThatItComes() {
    Visitor bert = town.enter("bert");

    LobbyNotice.JoinGranted granted = bert.join(arena.code());

    assertThat(granted.session()).isEqualTo(arena.session());
    assertThat(granted.epoch()).isEqualTo(Epoch.FIRST);
    assertThat(granted.host()).isEqualTo(new HostAddress(anna.key(), Town.SOMEWHERE));
    assertThat(anna.events()).containsExactly(new LobbyEvent.MemberJoined(bert.key()));
    Ticket.Known known =
        new Ticket.Known(arena.session(), bert.key(), granted.witnessKey(), town.wallMs());
    assertThat(Ticket.judge(granted.ticket(), known, KeyedHash.CHECK))
        .isEqualTo(TicketVerdict.GOOD);
  }

  @Test
  void aMemberIsGrantedAgainWithoutBeingCountedTwice() {
    Visitor bert = town.enter("bert");
    bert.join(arena.code());
    anna.drain();

    bert.join(arena.code());

    assertThat(anna.drain()).isEmpty();
    assertThat(town.machine.status(arena.code()).orElseThrow().members()).hasSize(2);
  }

  @Test
  void aCodeThatWasNeverGivenIsUnknown() {
    Visitor bert = town.enter("bert");
    JoinCode other = new JoinCode(arena.code().text().equals("AAAAAA") ? "BBBBBB" : "AAAAAA");

    bert.say(new LobbyRequest.JoinSession(4, other));

    assertThat(bert.drain())
        .containsExactly(new LobbyNotice.LobbyRefused(4, LobbyRefusal.UNKNOWN_CODE, 0));
  }

  @Test
  void aFullSessionTakesNoMoreButLetsItsMembersBackIn() {
    for (String name : List.of("bert", "cleo", "dirk")) {
      town.enter(name).join(arena.code());
    }
    Visitor emma = town.enter("emma");

    emma.say(new LobbyRequest.JoinSession(1, arena.code()));

    assertThat(emma.refused()).isEqualTo(LobbyRefusal.FULL);
    Visitor again = town.enter("bert");
    assertThat(again.join(arena.code()).session()).isEqualTo(arena.session());
  }

  @Test
  void whoWasGrantedButNeverTookASeatKeepsItFreeForAMinuteOnly() {
    for (String name : List.of("bert", "cleo", "dirk")) {
      town.enter(name).join(arena.code());
    }
    Visitor emma = town.enter("emma");

    town.pass(61_000);

    assertThat(emma.join(arena.code()).session()).isEqualTo(arena.session());
  }

  @Test
  void seatsThatTheHostReservesCountAsTaken() {
    tellPresence(false, "bert", "cleo", "dirk");
    town.pass(61_000);
    Visitor emma = town.enter("emma");

    emma.say(new LobbyRequest.JoinSession(1, arena.code()));

    assertThat(emma.refused()).isEqualTo(LobbyRefusal.FULL);
    assertThat(town.enter("dirk").join(arena.code()).session()).isEqualTo(arena.session());
  }

  @Test
  void aSessionIsFullWhenItsHostSaysSo() {
    tellPresence(true);
    Visitor bert = town.enter("bert");

    bert.say(new LobbyRequest.JoinSession(1, arena.code()));

    assertThat(bert.refused()).isEqualTo(LobbyRefusal.FULL);
  }

  @Test
  void presenceTellsTheMembersWhatIsNewOnce() {
    Visitor bert = town.enter("bert");
    bert.join(arena.code());
    anna.drain();

    tellPresence(false, "bert");
    tellPresence(false, "bert");

    assertThat(bert.events()).containsExactly(new LobbyEvent.SessionUpdated(true, false, 2));
    List<SessionStatus.Member> members = town.machine.status(arena.code()).orElseThrow().members();
    assertThat(members)
        .containsExactly(
            new SessionStatus.Member(anna.key(), Optional.of(new PeerId(1)), true),
            new SessionStatus.Member(bert.key(), Optional.of(new PeerId(2)), true));
  }

  @Test
  void presenceOfAnOlderTableChangesNothing() {
    tellPresence(false, "bert");
    anna.drain();
    anna.say(presence(1, new TableVersion(Epoch.FIRST, 1), false, List.of(anna.seat(1))));

    assertThat(anna.only(LobbyNotice.Accepted.class).request()).isEqualTo(1);
    assertThat(town.drainIgnored()).singleElement().asString().contains("older");
  }

  @Test
  void presenceInWhichAKeyOccursTwiceIsRefused() {
    anna.say(
        presence(1, new TableVersion(Epoch.FIRST, 9), false, List.of(anna.seat(1), anna.seat(2))));

    assertThat(anna.refused()).isEqualTo(LobbyRefusal.MALFORMED);
  }

  @Test
  void presenceWithoutTheHostsOwnSeatIsRefused() {
    anna.say(presence(1, new TableVersion(Epoch.FIRST, 9), false, List.of()));

    assertThat(anna.refused()).isEqualTo(LobbyRefusal.MALFORMED);
  }

  @Test
  void presenceFromAnotherThanTheHostIsFenced() {
    Visitor bert = town.enter("bert");
    bert.join(arena.code());

    bert.say(presence(3, new TableVersion(Epoch.FIRST, 9), true, List.of(bert.seat(2))));

    LobbyNotice.Fenced fenced = bert.only(LobbyNotice.Fenced.class);
    assertThat(fenced.request()).isEqualTo(3);
    assertThat(fenced.host().key()).isEqualTo(anna.key());
    assertThat(town.machine.status(arena.code()).orElseThrow().full()).isFalse();
  }

  @Test
  void whoIsNoMemberMayNotSpeakForTheSession() {
    Visitor bert = town.enter("bert");

    bert.say(new LobbyRequest.LeaveSession(5, arena.session()));

    assertThat(bert.drain())
        .containsExactly(new LobbyNotice.LobbyRefused(5, LobbyRefusal.NOT_A_MEMBER, 0));
  }

  @Test
  void aSessionThatTheLobbyNeverHadIsUnknown() {
    anna.say(new LobbyRequest.LeaveSession(5, new SessionId(1, 2)));

    assertThat(anna.refused()).isEqualTo(LobbyRefusal.UNKNOWN_SESSION);
  }

  @Test
  void aTerminatedSessionEndsForAllAndItsCodeSaysSo() {
    Visitor bert = town.enter("bert");
    bert.join(arena.code());
    anna.drain();

    anna.say(new LobbyRequest.TerminateSession(3, arena.session(), Epoch.FIRST));

    LobbyEvent ended = new LobbyEvent.SessionEnded(LobbyEvent.EndReason.TERMINATED);
    assertThat(bert.events()).containsExactly(ended);
    assertThat(anna.drain()).first().isEqualTo(new LobbyNotice.Accepted(3));
    bert.say(new LobbyRequest.JoinSession(1, arena.code()));
    assertThat(bert.refused()).isEqualTo(LobbyRefusal.TERMINATED);
    bert.say(new LobbyRequest.Resume(2, arena.session(), 1));
    assertThat(bert.refused()).isEqualTo(LobbyRefusal.TERMINATED);
  }

  @Test
  void onlyTheHostTerminates() {
    Visitor bert = town.enter("bert");
    bert.join(arena.code());

    bert.say(new LobbyRequest.TerminateSession(3, arena.session(), Epoch.FIRST));

    assertThat(bert.only(LobbyNotice.Fenced.class).host().key()).isEqualTo(anna.key());
    assertThat(town.machine.status(arena.code())).isPresent();
  }

  @Test
  void aHostOfAnEpochThatTheLobbyDoesNotKnowIsNotBelieved() {
    anna.say(new LobbyRequest.TerminateSession(3, arena.session(), new Epoch(2)));

    assertThat(anna.refused()).isEqualTo(LobbyRefusal.NOT_HOST);
  }

  @Test
  void aSessionThatEverybodyLeftIsOver() {
    anna.say(new LobbyRequest.LeaveSession(3, arena.session()));

    assertThat(anna.only(LobbyNotice.Accepted.class).request()).isEqualTo(3);
    assertThat(town.machine.whyNone(arena.code())).isEqualTo(LobbyRefusal.EXPIRED_CODE);
  }

  @Test
  void whoLeavesHearsNoMoreAndTheOthersHearOfIt() {
    Visitor bert = town.enter("bert");
    bert.join(arena.code());
    anna.drain();

    bert.say(new LobbyRequest.LeaveSession(3, arena.session()));
    town.enter("cleo").join(arena.code());

    assertThat(anna.events()).contains(new LobbyEvent.MemberLeft(bert.key()));
    assertThat(bert.only(LobbyNotice.Accepted.class).request()).isEqualTo(3);
  }

  @Test
  void aSessionOfWhichNobodyIsConnectedForTwoMinutesExpires() {
    town.vanish(anna);

    town.pass(119_000);
    assertThat(town.machine.status(arena.code())).isPresent();
    town.pass(2_000);

    assertThat(town.machine.status(arena.code())).isEmpty();
    assertThat(town.machine.whyNone(arena.code())).isEqualTo(LobbyRefusal.EXPIRED_CODE);
  }

  @Test
  void theCodeOfASessionThatIsOverIsForgottenAfterTenMinutes() {
    anna.say(new LobbyRequest.LeaveSession(3, arena.session()));

    town.pass(601_000);

    assertThat(town.machine.whyNone(arena.code())).isEqualTo(LobbyRefusal.UNKNOWN_CODE);
  }

  @Test
  void onlySoManySessionsThatAreOverAreRemembered() {
    Town small = new Town(new LobbyLimits(8, 8, 8, 8, 200, 400, 400, 1), 1);
    Visitor dora = small.enter("dora");
    LobbyNotice.SessionCreated first = dora.create(Town.ARENA);
    LobbyNotice.SessionCreated second = dora.create(Town.ARENA);
    dora.say(new LobbyRequest.LeaveSession(3, first.session()));
    dora.say(new LobbyRequest.LeaveSession(4, second.session()));

    assertThat(small.machine.whyNone(first.code())).isEqualTo(LobbyRefusal.UNKNOWN_CODE);
    assertThat(small.machine.whyNone(second.code())).isEqualTo(LobbyRefusal.EXPIRED_CODE);
  }

  @Test
  void aPeerCreatesOnlySoManySessions() {
    for (int i = 1; i < LobbyLimits.DEFAULT.sessionsPerPeerMax(); i++) {
      anna.create(Town.ARENA);
    }

    anna.say(new LobbyRequest.CreateSession(99, Town.ARENA, Town.SOMEWHERE));

    assertThat(anna.refused()).isEqualTo(LobbyRefusal.TOO_MANY_SESSIONS);
  }

  @Test
  void aLobbyHoldsOnlySoManySessions() {
    Town small = new Town(new LobbyLimits(8, 1, 8, 8, 200, 400, 400, 8), 1);
    small.enter("anna").create(Town.ARENA);
    Visitor bert = small.enter("bert");

    bert.say(new LobbyRequest.CreateSession(99, Town.ARENA, Town.SOMEWHERE));

    assertThat(bert.refused()).isEqualTo(LobbyRefusal.TOO_MANY_SESSIONS);
  }

  @Test
  void onlySearchableSessionsAreListedPageByPage() {
    LobbyNotice.SessionCreated second = anna.create(Town.ARENA);
    anna.create(new SessionSettings("hidden", 4, true, false));

    assertThat(town.machine.searchable(0, 10))
        .extracting(SessionStatus::code)
        .containsExactly(arena.code(), second.code());
    assertThat(town.machine.searchable(1, 1))
        .extracting(SessionStatus::code)
        .containsExactly(second.code());
  }

  private void tellPresence(boolean full, String... others) {
    List<SeatPresence> seats = new ArrayList<>(List.of(anna.seat(1)));
    for (String other : others) {
      KeyedHash keys = KeyedHash.of(other);
      seats.add(new SeatPresence(new PeerId(seats.size() + 1), keys.publicKey(), true));
    }
    anna.say(presence(1, new TableVersion(Epoch.FIRST, 5), full, seats));
    assertThat(anna.drain()).first().isEqualTo(new LobbyNotice.Accepted(1));
  }

  private LobbyRequest.Presence presence(
      int request, TableVersion table, boolean full, List<SeatPresence> seats) {
    return new LobbyRequest.Presence(
        request, arena.session(), Epoch.FIRST, table, false, true, full, seats);
  }
}
