package dev.baton.core;

import java.util.Optional;

/** Sorts messages to whom they concern; the epoch is looked at before anything else. */
final class Inbox {

  private static final long ATTACH_AGAIN_NS = 100_000_000;
  private static final long TABLE_AGAIN_NS = 1_000_000_000;

  private final Memory memory;
  private final Links links;
  private final Parts parts;
  private long attachedAtNs;

  /** Who handles what. */
  record Parts(
      TableFollower follower,
      TableKeeper keeper,
      Admission admission,
      Watch watch,
      HostDuty duty,
      Election election,
      HandOvers handOvers,
      VainVotes vainVotes) {}

  Inbox(Memory memory, Links links, Parts parts) {
    this.memory = memory;
    this.links = links;
    this.parts = parts;
  }

  void arrived(Turn turn, Input.MessageArrived arrived) {
    Message message = arrived.message();
    if (message.epoch().isOutOfReach()) {
      turn.ignore("an epoch that no session comes to");
      return;
    }
    if (message instanceof Message.Hello hello) {
      parts.admission().hello(turn, arrived, hello);
      return;
    }
    if (memory.stage instanceof Stage.Ended) {
      turn.ignore("the session is over for this peer");
      return;
    }
    if (memory.stage instanceof Stage.Joining joining) {
      whileJoining(turn, joining, arrived);
      return;
    }
    Optional<Seat> seat = memory.table.seatOf(arrived.from());
    if (memory.self == null || seat.isEmpty()) {
      turn.ignore("the sender has no seat");
      parts.admission().tellRemoved(turn, links, arrived.from());
      return;
    }
    Contact contact = memory.contact(arrived.from(), turn.nowNs);
    contact.heard(turn.nowNs);
    dispatch(turn, new Sender(seat.get(), contact, arrived.direct()), message);
  }

  private void whileJoining(Turn turn, Stage.Joining joining, Input.MessageArrived arrived) {
    boolean asked = joining.host().key().equals(arrived.from());
    switch (arrived.message()) {
      case Message.Welcome welcome when asked -> welcomed(turn, arrived.from(), welcome);
      case Message.Refused refused when asked -> parts.admission().refused(turn, joining, refused);
      default -> turn.ignore("waiting to be let in");
    }
  }

  private void welcomed(Turn turn, PeerKey from, Message.Welcome welcome) {
    NameTable table = NameTable.of(welcome.table());
    boolean mine =
        table.seat(welcome.you()).filter(seat -> seat.key().equals(memory.selfKey)).isPresent();
    boolean theirs = table.seat(welcome.host()).filter(seat -> seat.key().equals(from)).isPresent();
    if (!mine || !theirs || memory.epoch.isAfter(welcome.epoch())) {
      turn.ignore("the welcome does not fit this peer and its host");
      return;
    }
    boolean returned = welcome.you().equals(memory.self);
    int joinedAt = table.seat(welcome.you()).map(Seat::joinedAt).orElse(0);
    if (memory.ownVote != null && memory.ownVote.joinedAt() != joinedAt) {
      // It is another voter now: who has that vote and this table cannot count it any more, and
      // whoever has an older table needs a voter that knows better.
      memory.ownVote = null;
      memory.promised = welcome.epoch();
    }
    memory.self = welcome.you();
    memory.epoch = welcome.epoch();
    memory.promised = memory.promised.isAfter(memory.epoch) ? memory.promised : memory.epoch;
    memory.host = welcome.host();
    memory.announced = null;
    memory.migratingSinceNs = null;
    parts.follower().whole(turn, welcome.table());
    turn.clearTimer(Timer.HELLO);
    turn.clearTimer(Timer.MIGRATION);
    Contact host = memory.contact(from, turn.nowNs);
    host.acquit(turn.nowNs);
    turn.tell(new Event.Admitted(welcome.you(), returned));
    turn.enter(new Stage.Following(welcome.host()), "let in");
    turn.order(new Output.FollowHost(memory.epoch, welcome.host(), memory.complete));
    turn.tell(new Event.HostChanged(memory.epoch, welcome.host(), memory.complete));
    parts.election().attach(turn);
    reportHint(turn);
  }

