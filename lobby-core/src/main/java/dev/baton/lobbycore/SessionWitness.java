package dev.baton.lobbycore;

import dev.baton.core.Bytes;
import dev.baton.core.Epoch;
import dev.baton.core.Evidence;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.StateId;
import dev.baton.core.VoteRefusal;
import dev.baton.core.Witness;
import dev.baton.lobbycore.Promises.Ballot;
import dev.baton.lobbycore.Promises.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The witness of one session: promises itself once per epoch, to one candidate, after it has asked
 * the present host for a sign of life.
 *
 * <p>Source: PROTOCOL.md 5, docs/lobby.md.
 */
final class SessionWitness {

  private static final int WAITING_MAX = 256;

  /**
   * How often a probe whose time ran out late is asked again. Two, since one stop of the lobby can
   * spoil a probe that was on its way and, by what then waits to be read, the next; a lobby that is
   * late a third time is overloaded, and a session without a host cannot wait for that to end.
   */
  private static final int REPEATS_MAX = 2;

  /**
   * How many times as long a host may take that answered a moment ago: a candidate asks again every
   * 40 ms, and one of so many answers is late on any network.
   */
  private static final int PATIENCE = 4;

  private final LobbySession session;
  private final Surroundings around;
  private final List<Waiting> waiting = new ArrayList<>();
  private final Promises promises = new Promises();
  private Message.@Nullable HandOver handOver;
  private @Nullable Probe probe;

  /** When the present host last answered a probe that it is hosting; null if it has not yet. */
  private @Nullable Long answeredNs;

  SessionWitness(LobbySession session, Surroundings around) {
    this.session = session;
    this.around = around;
  }

  /** Takes what a member says; {@code from} is where answers go. */
  void heard(long nowNs, ConnectionId from, PeerKey key, Message message) {
    switch (message) {
      case Message.Claim claim -> consider(nowNs, new Waiting(from, key, new Wish.Vote(claim)));
      case Message.CountOutWanted wanted ->
          consider(nowNs, new Waiting(from, key, new Wish.CountOut(wanted)));
      case Message.Suspect suspect -> suspected(nowNs, from, key, suspect);
      case Message.Probe asked -> hostAsks(nowNs, from, key, asked);
      case Message.ProbeAnswer answer -> probeAnswered(nowNs, key, answer);
      case Message.HandOver told -> handOverTold(nowNs, from, key, told);
      case Message.HostHeard ignored -> takenBack(key);
      case Message.ClaimWithdrawn withdrawn -> withdrawn(key, withdrawn);
      default -> around.out().refuse(from, 0, LobbyRefusal.MALFORMED);
    }
  }

  /** Nothing needs to be asked any more: whoever waits is answered. */
  void hostConnectionEnded(long nowNs) {
    probe = null;
    reconsider(nowNs);
  }

  /** There is a new host, in the session's present epoch. */
  void hostChanged(long nowNs) {
    probe = null;
    handOver = null;
    answeredNs = null;
    reconsider(nowNs);
  }

  /**
   * The host did not answer within the limit. Where the lobby looks at this late, the answer may
   * wait unread: then the same is asked again, at most {@value #REPEATS_MAX} times.
   */
  void probeTimedOut(long nowNs, long nonce) {
    if (probe == null || probe.nonce != nonce || probe.unanswered) {
      around.out().ignore("the probe was answered, or concerns an earlier host");
      return;
    }
    long lateNs = nowNs - probe.sinceNs - probe.limitNs;
    boolean late = lateNs > around.timing().probeNs();
    if (late && waiting.isEmpty()) {
      around.out().ignore("the lobby itself was stopped, and nobody waits any more");
      probe = null;
    } else if (late && probe.repeats < REPEATS_MAX) {
      around.out().ignore("the lobby itself was stopped, and asks the host again");
      ask(probe.again(nowNs));
    } else {
      probe = probe.unanswered(nowNs);
      reconsider(nowNs);
    }
  }

  /**
   * Tells a host that the witness is promised to a later epoch than that of the session, if it is:
   * the host's table must not be acknowledged then, since the vote was given by another electorate.
   *
   * @return whether it is
   */
  boolean promisedBeyond(ConnectionId from) {
    Promise promise = promises.latest();
    if (promise == null || !promise.ballot().epoch().isAfter(session.epoch())) {
      return false;
    }
    say(from, new Message.Fence(promise.ballot().epoch(), promise.ballot().candidate(), true));
    return true;
  }

