package dev.baton.core;

import java.util.List;
import java.util.Optional;

/**
 * The protocol of one peer in one session: takes what happened, answers what is to be done.
 *
 * <p>The only mutable object of the protocol. Confined to one thread. It never blocks, never throws
 * on anything that came from outside, and asks for no time but the one that it is given, which must
 * not run backwards.
 */
public final class Machine {

  /** A peer that leaves waits this long for its successor, or for the host's word. */
  private static final long LEAVE_LIMIT_NS = 3_000_000_000L;

  private final Memory memory;
  private final Links links;
  private final TableFollower follower;
  private final TableKeeper keeper;
  private final Admission admission;
  private final Watch watch;
  private final HostDuty duty;
  private final Election election;
  private final HandOvers handOvers;
  private final VainVotes vainVotes;
  private final Inbox inbox;

  /**
   * Makes a machine that waits for {@link Input.SessionCreated} or {@link Input.JoinGranted}.
   *
   * @param settings the peer's own settings
   * @param credentials the peer's key
   */
  public Machine(MachineSettings settings, Credentials credentials) {
    memory = new Memory(settings, credentials);
    links = new Links(memory);
    follower = new TableFollower(memory);
    keeper = new TableKeeper(memory, follower);
    admission = new Admission(memory, keeper);
    watch = new Watch(memory, links);
    duty = new HostDuty(memory, links, keeper);
    election = new Election(memory, links, follower, duty);
    handOvers = new HandOvers(memory, election);
    vainVotes = new VainVotes(memory, watch, election, keeper);
    inbox =
        new Inbox(
            memory,
            links,
            new Inbox.Parts(
                follower, keeper, admission, watch, duty, election, handOvers, vainVotes));
  }

  /**
   * Takes one input.
   *
   * @param nowNs the time by the driver's monotonic clock
   * @param input what happened
   */
  public Step handle(long nowNs, Input input) {
    if (memory.stage instanceof Stage.Ended && !(input instanceof Input.MessageArrived)) {
      return Step.ignore(memory.stage, "the session is over for this peer");
    }
    Turn turn = new Turn(nowNs, memory);
    long stallNs = links.noteTime(nowNs);
    if (stallNs > 0) {
      duty.woke(turn, stallNs);
    }
    boolean pulsed = input instanceof Input.TimerFired(Timer timer) && timer == Timer.PULSE;
    dispatch(turn, input);
    settle(turn, pulsed);
    return turn.end();
  }

  private void dispatch(Turn turn, Input input) {
    switch (input) {
      case Input.SessionCreated created -> created(turn, created);
      case Input.JoinGranted granted ->
          admission.granted(turn, granted.session(), granted.host(), granted.ticket());
      case Input.HostNamed named -> {
        memory.witnessNamed(turn.nowNs, named);
        admission.hostNamed(turn, named.host());
      }
      case Input.LinkOpened opened -> opened(turn, opened.peer());
      case Input.LinkClosed closed -> links.closed(turn, closed.peer(), closed.byRemote());
      case Input.PortUnreachable port -> portUnreachable(turn, port.peer());
      case Input.MessageArrived arrived -> inbox.arrived(turn, arrived);
      case Input.LobbyOpened ignored -> memory.lobbyUp = true;
      case Input.LobbyClosed ignored -> memory.lobbyUp = false;
      case Input.LobbyNoticed noticed -> noticed(turn, noticed);
      case Input.WitnessSaid said -> inbox.witnessSaid(turn, said.message());
      case Input.TimerFired fired -> fired(turn, fired.timer());
      case Input.DirectHeard heard -> watch.directHeard(turn, heard.peer());
      case Input.StateArrived ignored -> {}
      case Input.StateFetched fetched -> memory.complete = later(memory.complete, fetched.state());
      case Input.StateFetchFailed failed -> election.fetchFailed(failed.state());
      case Input.SelfDescribed described -> described(turn, described);
      case Input.SessionDataSet set -> hostOnly(turn, new Operation.SessionData(set.data()));
      case Input.HandOverAsked asked -> handOvers.asked(turn, asked.successor(), false);
      case Input.LeaveAsked ignored -> leave(turn);
      case Input.TerminateAsked ignored -> terminate(turn);
      case Input.RemovalAsked asked -> {
        if (memory.stage instanceof Stage.Hosting) {
          admission.remove(turn, asked.peer());
        } else {
          turn.ignore("only the host removes peers");
        }
      }
    }
  }