  /**
   * Whose message it is.
   *
   * @param direct whether it came over the sender's own link
   */
  private record Sender(Seat seat, Contact contact, boolean direct) {

    boolean isVoter(Voter voter) {
      return seat.peer().equals(voter);
    }
  }

  private void dispatch(Turn turn, Sender sender, Message message) {
    Seat from = sender.seat;
    Contact contact = sender.contact;
    boolean older = memory.epoch.isAfter(message.epoch());
    boolean newer = message.epoch().isAfter(memory.epoch);
    if (speaksOfItsOwn(message)) {
      contact.says(message.epoch(), turn.nowNs);
    }
    if (!older && !from.present() && memory.stage instanceof Stage.Hosting) {
      tellThatItIsOut(turn, from, contact);
    }
    if (message instanceof Message.Heartbeat beat) {
      links.roundTrip(turn, from.peer(), contact, beat);
    }
    switch (message) {
      case Message.Announce announce -> announced(turn, sender, announce);
      case Message.Fence fence when newer -> fenced(turn, sender, fence);
      case Message.Claim claim -> claimed(turn, from, contact, claim);
      case Message.Vote vote -> voted(turn, sender, vote);
      case Message.VoteRefused refused when sender.isVoter(refused.voter()) ->
          parts.election().refused(turn, refused);
      case Message.HandOver handOver -> handOver(turn, from, handOver);
      case Message.TableWanted wanted when !older ->
          parts.follower().answer(turn, from.key(), wanted);
      case Message.Operations operations when newer -> resynchronised(turn, from, operations);
      case Message.WholeTable whole when newer -> resynchronised(turn, whole);
      default -> {
        if (older) {
          links.fence(turn, contact);
          turn.ignore("older epoch");
        } else if (newer) {
          turn.ignore("newer epoch without its proof");
        } else {
          inEpoch(turn, from, contact, message);
        }
      }
    }
  }

  /** Whether the epoch in a message is the one that its sender obeys. */
  private static boolean speaksOfItsOwn(Message message) {
    return message instanceof Message.Heartbeat
        || message instanceof Message.Announce
        || message instanceof Message.Attach
        || (message instanceof Message.Fence fence && !fence.promised());
  }

  private void voted(Turn turn, Sender sender, Message.Vote vote) {
    if (!sender.isVoter(vote.voter())) {
      turn.ignore("vote in another's name");
      return;
    }
    if (sender.direct && vote.epoch().isAfter(memory.epoch)) {
      parts.watch().doubted(turn, sender.contact);
    }
    parts.election().voted(turn, vote, sender.direct);
  }

  private void announced(Turn turn, Sender sender, Message.Announce announce) {
    if (memory.epoch.isAfter(announce.epoch())) {
      links.fence(turn, sender.contact);
      turn.ignore("announcement of an older epoch");
      return;
    }
    if (announce.epoch().equals(memory.epoch)) {
      attachAgain(turn);
      return;
    }
    if (memory.promised.isAfter(announce.epoch())) {
      announcedBelowPromise(turn, sender, announce);
      return;
    }
    Optional<PeerId> proved = sender.direct ? Optional.of(sender.seat.peer()) : Optional.empty();
    if (!parts.election().proves(proved, announce)) {
      unproven(turn, sender.seat, announce.epoch());
    } else if (leavesOut(announce)) {
      // Who followed it would elect the next by a table that knows nothing of those who stayed.
      turn.order(new Output.SuspendSafe(true));
      Seat host = memory.table.seat(announce.host()).orElse(sender.seat);
      askAgain(turn, host, "counted out by those who follow " + announce.host());
    } else {
      parts.election().adopt(turn, announce);
    }
  }

  /** Whether that host was elected without this peer, which has no seat as present any more. */
  private boolean leavesOut(Message.Announce announce) {
    return announce.countedOut().filter(it -> it.gone().contains(memory.self())).isPresent();
  }