  /** Whether the witness is promised to another than {@code candidate} in {@code epoch}. */
  boolean votedAgainst(Epoch epoch, PeerId candidate) {
    Promise promise = promises.latest();
    return promise != null
        && promise.ballot().epoch().equals(epoch)
        && !promise.ballot().candidate().equals(candidate);
  }

  private void suspected(long nowNs, ConnectionId from, PeerKey key, Message.Suspect suspect) {
    if (session.epoch().isAfter(suspect.epoch())) {
      session.fence(from, 0);
    } else if (suspect.epoch().isAfter(session.epoch())) {
      around.out().ignore("suspects a host that the lobby does not know: " + suspect.epoch());
    } else {
      consider(nowNs, new Waiting(from, key, new Wish.News()));
    }
  }

  /**
   * The host does not hear its peers, and asks whether the witness knows of another host. Such a
   * question is a sign of life, too.
   */
  private void hostAsks(long nowNs, ConnectionId from, PeerKey key, Message.Probe asked) {
    if (asked.epoch().isAfter(session.epoch())) {
      around.out().ignore("asks as host of an epoch that the lobby does not know yet");
    } else if (!key.equals(session.host().key()) || session.epoch().isAfter(asked.epoch())) {
      session.fence(from, 0);
    } else if (!promisedBeyond(from)) {
      lives(nowNs);
      say(from, new Message.ProbeAnswer(asked.epoch(), asked.nonce(), true));
    }
  }

  private void lives(long nowNs) {
    probe = null;
    answeredNs = nowNs;
    List.copyOf(waiting).forEach(this::refuseSinceHostLives);
    waiting.clear();
  }

  private void probeAnswered(long nowNs, PeerKey key, Message.ProbeAnswer answer) {
    if (probe == null || answer.nonce() != probe.nonce || !key.equals(session.host().key())) {
      around.out().ignore("answers no probe that was asked of it");
      return;
    }
    if (answer.hosting()) {
      lives(nowNs);
    } else {
      probe = probe.unanswered(nowNs);
      reconsider(nowNs);
    }
  }

  private void handOverTold(long nowNs, ConnectionId from, PeerKey key, Message.HandOver told) {
    if (!key.equals(session.host().key()) || !told.epoch().isAfter(session.epoch())) {
      session.fence(from, 0);
      return;
    }
    handOver = told;
    reconsider(nowNs);
  }

  private void takenBack(PeerKey key) {
    boolean some = waiting.removeIf(it -> it.key.equals(key) && it.wish instanceof Wish.News);
    if (!some) {
      around.out().ignore("no suspicion waits that could be taken back");
    }
  }

  /** A candidate will not be host of the epoch that it claimed: nobody need be kept from it. */
  private void withdrawn(PeerKey key, Message.ClaimWithdrawn withdrawn) {
    Ballot ballot = new Ballot(withdrawn.epoch(), withdrawn.candidate());
    waiting.removeIf(
        it -> it.key.equals(key) && it.wish.ballot().filter(ballot::equals).isPresent());
    if (!session.seats().fits(ballot.candidate(), key) || !promises.withdraw(ballot)) {
      around.out().ignore("withdraws a claim that the witness is not bound to");
    }
  }

  private void reconsider(long nowNs) {
    List<Waiting> all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(it -> consider(nowNs, it));
  }

  /** Answers at once, or asks the host first. */
  private void consider(long nowNs, Waiting it) {
    Optional<VoteRefusal> refusal = refusal(it);
    if (refusal.isPresent()) {
      refuse(it, refusal.get());
    } else if (needsNoAsking(nowNs, it)) {
      grant(nowNs, it);
    } else if (waiting.size() >= WAITING_MAX) {
      around.out().refuse(it.from, 0, LobbyRefusal.TOO_MANY_REQUESTS);
    } else {
      if (!waiting.contains(it)) {
        waiting.add(it);
      }
      askHost(nowNs);
    }
  }

  private boolean needsNoAsking(long nowNs, Waiting it) {
    boolean byHost = it.key.equals(session.host().key());
    return session.hostConnection().isEmpty()
        || hostLeftProbeUnanswered(nowNs)
        || it.wish.ballot().filter(ballot -> byHost || promisedTo(ballot).isPresent()).isPresent()
        || isSponsored(it.wish);
  }