  private static StateId later(StateId a, StateId b) {
    return b.isAfter(a) ? b : a;
  }

  /** Lets everything that is now due follow from what is known; idempotent. */
  private void settle(Turn turn, boolean pulsed) {
    if (memory.self == null || memory.stage instanceof Stage.Ended) {
      if (!(memory.stage instanceof Stage.Ended)) {
        links.schedulePulse(turn, pulsed);
      }
      return;
    }
    watch.judge(turn);
    election.voting().reconsider(turn, watch, election);
    election.advance(turn);
    if (memory.stage instanceof Stage.Hosting) {
      keeper.advance(turn);
    }
    if (!(memory.stage instanceof Stage.Ended)) {
      links.schedulePulse(turn, pulsed);
    }
  }

  private void created(Turn turn, Input.SessionCreated created) {
    if (!(memory.stage instanceof Stage.Idle)) {
      turn.ignore("in a session already");
      return;
    }
    memory.table = NameTable.empty(created.session(), created.rules());
    memory.self = PeerId.FIRST;
    memory.host = PeerId.FIRST;
    turn.enter(new Stage.Hosting(turn.nowNs), "created the session");
    turn.order(new Output.BecomeHost(memory.epoch, StateId.NONE));
    duty.begin(turn, Optional.empty());
    keeper.append(turn, new Operation.SetRules(created.rules()));
    MachineSettings settings = memory.settings;
    keeper.append(
        turn,
        new Operation.Join(
            PeerId.FIRST, memory.credentials.publicKey(), settings.name(), settings.endpoint()));
    turn.tell(new Event.Admitted(PeerId.FIRST, false));
    turn.tell(new Event.HostChanged(memory.epoch, PeerId.FIRST, StateId.NONE));
  }

  private void opened(Turn turn, PeerKey peer) {
    links.opened(turn, peer);
    if (memory.stage instanceof Stage.Joining joining && joining.host().key().equals(peer)) {
      admission.sayHello(turn, joining);
    } else if (memory.seated()) {
      links.beat(turn, memory.contact(peer, turn.nowNs));
      if (memory.hostSeat().filter(seat -> seat.key().equals(peer)).isPresent()) {
        election.attach(turn);
      }
    }
  }

  private void portUnreachable(Turn turn, PeerKey peer) {
    if (memory.table.seatOf(peer).isPresent()) {
      memory.contact(peer, turn.nowNs).accuse(Evidence.PORT_UNREACHABLE, turn.nowNs);
    } else {
      turn.ignore("nobody of this session has that key");
    }
  }

  private void noticed(Turn turn, Input.LobbyNoticed noticed) {
    if (memory.table.seatOf(noticed.peer()).isEmpty()) {
      turn.ignore("nobody of this session has that key");
      return;
    }
    Contact contact = memory.contact(noticed.peer(), turn.nowNs);
    boolean host = memory.hostSeat().filter(seat -> seat.key().equals(noticed.peer())).isPresent();
    if (!noticed.connected()) {
      contact.accuse(Evidence.LOBBY_NOTICE, turn.nowNs);
    } else if (contact.evidence == Evidence.LOBBY_NOTICE) {
      contact.evidence = null;
    }
    if (host) {
      election.majority().witnessSuspects = !noticed.connected();
    }
  }

  private void fired(Turn turn, Timer timer) {
    switch (timer) {
      case PULSE -> pulse(turn);
      case HELLO -> {
        if (memory.stage instanceof Stage.Joining joining) {
          admission.helloDue(turn, joining);
        } else {
          turn.ignore("not joining any more");
        }
      }
      case CLAIM -> election.claimExpired(turn);
      case COMPLETE -> {}
      case PROMISE -> vainVotes.expired(turn);
      case HAND_OVER -> handOvers.failed(turn);
      case MIGRATION -> migrationExpired(turn);
    }
  }

  private void migrationExpired(Turn turn) {
    if (memory.migratingSinceNs == null) {
      turn.ignore("no migration under way");
      return;
    }
    end(turn, EndReason.MIGRATION_TIMEOUT, "the migration did not finish in time");
  }

  private void pulse(Turn turn) {
    if (memory.self == null) {
      return;
    }
    if (memory.hosting()) {
      duty.pulse(turn);
    }
    links.beat(turn);
    links.keep(turn);
    election.pulse(turn);
    vainVotes.pulse(turn);
    admission.goAfterNamed(turn, election.majority().longUnderWay(turn.nowNs));
    goOnLeaving(turn);
  }

