package dev.baton.simulator;

import dev.baton.core.Evidence;
import dev.baton.core.LeaveReason;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.VoteRefusal;
import dev.baton.lobbycore.LobbyEvent;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRequest;
import dev.baton.simulator.Happening.Act;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says what a message says, in a few words that need no knowledge of the code. */
final class Wording {

  private final Function<PeerId, String> byId;
  private final Function<PeerKey, String> byKey;

  /** What a message is for, and what it says. */
  record Worded(Act act, String words) {}

  /**
   * Names peers as these say.
   *
   * @param byId a peer by its number in the session
   * @param byKey a peer by its key
   */
  Wording(Function<PeerId, String> byId, Function<PeerKey, String> byKey) {
    this.byId = byId;
    this.byKey = byKey;
  }

  Worded of(Message message) {
    int epoch = message.epoch().value();
    return switch (message) {
      case Message.Suspect it -> new Worded(Act.SUSPICION, "host lost: " + words(it.evidence()));
      case Message.HostHeard it ->
          new Worded(Act.SIGN_OF_LIFE, it.direct() ? "hears the host" : "hears it through another");
      case Message.Claim it ->
          new Worded(Act.CLAIM, it.decided() ? "won: what do you hold?" : "claims epoch " + epoch);
      case Message.Vote it ->
          new Worded(
              Act.VOTE, "votes for " + byId.apply(it.candidate()) + " (epoch " + epoch + ")");
      case Message.VoteRefused it -> new Worded(Act.REFUSAL, "no vote: " + words(it.reason()));
      case Message.CountOutWanted ignored -> new Worded(Act.CLAIM, "asks who is gone");
      case Message.ClaimWithdrawn ignored -> new Worded(Act.CLAIM, "gives its claim up");
      case Message.CountedOut it -> new Worded(Act.VOTE, "counts out " + names(it.gone()));
      case Message.Announce it ->
          new Worded(Act.ANNOUNCEMENT, byId.apply(it.host()) + " is host (epoch " + epoch + ")");
      case Message.Attach ignored -> new Worded(Act.ATTACHMENT, "follows into epoch " + epoch);
      case Message.Fence it ->
          new Worded(Act.FENCE, "outdated: " + byId.apply(it.host()) + " hosts " + epoch);
      case Message.HandOver it ->
          new Worded(Act.HAND_OVER, "hands over to " + byId.apply(it.successor()));
      case Message.Hello ignored -> new Worded(Act.COMING_AND_GOING, "wants to come in");
      case Message.Welcome ignored -> new Worded(Act.COMING_AND_GOING, "welcome");
      case Message.Refused it ->
          new Worded(Act.COMING_AND_GOING, "not let in: " + spaced(it.reason()));
      case Message.Goodbye it -> new Worded(Act.COMING_AND_GOING, words(it.reason()));
      case Message.Terminate ignored -> new Worded(Act.COMING_AND_GOING, "ends the session");
      case Message.Heartbeat ignored -> new Worded(Act.UPKEEP, "heartbeat");
      case Message.Probe ignored -> new Worded(Act.UPKEEP, "are you there?");
      case Message.ProbeAnswer ignored -> new Worded(Act.UPKEEP, "here");
      case Message.Operations ignored -> new Worded(Act.UPKEEP, "changes of the name table");
      case Message.TableReport ignored -> new Worded(Act.UPKEEP, "has the table up to here");
      case Message.TableMinimum ignored -> new Worded(Act.UPKEEP, "all have it up to here");
      case Message.TableWanted ignored -> new Worded(Act.UPKEEP, "asks for the name table");
      case Message.WholeTable ignored -> new Worded(Act.UPKEEP, "sends the name table");
      case Message.HintReport ignored -> new Worded(Act.UPKEEP, "describes itself");
    };
  }