  /** Its votes do not concern this peer any more; but it may be the host that all others have. */
  private void announcedBelowPromise(Turn turn, Sender sender, Message.Announce announce) {
    Seat from = sender.seat;
    if (announce.host().equals(from.peer()) && waitsInVain(turn)) {
      askAgain(turn, from, "promised in vain, while there is a host");
    } else {
      turn.ignore("announcement of an epoch before the one that this peer is promised to");
      parts.vainVotes().tell(turn, sender.contact);
    }
  }

  /** Whether it has long tried to get a majority, or to be of one. */
  private boolean waitsInVain(Turn turn) {
    boolean waits =
        memory.stage instanceof Stage.Suspecting
            || memory.stage instanceof Stage.Stranded
            || memory.stage instanceof Stage.Claiming
            || memory.stage instanceof Stage.Promised;
    return waits && parts.election().majority().longUnderWay(turn.nowNs);
  }

  /** Too much has changed to judge the proof: a peer without a working host asks to be let in. */
  private void unproven(Turn turn, Seat from, Epoch epoch) {
    if ((isLost(turn) || waitsInVain(turn)) && !memory.isSelf(from.peer())) {
      askAgain(turn, from, "left behind by " + epoch);
    } else {
      turn.ignore("the votes are no majority of the electorate known here");
    }
  }

  /** Whether the host of this peer has itself become a peer of a later one. */
  private boolean followsOneWhoFollows(Turn turn) {
    Contact host = memory.host == null ? null : memory.contactOf(memory.host, turn.nowNs);
    return memory.stage instanceof Stage.Following
        && host != null
        && host.obeysAfter(memory.epoch, 0, turn.nowNs);
  }

  /** Whether it lacks a host, or has one that follows another. */
  private boolean isLost(Turn turn) {
    return memory.stage instanceof Stage.Isolated
        || memory.stage instanceof Stage.Stranded
        || memory.stage instanceof Stage.Suspecting
        || followsOneWhoFollows(turn);
  }

  private void fenced(Turn turn, Sender sender, Message.Fence fence) {
    Seat from = sender.seat;
    boolean noProof =
        sender.contact.obeysAfter(memory.epoch, memory.proofPatienceNs(turn.nowNs), turn.nowNs);
    if (fence.promised() && from.present()) {
      parts.vainVotes().fenced(turn, from.peer(), fence);
    } else if (!fence.promised() && noProof && isLost(turn)) {
      // Who was let in by a table has no proof of its host to send; but it knows whom to ask.
      askAgain(turn, from, "left behind by " + fence.epoch() + ", whose proof does not come");
    } else {
      turn.ignore("fenced by " + from.peer() + ", proof follows: " + fence.epoch());
    }
  }

  private void askAgain(Turn turn, Seat from, String reason) {
    parts.admission().askAgain(turn, new HostAddress(from.key(), from.endpoint()), reason);
  }

  /**
   * The witness has counted out this host, or would follow another. Who has a majority of peers
   * needs no witness, and must not overtake those who count it out: if their host is announced, the
   * lobby names it.
   */
  private void witnessPromised(Turn turn, Message.Fence fence) {
    int peers = links.peersHeard(turn.nowNs, memory.timing().leaseNs());
    boolean needsNone = peers >= NameTable.majorityOf(memory.table.electorateSize());
    if (needsNone && !memory.epoch.isInRangeOf(fence.epoch())) {
      turn.ignore("the witness counts this part out, which has a majority without it");
    } else {
      parts.vainVotes().challenged(turn, fence.epoch());
    }
  }

  private void claimed(Turn turn, Seat from, Contact contact, Message.Claim claim) {
    if (!claim.epoch().isAfter(memory.epoch)) {
      links.fence(turn, contact);
      turn.ignore("claim of an epoch that is over");
    } else if (!claim.candidate().equals(from.peer())) {
      turn.ignore("claim in another's name");
    } else {
      contact.suspects = memory.epoch;
      contact.heldAtSuspicion = null;
      contact.claimed = claim.epoch();
      if (memory.stage instanceof Stage.Hosting) {
        links.beat(turn, contact);
      }
      parts.election().voting().claimed(turn, contact, claim, parts.watch(), parts.election());
    }
  }