  private void goOnLeaving(Turn turn) {
    Long sinceNs = memory.leavingSinceNs;
    if (sinceNs == null || memory.stage instanceof Stage.Ended) {
      return;
    }
    if (turn.nowNs - sinceNs > LEAVE_LIMIT_NS) {
      end(turn, EndReason.LEFT, "left without anybody's word");
    } else if (memory.stage instanceof Stage.Hosting) {
      handOvers.asked(turn, Optional.empty(), true);
    }
  }

  private void described(Turn turn, Input.SelfDescribed described) {
    boolean same =
        memory.attributes.equals(described.attributes()) && memory.hint.equals(described.hint());
    if (same) {
      turn.ignore("nothing new");
      return;
    }
    memory.attributes = described.attributes();
    memory.hint = described.hint();
    if (memory.stage instanceof Stage.Hosting) {
      keeper.append(
          turn, new Operation.Describe(memory.self(), described.attributes(), described.hint()));
    } else if (memory.host != null && memory.seated()) {
      inbox.reportHint(turn);
    }
  }

  private void hostOnly(Turn turn, Operation operation) {
    if (memory.stage instanceof Stage.Hosting) {
      keeper.append(turn, operation);
    } else {
      turn.ignore("only the host appends to the name table");
    }
  }

  private void leave(Turn turn) {
    memory.leavingSinceNs = turn.nowNs;
    if (memory.self == null || memory.host == null) {
      end(turn, EndReason.LEFT, "left before it was let in");
    } else if (memory.hosting()) {
      handOvers.asked(turn, Optional.empty(), true);
    } else {
      turn.send(memory.host, new Message.Goodbye(memory.epoch, LeaveReason.NORMAL));
    }
  }

  private void terminate(Turn turn) {
    if (!memory.hosting()) {
      turn.ignore("only the host terminates the session");
      return;
    }
    turn.sendToOthers(new Message.Terminate(memory.epoch));
    turn.order(new Output.PublishTermination(memory.epoch));
    end(turn, EndReason.TERMINATED, "terminated by the game");
  }

  static void end(Turn turn, EndReason reason, String why) {
    turn.enter(new Stage.Ended(reason), why);
    turn.tell(new Event.Ended(reason));
  }

  /**
   * Notes that something of the data plane came from a peer; allocates nothing.
   *
   * @param nowNs the time by the driver's monotonic clock
   * @param peer from whom
   */
  public void heard(long nowNs, PeerKey peer) {
    Contact contact = memory.contacts.get(peer);
    if (contact != null) {
      if (memory.hosting() && links.sleptUntil(nowNs)) {
        // What waited for it must not hide from a host for how long it heard nobody.
        duty.rivals().look(nowNs);
      }
      contact.heard(nowNs);
    }
  }

  /**
   * Notes how far the data plane is; allocates nothing.
   *
   * @param complete the latest complete state held
   * @param visible the latest visible state held
   * @param safe the latest state known to be safe
   * @return whether the machine waits for this: then {@link Input.StateArrived} is due
   */
  public boolean stateAdvanced(StateId complete, StateId visible, StateId safe) {
    memory.complete = complete;
    memory.visible = visible;
    memory.safe = safe;
    return memory.stage instanceof Stage.Completing;
  }

  /**
   * Whether this peer may compute and send as host now: it is host, was not stopped for longer than
   * its lease, and hears so many voters that no other can have been elected; allocates nothing.
   */
  public boolean mayHost(long nowNs) {
    return memory.hosting() && !links.overslept(nowNs) && !duty.rivals().possible(nowNs);
  }

  /** The present stage. */
  public Stage stage() {
    return memory.stage;
  }

  /** The epoch that this peer obeys. */
  public Epoch epoch() {
    return memory.epoch;
  }

  /** The present host, where one is known. */
  public Optional<PeerId> host() {
    return Optional.ofNullable(memory.host);
  }

  /** This peer's number, once it has one. */
  public Optional<PeerId> self() {
    return Optional.ofNullable(memory.self);
  }

  /** The name table as this peer knows it. */
  public TableSnapshot table() {
    return memory.table.snapshot();
  }

  /** The peers that hold the complete state, by the present succession. */
  public List<PeerId> standbys() {
    return memory.table.standbys();
  }
}
