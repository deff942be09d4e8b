package dev.baton.lobbycore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import dev.baton.core.Epoch;
import dev.baton.core.Evidence;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.SessionId;
import dev.baton.core.StateId;
import dev.baton.core.TableVersion;
import dev.baton.core.Tick;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** A session of three in a lobby that is also its witness, and what its peers say to it. */
abstract class WitnessScene {
  static final Epoch SECOND = new Epoch(2);
  static final Epoch THIRD = new Epoch(3);
  static final TableVersion TABLE = new TableVersion(Epoch.FIRST, 7);
  static final Digest CHAIN = new Digest(1, 2, 3, 4);
  static final StateId STATE = new StateId(Epoch.FIRST, new Tick(500));

  final Town town = new Town();
  final Visitor host = town.enter("anna");
  final LobbyNotice.SessionCreated arena = host.create(Town.ARENA);
  final SessionId session = arena.session();
  final Visitor bert = town.enter("bert");
  final Visitor cleo = town.enter("cleo");

  @BeforeEach
  void seatAll() {
    bert.join(arena.code());
    cleo.join(arena.code());
    presence(List.of(host.seat(1), bert.seat(2), cleo.seat(3)));
    drainAll();
  }

  void announceBert() {
    Message.Vote own = vote(bert, 2);
    Message.Announce announce =
        new Message.Announce(
            SECOND,
            new PeerId(2),
            STATE,
            List.of(own, vote(cleo, 3)),
            Optional.empty(),
            TABLE,
            CHAIN,
            List.of());
    bert.say(new LobbyRequest.HostIs(1, session, Town.SOMEWHERE, announce));
    assertThat(town.machine.status(arena.code()).orElseThrow().epoch()).isEqualTo(SECOND);
  }

  Message.Vote vote(Visitor voter, int peer) {
    Message.Vote unsigned =
        new Message.Vote(
            SECOND,
            new PeerId(2),
            new PeerId(peer),
            1,
            TABLE,
            CHAIN,
            STATE,
            STATE,
            false,
            Bytes.EMPTY);
    return new Message.Vote(
        SECOND,
        new PeerId(2),
        new PeerId(peer),
        1,
        TABLE,
        CHAIN,
        STATE,
        STATE,
        false,
        voter.sign(unsigned.signedContent(session)));
  }

  void presence(List<SeatPresence> seats) {
    presence(TABLE, seats);
  }

  void presence(TableVersion table, List<SeatPresence> seats) {
    host.say(new LobbyRequest.Presence(1, session, Epoch.FIRST, table, false, true, false, seats));
  }

  void drainAll() {
    host.drain();
    bert.drain();
    cleo.drain();
  }

  Message.Probe probe() {
    return host.fromWitness(Message.Probe.class);
  }

  void answerProbe(boolean hosting) {
    Message.Probe probe = probe();
    host.sayWitness(session, new Message.ProbeAnswer(Epoch.FIRST, probe.nonce(), hosting));
  }

  boolean signedByLobby(Message.Vote vote) {
    return KeyedHash.CHECK.verifies(
        arena.witnessKey(), vote.signedContent(session), vote.signature());
  }

  static Message.Claim claim(Epoch epoch, int candidate) {
    return new Message.Claim(epoch, new PeerId(candidate), TABLE, CHAIN, STATE, false, false);
  }

  static Message.Claim sponsoredClaim(Epoch epoch, int candidate) {
    return new Message.Claim(epoch, new PeerId(candidate), TABLE, CHAIN, STATE, true, false);
  }

  static Message.Suspect suspect(Epoch epoch) {
    return new Message.Suspect(epoch, STATE, Evidence.SILENCE);
  }

  static Message.CountOutWanted countOut(Epoch epoch, int candidate, int... voters) {
    List<PeerId> electorate = Arrays.stream(voters).mapToObj(PeerId::new).toList();
    return new Message.CountOutWanted(epoch, new PeerId(candidate), electorate);
  }
}