  private void handOver(Turn turn, Seat from, Message.HandOver handOver) {
    if (from.peer().equals(memory.host) && handOver.epoch().isAfter(memory.epoch)) {
      parts.handOvers().arrived(turn, handOver);
    } else {
      turn.ignore("hand-over by one who is not the host");
    }
  }

  private boolean completing(Epoch epoch) {
    return memory.stage instanceof Stage.Completing completing
        && completing.claimed().equals(epoch);
  }

  private void resynchronised(Turn turn, Seat from, Message.Operations operations) {
    if (completing(operations.epoch())) {
      operations.operations().forEach(operation -> parts.follower().apply(turn, operation));
    } else {
      turn.ignore("operations of a newer epoch from " + from.peer());
    }
  }

  private void resynchronised(Turn turn, Message.WholeTable whole) {
    boolean later = whole.table().number().isAfter(memory.table.number());
    if (completing(whole.epoch()) && later) {
      parts.follower().whole(turn, whole.table());
    } else {
      turn.ignore("table of a newer epoch");
    }
  }

  private void inEpoch(Turn turn, Seat from, Contact contact, Message message) {
    switch (message) {
      case Message.Heartbeat beat -> links.heartbeat(contact, beat, turn.nowNs);
      case Message.Probe probe ->
          turn.send(
              from.key(),
              new Message.ProbeAnswer(
                  memory.epoch, probe.nonce(), memory.stage instanceof Stage.Hosting));
      case Message.ProbeAnswer ignored -> turn.ignore("a sign of life, noted");
      case Message.Suspect suspect -> parts.watch().suspected(turn, contact, suspect);
      case Message.HostHeard heard -> {
        parts.watch().heardBy(turn, contact, heard.direct());
        parts.vainVotes().takenBack(turn, from, contact);
      }
      case Message.TableReport report -> {
        if (memory.hosting()) {
          parts.keeper().reported(turn, contact, report);
        } else {
          turn.ignore("not the host");
        }
      }
      case Message.Attach attach -> attached(turn, from, contact, attach);
      case Message.Goodbye goodbye -> goodbye(turn, from, goodbye);
      case Message.HintReport report -> hint(turn, from, report);
      default -> fromHost(turn, from, message);
    }
  }

  /**
   * It was taken out, missed that, and still follows, or has voted for another in vain: with the
   * table it asks to be let in again.
   */
  private void tellThatItIsOut(Turn turn, Seat from, Contact contact) {
    if (turn.nowNs - contact.tableSentNs > TABLE_AGAIN_NS) {
      contact.tableSentNs = turn.nowNs;
      Message.TableWanted last =
          new Message.TableWanted(memory.epoch, contact.tableNumber, contact.tableChain);
      parts.follower().answer(turn, from.key(), last);
    }
  }

  private void fromHost(Turn turn, Seat from, Message message) {
    if (!from.peer().equals(memory.host) || memory.hostOfEpoch()) {
      turn.ignore("not from the host");
      return;
    }
    if (memory.promised.isAfter(memory.epoch) && !(message instanceof Message.Terminate)) {
      fromHostWhilePromised(turn, from, message);
      return;
    }
    switch (message) {
      case Message.Operations operations -> {
        parts.follower().operations(turn, from.key(), operations);
        afterTable(turn, from);
      }
      case Message.WholeTable whole -> {
        parts.follower().whole(turn, whole.table());
        parts.follower().report(turn, from.key(), memory.epoch);
        afterTable(turn, from);
      }
      case Message.TableMinimum minimum -> parts.follower().minimum(minimum);
      case Message.Terminate ignored ->
          Machine.end(turn, EndReason.TERMINATED, "terminated by the host");
      case Message.Welcome welcome -> {
        parts.follower().whole(turn, welcome.table());
        parts.follower().report(turn, from.key(), memory.epoch);
        afterTable(turn, from);
      }
      default -> turn.ignore("nothing to do with it in this stage");
    }
  }

  /**
   * To acknowledge a table would help to change the electorate that the vote was given by. But who
   * has long found no majority, and learns that the host has one without it, asks to be let in.
   */
  private void fromHostWhilePromised(Turn turn, Seat host, Message message) {
    if (waitsInVain(turn) && parts.follower().isTakenOutBy(turn, message)) {
      afterTable(turn, host);
    } else {
      turn.ignore("promised to a later epoch");
    }
  }

