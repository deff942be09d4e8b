package dev.baton.lobbycore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import dev.baton.core.Epoch;
import dev.baton.core.JoinCode;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import dev.baton.core.StateId;
import dev.baton.core.TableVersion;
import java.util.ArrayList;
import java.util.List;

/** One connection of somebody with a key, and all that it heard. */
final class Visitor {

  private final Town town;
  private final KeyedHash keys;
  private final ConnectionId connection;
  private final List<LobbyNotice> heard = new ArrayList<>();
  private final List<Long> unanswered = new ArrayList<>();
  private boolean asleep;
  private int requests;

  Visitor(Town town, String name, ConnectionId connection) {
    this.town = town;
    this.keys = KeyedHash.of(name);
    this.connection = connection;
  }

  ConnectionId connection() {
    return connection;
  }

  PeerKey key() {
    return PeerKey.of(keys.publicKey());
  }

  Bytes sign(byte[] content) {
    return keys.sign(content);
  }

  /** The vote of {@code voter}, with the signature of this one. */
  Message.Vote vote(SessionId session, Epoch epoch, int candidate, int voter, TableVersion table) {
    Message.Vote unsigned = voteOf(epoch, candidate, voter, table, Bytes.EMPTY);
    return voteOf(epoch, candidate, voter, table, sign(unsigned.signedContent(session)));
  }

  private static Message.Vote voteOf(
      Epoch epoch, int candidate, int voter, TableVersion table, Bytes signature) {
    return new Message.Vote(
        epoch,
        new PeerId(candidate),
        new PeerId(voter),
        3,
        table,
        Digest.ZERO,
        StateId.NONE,
        StateId.NONE,
        false,
        signature);
  }

  SeatPresence seat(int peer) {
    return new SeatPresence(new PeerId(peer), keys.publicKey(), true);
  }

  void hear(LobbyNotice notice) {
    if (!(notice instanceof LobbyNotice.Ping ping)) {
      heard.add(notice);
    } else if (asleep) {
      unanswered.add(ping.nonce());
    } else {
      say(new LobbyRequest.Pong(ping.nonce()));
    }
  }

  /** From now on it answers nothing, as a stopped process, until it wakes. */
  void sleep() {
    asleep = true;
  }

  /** Sleeps for so long after its latest ping came (at this moment), then answers it. */
  void answerPingAfter(long ms) {
    town.pass(ms);
    answerPing();
  }

  /** Answers the latest ping that it slept through. */
  void answerPing() {
    say(new LobbyRequest.Pong(unanswered.get(unanswered.size() - 1)));
  }

  void identify() {
    LobbyNotice.Challenge challenge = only(LobbyNotice.Challenge.class);
    Bytes signature = keys.sign(LobbyRequest.Identify.signedContent(challenge));
    say(new LobbyRequest.Identify(Message.PROTOCOL_VERSION, keys.publicKey(), signature));
  }

  void say(LobbyRequest request) {
    town.handle(new LobbyInput.Received(connection, request));
  }

  void sayWitness(SessionId session, Message message) {
    say(new LobbyRequest.ToWitness(session, message));
  }

  LobbyNotice.SessionCreated create(SessionSettings settings) {
    say(new LobbyRequest.CreateSession(++requests, settings, Town.SOMEWHERE));
    return only(LobbyNotice.SessionCreated.class);
  }

  LobbyNotice.JoinGranted join(JoinCode code) {
    say(new LobbyRequest.JoinSession(++requests, code));
    return only(LobbyNotice.JoinGranted.class);
  }

  /** All that it heard since the last time. */
  List<LobbyNotice> drain() {
    List<LobbyNotice> all = List.copyOf(heard);
    heard.clear();
    return all;
  }

  /** What it heard since the last time, which is a single notice of this kind. */
  <T extends LobbyNotice> T only(Class<T> kind) {
    List<LobbyNotice> all = drain();
    assertThat(all).singleElement().isInstanceOf(kind);
    return kind.cast(all.get(0));
  }

  LobbyRefusal refused() {
    return only(LobbyNotice.LobbyRefused.class).reason();
  }

  <T extends Message> T fromWitness(Class<T> kind) {
    return kind.cast(only(LobbyNotice.FromWitness.class).message());
  }

  /** The last message of this kind that it heard since the last time, among whatever else. */
  <T extends Message> T fromWitnessAmong(Class<T> kind) {
    return drain().stream()
        .filter(LobbyNotice.FromWitness.class::isInstance)
        .map(notice -> ((LobbyNotice.FromWitness) notice).message())
        .filter(kind::isInstance)
        .map(kind::cast)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  /** The events that it heard since the last time, and nothing else. */
  List<LobbyEvent> events() {
    List<LobbyNotice> all = drain();
    assertThat(all).allMatch(LobbyNotice.Event.class::isInstance);
    return all.stream().map(notice -> ((LobbyNotice.Event) notice).what()).toList();
  }
}