  private boolean isSponsored(Wish wish) {
    return handOver != null
        && wish instanceof Wish.Vote(Message.Claim claim)
        && claim.sponsored()
        && claim.epoch().equals(handOver.epoch())
        && claim.candidate().equals(handOver.successor());
  }

  private boolean hostLeftProbeUnanswered(long nowNs) {
    return probe != null
        && probe.unanswered
        && nowNs - probe.sinceNs <= around.timing().probeValidNs();
  }

  private void askHost(long nowNs) {
    Optional<ConnectionId> host = session.hostConnection();
    if (host.isEmpty() || (probe != null && !probe.unanswered)) {
      return;
    }
    long rttNs = around.callers().find(host.get()).map(Caller::rttNs).orElse(0L);
    long nonce = around.ports().chance().nextLong();
    long limitNs = Math.max(around.timing().probeNs(), 2 * rttNs);
    boolean seenLately = answeredNs != null && nowNs - answeredNs <= around.timing().probeValidNs();
    ask(new Probe(nonce, nowNs, seenLately ? PATIENCE * limitNs : limitNs, 0, false));
  }

  private void ask(Probe asked) {
    probe = asked;
    session
        .hostConnection()
        .ifPresent(host -> say(host, new Message.Probe(session.epoch(), asked.nonce)));
    around.out().setTimer(session.id(), asked.nonce, asked.sinceNs + asked.limitNs);
  }

  private void grant(long nowNs, Waiting it) {
    Message answer =
        switch (it.wish) {
          case Wish.Vote(Message.Claim claim) -> vote(claim);
          case Wish.CountOut(Message.CountOutWanted wanted) -> countedOut(nowNs, wanted);
          case Wish.News() -> suspicion(nowNs);
        };
    say(it.from, answer);
  }

  private Message suspicion(long nowNs) {
    Evidence evidence = hostLeftProbeUnanswered(nowNs) ? Evidence.SILENCE : Evidence.LOBBY_NOTICE;
    return new Message.Suspect(session.epoch(), StateId.NONE, evidence);
  }

  /** The one place where the witness binds itself; the vote, where one was given, stays. */
  private void bind(Ballot ballot, Optional<Message.Vote> vote, boolean forgivesTable) {
    promises.bind(new Promise(ballot, vote, forgivesTable));
  }

  private Optional<Message.Vote> givenVote(Ballot ballot) {
    return promisedTo(ballot).flatMap(Promise::vote);
  }

  private Message.Vote vote(Message.Claim claim) {
    Ballot ballot = new Ballot(claim.epoch(), claim.candidate());
    Message.Vote vote = givenVote(ballot).orElseGet(() -> signed(claim));
    bind(ballot, Optional.of(vote), true);
    return vote;
  }

  private Message.Vote signed(Message.Claim claim) {
    Message.Vote unsigned = voteOn(claim, Bytes.EMPTY);
    return voteOn(claim, around.ports().signer().sign(unsigned.signedContent(session.id())));
  }

  private static Message.Vote voteOn(Message.Claim claim, Bytes signature) {
    return new Message.Vote(
        claim.epoch(),
        claim.candidate(),
        Witness.WITNESS,
        0,
        claim.table(),
        claim.chain(),
        claim.stateHeld(),
        StateId.NONE,
        claim.sponsored(),
        signature);
  }

  private Message.CountedOut countedOut(long nowNs, Message.CountOutWanted wanted) {
    Ballot ballot = new Ballot(wanted.epoch(), wanted.candidate());
    List<PeerId> others =
        wanted.electorate().stream().filter(peer -> !peer.equals(wanted.candidate())).toList();
    List<PeerId> gone = session.gone(others, nowNs);
    if (!gone.isEmpty()) {
      boolean forgives = forgiven(ballot) || allMissedAreGone(nowNs, wanted);
      bind(ballot, givenVote(ballot), forgives);
    }
    Message.CountedOut unsigned =
        new Message.CountedOut(wanted.epoch(), wanted.candidate(), gone, Bytes.EMPTY);
    Bytes signature = around.ports().signer().sign(unsigned.signedContent(session.id()));
    return new Message.CountedOut(wanted.epoch(), wanted.candidate(), gone, signature);
  }