  /** The host took this peer out of the table: it leaves, or asks to be let in again. */
  private void afterTable(Turn turn, Seat host) {
    if (memory.seated() || memory.stage instanceof Stage.Ended) {
      return;
    }
    if (memory.leavingSinceNs != null) {
      Machine.end(turn, EndReason.LEFT, "left");
    } else if (memory.table.seat(memory.self()).isPresent()) {
      askAgain(turn, host, "the host had given this peer up");
    } else {
      Machine.end(turn, EndReason.REMOVED, "taken out of the table by the host");
    }
  }

  private void attached(Turn turn, Seat from, Contact contact, Message.Attach attach) {
    if (!memory.hosting()) {
      turn.ignore("not the host");
    } else if (from.present()) {
      parts.duty().attached(turn, from, attach);
      parts.keeper().lowerMinimum(turn);
    } else {
      contact.heard(turn.nowNs);
      parts.admission().reattach(turn, from);
    }
  }

  private void goodbye(Turn turn, Seat from, Message.Goodbye goodbye) {
    boolean fromHost = from.peer().equals(memory.host);
    if (memory.hosting()) {
      if (from.present() && !parts.keeper().leaveWaits(from.peer())) {
        parts.keeper().request(new Operation.Leave(from.peer(), LeaveReason.NORMAL, false));
      }
    } else if (fromHost && goodbye.reason() == LeaveReason.REMOVED_BY_HOST) {
      Machine.end(turn, EndReason.REMOVED, "removed by the host");
    } else if (fromHost) {
      memory.contact(from, turn.nowNs).accuse(Evidence.LINK_CLOSED, turn.nowNs);
    } else {
      turn.ignore("goodbye from one who is not the host");
    }
  }

  private void hint(Turn turn, Seat from, Message.HintReport report) {
    boolean news =
        !from.hint().equals(report.hint()) || !from.attributes().equals(report.attributes());
    if (memory.stage instanceof Stage.Hosting && from.present() && news) {
      parts
          .keeper()
          .append(turn, new Operation.Describe(from.peer(), report.attributes(), report.hint()));
    } else {
      turn.ignore("nothing new, or not the host");
    }
  }

  void reportHint(Turn turn) {
    if (memory.host != null && !memory.hostOfEpoch()) {
      turn.send(memory.host, new Message.HintReport(memory.epoch, memory.attributes, memory.hint));
    }
  }

  void witnessSaid(Turn turn, Message message) {
    memory.witnessTime.answered(message.epoch(), turn.nowNs);
    switch (message) {
      case Message.Vote vote when vote.voter() instanceof Witness ->
          parts.election().voted(turn, vote, false);
      case Message.VoteRefused refused when refused.voter() instanceof Witness ->
          parts.election().refused(turn, refused);
      case Message.CountedOut out -> parts.election().countedOut(turn, out);
      case Message.Probe probe ->
          turn.sendWitness(
              new Message.ProbeAnswer(
                  memory.epoch, probe.nonce(), memory.stage instanceof Stage.Hosting));
      case Message.TableReport report -> parts.keeper().witnessReported(report.number());
      case Message.Fence fence when fence.promised() && fence.epoch().isAfter(memory.epoch) ->
          witnessPromised(turn, fence);
      case Message.ProbeAnswer answer -> parts.duty().rivals().answered(turn, answer);
      case Message.HostHeard ignored -> parts.election().majority().witnessSuspects = false;
      case Message.Suspect ignored -> parts.election().majority().witnessSuspects = true;
      default -> turn.ignore("the witness has no business saying that");
    }
  }

  private void attachAgain(Turn turn) {
    boolean follows = memory.stage instanceof Stage.Following;
    if (follows && turn.nowNs - attachedAtNs >= ATTACH_AGAIN_NS / 2) {
      attachedAtNs = turn.nowNs;
      parts.election().attach(turn);
    } else {
      turn.ignore("announcement of the present epoch");
    }
  }
}
