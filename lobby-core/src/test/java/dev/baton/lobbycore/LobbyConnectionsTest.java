package dev.baton.lobbycore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Bytes;
import dev.baton.core.Endpoint;
import dev.baton.core.JoinCode;
import dev.baton.core.Message;
import org.junit.jupiter.api.Test;

/** Who may speak to the lobby, and how much: docs/lobby.md, connections. */
class LobbyConnectionsTest {

  private static final JoinCode NOWHERE = new JoinCode("AAAAAA");

  private final Town town = new Town();

  @Test
  void aNewConnectionIsChallengedWithAFreshNonce() {
    LobbyNotice.Challenge first = town.open("anna").only(LobbyNotice.Challenge.class);
    LobbyNotice.Challenge second = town.open("bert").only(LobbyNotice.Challenge.class);

    assertThat(first.protocolVersion()).isEqualTo(Message.PROTOCOL_VERSION);
    assertThat(first.lobbyKey()).isEqualTo(town.lobbyKey.publicKey());
    assertThat(first.nonce().length()).isEqualTo(LobbyNotice.Challenge.NONCE_BYTES);
    assertThat(first.nonce()).isNotEqualTo(second.nonce());
  }

  @Test
  void whoProvesItsKeyIsIdentifiedByIt() {
    Visitor anna = town.open("anna");

    anna.identify();

    assertThat(anna.only(LobbyNotice.Identified.class))
        .isEqualTo(new LobbyNotice.Identified(anna.key(), "198.51.100.7"));
  }

  @Test
  void whoCannotProveItsKeyIsTurnedAway() {
    Visitor anna = town.open("anna");
    anna.drain();
    Bytes key = anna.seat(1).publicKey();

    anna.say(new LobbyRequest.Identify(Message.PROTOCOL_VERSION, key, Bytes.of(new byte[32])));

    assertThat(anna.refused()).isEqualTo(LobbyRefusal.BAD_SIGNATURE);
    assertThat(town.isOpen(anna)).isFalse();
  }

  @Test
  void aSignatureForAnotherChallengeIsNoProof() {
    LobbyNotice.Challenge old = town.open("anna").only(LobbyNotice.Challenge.class);
    Visitor anna = town.open("anna");
    anna.drain();
    Bytes signature = anna.sign(LobbyRequest.Identify.signedContent(old));

    anna.say(
        new LobbyRequest.Identify(Message.PROTOCOL_VERSION, anna.seat(1).publicKey(), signature));

    assertThat(anna.refused()).isEqualTo(LobbyRefusal.BAD_SIGNATURE);
  }

  @Test
  void anotherVersionOfTheProtocolIsTurnedAway() {
    Visitor anna = town.open("anna");
    anna.drain();

    anna.say(new LobbyRequest.Identify(2, anna.seat(1).publicKey(), Bytes.EMPTY));

    assertThat(anna.refused()).isEqualTo(LobbyRefusal.WRONG_VERSION);
    assertThat(town.isOpen(anna)).isFalse();
  }

  @Test
  void nothingIsDoneForWhoIsNotIdentified() {
    Visitor anna = town.open("anna");
    anna.drain();

    anna.say(new LobbyRequest.CreateSession(7, Town.ARENA, Town.SOMEWHERE));

    assertThat(anna.drain())
        .containsExactly(new LobbyNotice.LobbyRefused(7, LobbyRefusal.NOT_IDENTIFIED, 0));
    assertThat(town.machine.sessions()).isZero();
  }

  @Test
  void whoDoesNotIdentifyItselfInTimeIsClosed() {
    Visitor anna = town.open("anna");
    anna.drain();

    town.pass(5_500);

    assertThat(anna.refused()).isEqualTo(LobbyRefusal.NOT_IDENTIFIED);
    assertThat(town.machine.connections()).isZero();
  }

  @Test
  void identifyingTwiceIsRefused() {
    Visitor anna = town.open("anna");
    LobbyNotice.Challenge challenge = anna.only(LobbyNotice.Challenge.class);
    LobbyRequest.Identify identify =
        new LobbyRequest.Identify(
            Message.PROTOCOL_VERSION,
            anna.seat(1).publicKey(),
            anna.sign(LobbyRequest.Identify.signedContent(challenge)));
    anna.say(identify);
    anna.drain();

    anna.say(identify);

    assertThat(anna.refused()).isEqualTo(LobbyRefusal.MALFORMED);
    assertThat(town.isOpen(anna)).isTrue();
  }