  /** Whether nobody lives whom the candidate does not know to be a voter. */
  private boolean allMissedAreGone(long nowNs, Message.CountOutWanted wanted) {
    List<PeerId> missed =
        session.seats().present().stream()
            .filter(peer -> !peer.equals(wanted.candidate()))
            .filter(peer -> !wanted.electorate().contains(peer))
            .toList();
    return session.gone(missed, nowNs).size() == missed.size();
  }

  private void refuseSinceHostLives(Waiting it) {
    if (it.wish.ballot().isPresent()) {
      refuse(it, refusal(it).orElse(VoteRefusal.HOST_HEARD));
    } else {
      say(it.from, new Message.HostHeard(session.epoch(), StateId.NONE, false));
    }
  }

  private void refuse(Waiting it, VoteRefusal reason) {
    it.wish
        .ballot()
        .map(
            on ->
                new Message.VoteRefused(
                    on.epoch(), on.candidate(), Witness.WITNESS, reason, StateId.NONE))
        .ifPresent(refused -> say(it.from, refused));
  }

  private Optional<VoteRefusal> refusal(Waiting it) {
    Optional<VoteRefusal> refusal = it.wish.ballot().flatMap(ballot -> refusal(ballot, it.key));
    return refusal.isEmpty() && knowsLess(it.wish)
        ? Optional.of(VoteRefusal.BETTER_STANDBY)
        : refusal;
  }

  /**
   * Whether a claim comes from one who missed the last change of the electorate. The host counts
   * the lobby among those who hold that change, so the witness's vote must not undo it: not even
   * one that it bound itself to by counting out, while somebody lives whom the claimant missed.
   */
  private boolean knowsLess(Wish wish) {
    return wish instanceof Wish.Vote(Message.Claim claim)
        && !forgiven(new Ballot(claim.epoch(), claim.candidate()))
        && session.seats().electorateSince().isAfter(claim.table());
  }

  private boolean forgiven(Ballot ballot) {
    return promisedTo(ballot).filter(Promise::forgivesTable).isPresent();
  }

  private Optional<VoteRefusal> refusal(Ballot ballot, PeerKey key) {
    if (!session.settings().migratable()) {
      return Optional.of(VoteRefusal.NOT_MIGRATABLE);
    }
    if (!ballot.epoch().isAfter(session.epoch())) {
      return Optional.of(VoteRefusal.OLD_EPOCH);
    }
    if (!session.seats().fits(ballot.candidate(), key)) {
      return Optional.of(VoteRefusal.NOT_ELIGIBLE);
    }
    Promise promise = promises.latest();
    boolean promisedElsewhere =
        promise != null
            && !ballot.epoch().isAfter(promise.ballot().epoch())
            && !promise.ballot().equals(ballot);
    return promisedElsewhere ? Optional.of(VoteRefusal.ALREADY_VOTED) : Optional.empty();
  }

  private Optional<Promise> promisedTo(Ballot ballot) {
    return Optional.ofNullable(promises.latest()).filter(it -> it.ballot().equals(ballot));
  }

  private void say(ConnectionId to, Message message) {
    around.out().send(to, new LobbyNotice.FromWitness(session.id(), message));
  }

  /**
   * A question to the host: since when it is open, or (unanswered) has counted against it. Asked
   * again it keeps its nonce, so that an answer to the first that is read late counts.
   */
  private record Probe(long nonce, long sinceNs, long limitNs, int repeats, boolean unanswered) {

    Probe again(long nowNs) {
      return new Probe(nonce, nowNs, limitNs, repeats + 1, false);
    }

    Probe unanswered(long nowNs) {
      return new Probe(nonce, nowNs, limitNs, repeats, true);
    }
  }

  /** A wish that is answered once the host has answered, or did not. */
  private record Waiting(ConnectionId from, PeerKey key, Wish wish) {}

  /** What a member wants of the witness. */
  private sealed interface Wish {

    /** The ballot that granting it binds the witness to, if any. */
    Optional<Ballot> ballot();

    record Vote(Message.Claim claim) implements Wish {
      @Override
      public Optional<Ballot> ballot() {
        return Optional.of(new Ballot(claim.epoch(), claim.candidate()));
      }
    }

    record CountOut(Message.CountOutWanted wanted) implements Wish {
      @Override
      public Optional<Ballot> ballot() {
        return Optional.of(new Ballot(wanted.epoch(), wanted.candidate()));
      }
    }

    record News() implements Wish {
      @Override
      public Optional<Ballot> ballot() {
        return Optional.empty();
      }
    }
  }
}