  Worded of(LobbyNotice notice) {
    return switch (notice) {
      case LobbyNotice.FromWitness it -> of(it.message());
      case LobbyNotice.Event it -> of(it.what());
      case LobbyNotice.Fenced it ->
          new Worded(
              Act.FENCE,
              "outdated: " + byKey.apply(it.host().key()) + " hosts " + it.epoch().value());
      case LobbyNotice.LobbyRefused it -> new Worded(Act.NOTICE, "no: " + spaced(it.reason()));
      case LobbyNotice.SessionCreated ignored -> new Worded(Act.COMING_AND_GOING, "is created");
      case LobbyNotice.JoinGranted it ->
          new Worded(Act.COMING_AND_GOING, "ask " + byKey.apply(it.host().key()));
      case LobbyNotice.Resumed it ->
          new Worded(Act.NOTICE, "host is " + byKey.apply(it.status().host().key()));
      case LobbyNotice.EventsGone it ->
          new Worded(Act.NOTICE, "host is " + byKey.apply(it.status().host().key()));
      case LobbyNotice.Challenge ignored -> new Worded(Act.UPKEEP, "who are you?");
      case LobbyNotice.Identified ignored -> new Worded(Act.UPKEEP, "knows you");
      case LobbyNotice.Accepted ignored -> new Worded(Act.UPKEEP, "accepted");
      case LobbyNotice.Ping ignored -> new Worded(Act.UPKEEP, "ping");
    };
  }

  private Worded of(LobbyEvent event) {
    return switch (event) {
      case LobbyEvent.MemberConnection it ->
          new Worded(
              Act.NOTICE, byKey.apply(it.member()) + (it.connected() ? " is back" : " is gone"));
      case LobbyEvent.HostChanged it ->
          new Worded(
              Act.NOTICE,
              "host is " + byKey.apply(it.host().key()) + " (" + it.epoch().value() + ")");
      case LobbyEvent.SessionEnded ignored -> new Worded(Act.NOTICE, "session over");
      case LobbyEvent.MemberJoined it ->
          new Worded(Act.UPKEEP, byKey.apply(it.member()) + " joins");
      case LobbyEvent.MemberLeft it -> new Worded(Act.UPKEEP, byKey.apply(it.member()) + " left");
      case LobbyEvent.SessionUpdated ignored -> new Worded(Act.UPKEEP, "session changed");
    };
  }

  Worded of(LobbyRequest request) {
    return switch (request) {
      case LobbyRequest.ToWitness it -> of(it.message());
      case LobbyRequest.HostIs it -> of(it.announce());
      case LobbyRequest.CreateSession ignored ->
          new Worded(Act.COMING_AND_GOING, "creates the session");
      case LobbyRequest.JoinSession ignored -> new Worded(Act.COMING_AND_GOING, "wants to join");
      case LobbyRequest.LeaveSession ignored -> new Worded(Act.COMING_AND_GOING, "leaves");
      case LobbyRequest.TerminateSession ignored ->
          new Worded(Act.COMING_AND_GOING, "ends the session");
      case LobbyRequest.Resume ignored -> new Worded(Act.NOTICE, "is back: what is new?");
      case LobbyRequest.Presence ignored -> new Worded(Act.UPKEEP, "who is present");
      case LobbyRequest.Identify ignored -> new Worded(Act.UPKEEP, "says who it is");
      case LobbyRequest.Pong ignored -> new Worded(Act.UPKEEP, "pong");
    };
  }

  private String names(List<PeerId> peers) {
    return peers.isEmpty() ? "nobody" : peers.stream().map(byId).collect(Collectors.joining(", "));
  }

  private static String words(Evidence evidence) {
    return switch (evidence) {
      case SILENCE -> "silent";
      case LINK_CLOSED -> "link closed";
      case PORT_UNREACHABLE -> "port closed";
      case LOBBY_NOTICE -> "lobby saw it";
    };
  }

  private static String words(VoteRefusal refusal) {
    return switch (refusal) {
      case HOST_HEARD -> "hears the host";
      case ALREADY_VOTED -> "has voted";
      case OLD_EPOCH -> "epoch is over";
      case NOT_A_VOTER -> "is no voter";
      case NOT_ELIGIBLE -> "you have no seat";
      case BETTER_STANDBY -> "holds more";
      case NOT_MIGRATABLE -> "forbidden";
    };
  }

  private static String words(LeaveReason reason) {
    return "goodbye: " + spaced(reason);
  }

  private static String spaced(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
