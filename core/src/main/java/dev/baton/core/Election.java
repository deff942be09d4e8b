package dev.baton.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the next host is decided: claiming, voting, completing, announcing.
 *
 * <p>Everything here may come in any order and any number of times; {@link #advance} looks at what
 * is known and goes as far as it can. Source: PROTOCOL.md 5.
 */
final class Election {

  private static final long CLAIM_AGAIN_NS = 40_000_000;
  private static final int ANNOUNCED_OPERATIONS_MAX = 64;

  private final Memory memory;
  private final Links links;
  private final TableFollower follower;
  private final HostDuty duty;
  private final Voting voting;
  private final Majority majority;
  private final Completion completion;
  private final ClaimedEpochs epochs;
  private @Nullable Ballot ballot;

  /** The last tick of a sponsoring host, which this peer must hold before it announces. */
  private @Nullable Tick sponsoredLast;

  Election(Memory memory, Links links, TableFollower follower, HostDuty duty) {
    this.memory = memory;
    this.links = links;
    this.follower = follower;
    this.duty = duty;
    this.voting = new Voting(memory);
    this.majority = new Majority(memory);
    this.completion = new Completion(memory);
    this.epochs = new ClaimedEpochs(memory);
  }

  Voting voting() {
    return voting;
  }

  Majority majority() {
    return majority;
  }

  /** Gives this peer's vote; it must not have voted in that epoch yet. */
  Message.Vote promise(Turn turn, Epoch epoch, PeerId candidate, boolean sponsored) {
    return voting.promise(turn, epoch, candidate, sponsored);
  }

  /** Goes as far as what is known allows. */
  void advance(Turn turn) {
    switch (memory.stage) {
      case Stage.Suspecting suspecting -> considerClaim(turn, suspecting);
      case Stage.Claiming claiming -> {
        count(turn, claiming.claimed());
        giveWay(turn);
      }
      case Stage.Completing completing -> complete(turn, completing);
      case Stage.Stranded ignored -> majority.advance(turn, this);
      case Stage.Idle ignored -> {}
      case Stage.Joining ignored -> {}
      case Stage.Following ignored -> {}
      case Stage.Promised ignored -> {}
      case Stage.Hosting ignored -> majority.settled();
      case Stage.Isolated ignored -> majority.isolated(turn, this);
      case Stage.HandingOver ignored -> {}
      case Stage.Ended ignored -> {}
    }
    epochs.settle(turn);
  }

  private void considerClaim(Turn turn, Stage.Suspecting suspecting) {
    if (!memory.table.rules().migratable()) {
      turn.enter(new Stage.Ended(EndReason.HOST_LOST), "the rules forbid a migration");
      turn.tell(new Event.Ended(EndReason.HOST_LOST));
      return;
    }
    Contact host = memory.contactOf(suspecting.host(), turn.nowNs);
    boolean heardAgain = host != null && host.verdict(turn.nowNs) == null;
    if (heardAgain || links.distrustsItself(turn.nowNs)) {
      return;
    }
    Optional<PeerId> first = majority.firstAlive(turn.nowNs);
    boolean othersTurn = first.isPresent() && !memory.isSelf(first.get());
    if (othersTurn && suspecting.evidence().strong() && memory.promised.equals(memory.epoch)) {
      voteUnasked(turn, first.get());
    } else if (majority.ownTurn(turn.nowNs, suspecting.sinceNs())
        && majority.wouldFollow(turn.nowNs, ballot)) {
      claimNext(turn);
    } else if (turn.nowNs - suspecting.sinceNs() > majority.strandedAfterNs(turn.nowNs)) {
      majority.strand(turn);
    }
  }

  private void voteUnasked(Turn turn, PeerId first) {
    turn.order(new Output.StopTaking(Optional.empty()));
    voteNext(turn, first, "strong evidence: votes unasked");
  }

  private void voteNext(Turn turn, PeerId candidate, String reason) {
    Epoch next = memory.nextEpoch();
    turn.sendToOthers(promise(turn, next, candidate, false));
    awaitAnnouncement(turn, new Stage.Promised(next, candidate, Optional.empty()), reason);
  }

  /** Gives up its claim for one who holds what is safe. */
  private void yieldTo(Turn turn, PeerId holder) {
    ballot = null;
    turn.clearTimer(Timer.COMPLETE);
    voteNext(turn, holder, "yields to " + holder + ", whose later state does not come in time");
  }

  void awaitAnnouncement(Turn turn, Stage.Promised promised, String reason) {
    turn.enter(promised, reason);
    long limitNs =
        memory.timing().claimNs()
            + 2 * memory.timing().completeNs()
            + 5 * memory.answerBoundNs(turn.nowNs);
    turn.setTimer(Timer.PROMISE, turn.nowNs + limitNs);
  }

  /** Asks everybody for their vote. */
  private void claim(Turn turn, Epoch epoch, boolean countsOut) {
    Ballot current = ballotFor(epoch);
    current.claimed = true;
    current.apart = epochs.isApart(epoch);
    current.countsOut = countsOut;
    epochs.claimed(epoch);
    turn.tell(new Event.Claimed(current.claim(memory, false)));
    turn.enter(new Stage.Claiming(epoch, false), "claims " + epoch);
    long limitNs = memory.timing().claimNs() + 3 * memory.answerBoundNs(turn.nowNs);
    turn.setTimer(Timer.CLAIM, turn.nowNs + limitNs);
    count(turn, epoch);
    if (memory.stage instanceof Stage.Claiming) {
      sendClaim(turn, current, memory.promised.equals(memory.epoch));
    }
  }

  /** Asks everybody for their vote in an epoch that nobody here knows of yet. */
  void claimNext(Turn turn) {
    claim(turn, epochs.next(ballot), false);
  }

  /** Asks the witness whom to count out, and then the rest for their vote. */
  void claimApart(Turn turn) {
    claim(turn, epochs.nextApart(), true);
  }

  private Ballot ballotFor(Epoch epoch) {
    if (ballot == null || !ballot.epoch.equals(epoch)) {
      ballot = new Ballot(epoch);
    }
    return ballot;
  }

  /**
   * Asks those who have not voted.
   *
   * @param patient whether to leave out, this time, whoever votes without being asked
   */
  private void sendClaim(Turn turn, Ballot current, boolean patient) {
    current.sentNs = turn.nowNs;
    memory.witnessTime.asked(current.epoch, turn.nowNs);
    boolean asksWitness = current.apart || memory.table.witnessCounted();
    if (asksWitness) {
      epochs.askedWitness(current.epoch);
    }
    if (current.countsOut) {
      List<PeerId> electorate = memory.table.present().stream().map(Seat::peer).toList();
      turn.sendWitness(new Message.CountOutWanted(current.epoch, memory.self(), electorate));
      if (!majority.couldWin(turn.nowNs, current)) {
        // Whoever is asked is bound to an epoch that the others must not hear of.
        return;
      }
    }
    Message.Claim claim = current.claim(memory, false);
    for (Seat seat : memory.others()) {
      Contact contact = memory.contact(seat, turn.nowNs);
      boolean unasked = patient && contact.votesUnasked && memory.epoch.equals(contact.suspects);
      boolean done = current.votes.containsKey(seat.peer()) || current.isOut(seat.peer());
      if (!unasked && !done) {
        turn.send(seat.key(), claim);
      }
    }
    if (asksWitness) {
      turn.sendWitness(claim);
    }
  }

  /** Repeats what was not answered; while all is well, prepares for when it is not. */
  void pulse(Turn turn) {
    boolean well = memory.stage instanceof Stage.Following || memory.stage instanceof Stage.Hosting;
    if (well && memory.seated()) {
      majority.firstAlive(turn.nowNs).ifPresent(first -> voting.prepare(memory.nextEpoch(), first));
    }
    Ballot current = ballot;
    boolean claiming = memory.stage instanceof Stage.Claiming;
    if (claiming && current != null && turn.nowNs - current.sentNs >= CLAIM_AGAIN_NS) {
      sendClaim(turn, current, false);
    }
  }

  /** The present host sponsors this peer. */
  void sponsored(Turn turn, Message.HandOver handOver) {
    Ballot current = ballotFor(handOver.epoch());
    current.claimed = true;
    current.sponsored = true;
    sponsoredLast = handOver.last();
    turn.tell(new Event.Claimed(current.claim(memory, false)));
    turn.enter(new Stage.Claiming(handOver.epoch(), true), "sponsored by the host");
    memory.migrationBegins(turn);
    // The host has asked everybody to vote; whoever has not by the next round is asked again.
    current.sentNs = turn.nowNs;
    long limitNs = memory.timing().handOverNs() + 4 * memory.rttBoundNs(turn.nowNs);
    turn.setTimer(Timer.CLAIM, turn.nowNs + limitNs);
    count(turn, handOver.epoch());
  }

  /**
   * A vote came from its voter: for this peer, or for another one whose announcement will carry it.
   *
   * @param overOwnLink whether it came over its voter's own link, which proves all that it says;
   *     its signature proves only the promise, not what the voter holds
   */
  void voted(Turn turn, Message.Vote vote, boolean overOwnLink) {
    if (!vote.epoch().isAfter(memory.epoch)) {
      turn.ignore("vote for an epoch that is over");
      return;
    }
    if (!memory.isSelf(vote.candidate())) {
      heard(turn, vote, overOwnLink);
      return;
    }
    boolean occupied = memory.stage instanceof Stage.Claiming && ballot != null;
    if (occupied && ballot != null && !ballot.epoch.equals(vote.epoch())) {
      turn.ignore("vote for another epoch than the one that is claimed");
      return;
    }
    if (vote.voter() instanceof Witness && !isPending(vote)) {
      // It was withdrawn, and the witness may have voted for another since.
      turn.ignore("vote of the witness for a claim that is over");
      return;
    }
    if (!overOwnLink && !Certificate.genuine(vote, memory.table, memory.credentials)) {
      turn.ignore("the vote's signature or voter is not known here");
      return;
    }
    if (ballot != null && ballot.epoch.isAfter(vote.epoch())) {
      turn.ignore("vote for an older epoch than others voted for");
      return;
    }
    Map<Voter, Message.Vote> votes = ballotFor(vote.epoch()).votes;
    boolean isNew = !votes.containsKey(vote.voter());
    if (isNew || overOwnLink) {
      votes.put(vote.voter(), vote);
      voterContact(turn, vote.voter())
          .ifPresent(contact -> contact.completeHeld = vote.stateHeld());
    }
    if (isNew) {
      turn.tell(new Event.Voted(vote.epoch(), vote.candidate(), vote.voter()));
      if (majority.yields(vote)) {
        claimNext(turn);
      }
    }
  }

  private boolean isPending(Message.Vote vote) {
    return ballot != null
        && ballot.claimed
        && ballot.epoch.equals(vote.epoch())
        && ballot.sponsored == vote.sponsored();
  }

  /** Keeps a vote for another candidate: heard over its voter's link, it needs no verifying. */
  private void heard(Turn turn, Message.Vote vote, boolean overOwnLink) {
    Optional<Contact> voter = voterContact(turn, vote.voter());
    if (overOwnLink && voter.isPresent()) {
      voter.get().vote = vote;
    } else {
      turn.ignore("vote for another candidate, not over its voter's own link");
    }
  }

  private Optional<Contact> voterContact(Turn turn, Voter voter) {
    return voter instanceof PeerId peer
        ? Optional.ofNullable(memory.contactOf(peer, turn.nowNs))
        : Optional.empty();
  }

  void refused(Turn turn, Message.VoteRefused refusal) {
    // Even when it comes too late for this claim: its voter may send no heartbeats.
    voterContact(turn, refusal.voter())
        .filter(contact -> refusal.stateHeld().isAfter(contact.completeHeld))
        .ifPresent(contact -> contact.completeHeld = refusal.stateHeld());
    if (ballot == null || !ballot.epoch.equals(refusal.epoch()) || !ballot.claimed) {
      turn.ignore("no such claim is pending");
      return;
    }
    ballot.refusals.put(refusal.voter(), refusal);
    turn.tell(
        new Event.Refused(refusal.epoch(), refusal.candidate(), refusal.voter(), refusal.reason()));
  }

  void countedOut(Turn turn, Message.CountedOut out) {
    Optional<Bytes> key = memory.table.rules().witnessKey();
    boolean genuine =
        key.isPresent()
            && memory.credentials.verify(
                key.get(), out.signedContent(memory.table.session()), out.signature());
    if (!genuine || ballot == null || !ballot.epoch.equals(out.epoch())) {
      turn.ignore("counted out for no claim of this peer");
      return;
    }
    boolean isNews = ballot.countedOut == null || !ballot.countedOut.gone().equals(out.gone());
    ballot.countedOut = out;
    if (isNews && memory.stage instanceof Stage.Claiming) {
      sendClaim(turn, ballot, false);
    }
  }

  private void count(Turn turn, Epoch epoch) {
    Ballot current = ballotFor(epoch);
    boolean own = current.votes.containsKey(memory.self());
    boolean free = own || epoch.isAfter(memory.promised);
    if (!current.wonWith(memory.self(), memory.table)) {
      return;
    }
    if (!free) {
      turn.ignore("promised to another candidate meanwhile");
      return;
    }
    if (!own) {
      current.votes.put(memory.self(), promise(turn, epoch, memory.self(), current.sponsored));
      if (!memory.hostOfEpoch()) {
        turn.order(new Output.StopTaking(Optional.ofNullable(sponsoredLast)));
      }
    }
    turn.clearTimer(Timer.CLAIM);
    completion.begin(turn, current);
    Stage.Completing completing = new Stage.Completing(epoch, Optional.empty());
    turn.enter(completing, "has a majority");
    complete(turn, completing);
  }

  private void complete(Turn turn, Stage.Completing completing) {
    Ballot current = ballotFor(completing.claimed());
    boolean late = completion.isLate(turn.nowNs);
    if (!completion.tableComplete(turn, current, late)) {
      return;
    }
    if (!memory.seated()) {
      abandon(turn, "the newest table has no seat for this peer");
      return;
    }
    if (!current.wonWith(memory.self(), memory.table)) {
      turn.enter(new Stage.Claiming(current.epoch, current.sponsored), "the electorate is larger");
      turn.setTimer(Timer.CLAIM, turn.nowNs + memory.timing().claimNs());
      return;
    }
    boolean holdsLast =
        sponsoredLast == null || memory.complete.tick().compareTo(sponsoredLast) >= 0;
    if (!late && (completion.standbyAwaited(turn, current) || !holdsLast)) {
      return;
    }
    if (current.sponsored && !holdsLast) {
      abandon(turn, "the host's last state did not come");
      return;
    }
    if (completion.fetching(turn, current, completing)) {
      return;
    }
    Optional<PeerId> better = completion.betterHost(turn, current);
    if (better.isPresent()) {
      yieldTo(turn, better.get());
      return;
    }
    if (completion.stateMissing()) {
      abandon(turn, "nobody within reach holds a state");
      majority.strand(turn);
      return;
    }
    announce(turn, current);
  }

  void fetchFailed(StateId state) {
    completion.fetchFailed(state);
  }

  private void announce(Turn turn, Ballot current) {
    Optional<PeerId> former = Optional.ofNullable(memory.host).filter(host -> !memory.isSelf(host));
    List<Seat> others = memory.others();
    StateId resume = memory.complete;
    memory.epoch = current.epoch;
    memory.host = memory.self();
    epochs.won(current.epoch);
    over(turn);
    turn.enter(new Stage.Hosting(turn.nowNs), "announces " + current.epoch);
    turn.order(new Output.BecomeHost(memory.epoch, resume));
    Message.CountedOut countedOut = current.countedOut;
    int published = turn.place();
    if (countedOut != null) {
      // Who follows must not count them either: it learns of both at once.
      duty.begin(turn, former);
      duty.countOut(turn, countedOut.gone());
    }
    Message.Announce announce =
        new Message.Announce(
            current.epoch,
            memory.self(),
            resume,
            List.copyOf(current.votes.values()),
            Optional.ofNullable(countedOut),
            memory.table.number(),
            memory.table.chain(),
            operationsForAll(current));
    memory.announced = announce;
    others.forEach(seat -> turn.send(seat.key(), announce));
    turn.tell(new Event.HostChanged(memory.epoch, memory.self(), resume));
    if (countedOut == null) {
      turn.order(new Output.PublishHost(announce));
      duty.begin(turn, former);
    } else {
      // The lobby takes no table from one who is not its host yet.
      turn.orderAt(published, new Output.PublishHost(announce));
    }
  }

  private List<NumberedOperation> operationsForAll(Ballot current) {
    Message.@Nullable Vote oldest = null;
    for (Message.Vote vote : current.votes.values()) {
      boolean older = oldest == null || oldest.table().isAfter(vote.table());
      oldest = older && vote.voter() instanceof PeerId ? vote : oldest;
    }
    if (oldest == null) {
      return List.of();
    }
    List<NumberedOperation> missing =
        memory.table.since(oldest.table(), oldest.chain()).orElse(List.of());
    return missing.subList(0, Math.min(missing.size(), ANNOUNCED_OPERATIONS_MAX));
  }

  private void over(Turn turn) {
    ballot = null;
    sponsoredLast = null;
    memory.migratingSinceNs = null;
    majority.over();
    completion.over();
    if (memory.epoch.isAfter(memory.promised)) {
      memory.promised = memory.epoch;
    }
    for (Timer timer :
        List.of(
            Timer.CLAIM,
            Timer.COMPLETE,
            Timer.PROMISE,
            Timer.HAND_OVER,
            Timer.MIGRATION,
            Timer.HELLO)) {
      turn.clearTimer(timer);
    }
  }

  /** Gives up a claim; the host, if it is there, goes on or claims the next epoch itself. */
  private void abandon(Turn turn, String reason) {
    ballot = null;
    sponsoredLast = null;
    turn.clearTimer(Timer.CLAIM);
    turn.clearTimer(Timer.COMPLETE);
    if (memory.hostOfEpoch()) {
      turn.enter(new Stage.Isolated(turn.nowNs), reason);
      turn.order(new Output.SuspendSafe(true));
      return;
    }
    PeerId host = memory.hostSeat().map(Seat::peer).orElse(memory.self());
    turn.enter(new Stage.Suspecting(host, Evidence.SILENCE, turn.nowNs), reason);
  }

  /** A claim against a host that is there and says so would only bind its voters for nothing. */
  private void giveWay(Turn turn) {
    boolean refused = ballot != null && ballot.isRefusedBy(memory.host);
    if (refused && memory.stage instanceof Stage.Claiming) {
      abandon(turn, "the host itself refuses");
    }
  }

  /** The claim has no majority by its deadline. */
  void claimExpired(Turn turn) {
    if (memory.stage instanceof Stage.Claiming) {
      boolean longUnderWay = majority.longUnderWay(turn.nowNs);
      abandon(turn, "no majority by the deadline");
      if (longUnderWay && !(memory.stage instanceof Stage.Isolated)) {
        majority.strand(turn);
      }
    } else {
      turn.ignore("no claim pending");
    }
  }

  /** The host of the present epoch claims the next one itself, and goes on. */
  void reclaim(Turn turn, String reason) {
    turn.order(new Output.SuspendSafe(true));
    turn.enter(new Stage.Isolated(turn.nowNs), reason);
    claimNext(turn);
  }

  /**
   * Whether the votes prove that there is a new host.
   *
   * @param from who sent it over its own link
   */
  boolean proves(Optional<PeerId> from, Message.Announce announce) {
    NameTable judged = memory.table;
    for (NumberedOperation operation : announce.operations()) {
      judged = judged.with(operation).orElse(judged);
    }
    Certificate.Known certain = new Certificate.Known(votesHeard(), from);
    boolean proven =
        Certificate.proves(announce, memory.table, memory.credentials, certain)
            || (judged != memory.table
                && Certificate.proves(announce, judged, memory.credentials, certain));
    boolean known = judged.isPresent(announce.host()) && !memory.isSelf(announce.host());
    return proven && known;
  }

  /** Its own vote, and those that came over their voters' own links. */
  private List<Message.Vote> votesHeard() {
    ArrayList<Message.Vote> heard = new ArrayList<>();
    if (memory.ownVote != null) {
      heard.add(memory.ownVote);
    }
    for (Contact contact : memory.contacts.values()) {
      if (contact.vote != null) {
        heard.add(contact.vote);
      }
    }
    return heard;
  }

  /** There is a new host: follows it. */
  void adopt(Turn turn, Message.Announce announce) {
    boolean wasHost = memory.hostOfEpoch();
    for (NumberedOperation operation : new ArrayList<>(announce.operations())) {
      if (operation.number().isAfter(memory.table.number())) {
        follower.apply(turn, operation);
      }
    }
    memory.epoch = announce.epoch();
    memory.host = announce.host();
    memory.announced = announce;
    over(turn);
    for (Contact contact : memory.contacts.values()) {
      contact.suspects = null;
    }
    Contact host = memory.contactOf(announce.host(), turn.nowNs);
    if (host != null) {
      host.acquit(turn.nowNs);
    }
    turn.enter(new Stage.Following(announce.host()), wasHost ? "superseded" : "announced");
    turn.order(new Output.FollowHost(memory.epoch, announce.host(), announce.resume()));
    turn.tell(new Event.HostChanged(memory.epoch, announce.host(), announce.resume()));
    attach(turn);
  }

  /** Tells the host what this peer has. */
  void attach(Turn turn) {
    Message.Announce proof = memory.announced;
    if (memory.host == null || memory.hostOfEpoch()) {
      return;
    }
    StateId resume = proof == null ? memory.complete : proof.resume();
    StateId visible = memory.visible.isAfter(resume) ? resume : memory.visible;
    StateId complete = memory.complete.isAfter(resume) ? resume : memory.complete;
    turn.send(
        memory.host,
        new Message.Attach(
            memory.epoch, visible, complete, memory.table.number(), memory.table.chain()));
    if (memory.leavingSinceNs != null) {
      turn.send(memory.host, new Message.Goodbye(memory.epoch, LeaveReason.NORMAL));
    }
  }
}