  @Test
  void aSecondConnectionOfTheSameKeyReplacesTheFirst() {
    Visitor first = town.enter("anna");

    Visitor second = town.enter("anna");

    assertThat(first.refused()).isEqualTo(LobbyRefusal.REPLACED);
    assertThat(town.isOpen(first)).isFalse();
    assertThat(town.isOpen(second)).isTrue();
    assertThat(town.machine.connections()).isEqualTo(1);
  }

  @Test
  void aFrameThatIsNoMessageIsRefusedAndChangesNothing() {
    Visitor anna = town.enter("anna");

    town.handle(new LobbyInput.Garbled(anna.connection(), "type: 99"));

    assertThat(anna.refused()).isEqualTo(LobbyRefusal.MALFORMED);
    assertThat(town.isOpen(anna)).isTrue();
  }

  @Test
  void whoSendsTooMuchIsRefusedAndServedAgainLater() {
    Visitor anna = town.enter("anna");
    for (int i = 0; i < LobbyLimits.DEFAULT.messagesAtOnce(); i++) {
      anna.say(new LobbyRequest.JoinSession(i, NOWHERE));
    }
    anna.drain();

    anna.say(new LobbyRequest.JoinSession(9, NOWHERE));
    LobbyNotice.LobbyRefused refused = anna.only(LobbyNotice.LobbyRefused.class);
    town.pass(refused.retryAfterMs());
    anna.say(new LobbyRequest.JoinSession(10, NOWHERE));

    assertThat(refused.reason()).isEqualTo(LobbyRefusal.TOO_MANY_REQUESTS);
    assertThat(refused.request()).isEqualTo(9);
    assertThat(anna.refused()).isEqualTo(LobbyRefusal.UNKNOWN_CODE);
  }

  @Test
  void whoDoesNotStopSendingTooMuchIsClosed() {
    Visitor anna = town.enter("anna");
    int all = LobbyLimits.DEFAULT.messagesAtOnce() + LobbyLimits.DEFAULT.refusalsMax();

    for (int i = 0; i <= all; i++) {
      town.handle(new LobbyInput.Garbled(anna.connection(), "noise"));
    }

    assertThat(town.isOpen(anna)).isFalse();
  }

  @Test
  void aFullLobbyTakesNoMoreConnections() {
    LobbyLimits few = new LobbyLimits(1, 1, 1, 8, 200, 400, 400, 8);
    Town small = new Town(few, 1);
    small.open("anna");

    Visitor bert = small.open("bert");

    assertThat(bert.refused()).isEqualTo(LobbyRefusal.TOO_MANY_CONNECTIONS);
    assertThat(small.isOpen(bert)).isFalse();
    assertThat(small.machine.connections()).isEqualTo(1);
  }

  @Test
  void aConnectionOnWhichNothingIsHeardIsClosed() {
    Visitor anna = town.enter("anna");
    Visitor bert = town.enter("bert");
    anna.sleep();

    town.pass(11_000);

    assertThat(anna.refused()).isEqualTo(LobbyRefusal.SILENT);
    assertThat(town.isOpen(anna)).isFalse();
    assertThat(town.isOpen(bert)).isTrue();
  }

  @Test
  void aLobbyThatWasStoppedHoldsNobodysSilenceAgainstHim() {
    Visitor anna = town.enter("anna");

    town.stall(60_000);

    assertThat(anna.drain()).isEmpty();
    assertThat(town.isOpen(anna)).isTrue();
  }

  @Test
  void aProofThatWaitedWhileTheLobbyWasStoppedIsInTime() {
    Visitor anna = town.open("anna");

    town.stall(60_000);
    anna.identify();

    assertThat(anna.only(LobbyNotice.Identified.class))
        .isEqualTo(new LobbyNotice.Identified(anna.key(), "198.51.100.7"));
  }

  @Test
  void aHostThatDoesNotKnowItsAddressIsSeenWhereItCallsFrom() {
    Visitor anna = town.enter("anna");

    anna.say(new LobbyRequest.CreateSession(1, Town.ARENA, new Endpoint("0.0.0.0", 7001)));
    JoinCode code = anna.only(LobbyNotice.SessionCreated.class).code();
    LobbyNotice.JoinGranted granted = town.enter("bert").join(code);

    assertThat(granted.host().endpoint()).isEqualTo(new Endpoint("198.51.100.7", 7001));
  }
}
