package dev.baton.client;

import dev.baton.core.Digest;
import dev.baton.core.EndReason;
import dev.baton.core.Endpoint;
import dev.baton.core.Event;
import dev.baton.core.Input;
import dev.baton.core.Machine;
import dev.baton.core.Message;
import dev.baton.core.Output;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.StateId;
import dev.baton.core.Step;
import dev.baton.core.TableSnapshot;
import dev.baton.core.Timer;
import dev.baton.replication.StateExchange;
import dev.baton.transport.Cut;
import dev.baton.transport.Link;
import dev.baton.transport.Loop;
import dev.baton.transport.Network;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the machine of one session: gives it what happens on the network, in the lobby and in the
 * game, and carries its orders out, in their order.
 *
 * <p>Confined to the network's one thread, apart from {@link #ask}.
 */
final class SessionDriver implements DataPlane.Wishes {

  /** How long the last words of a link or a session have to leave. */
  private static final Duration LAST_WORDS = Duration.ofMillis(100);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int CLOSE_CODE = 0;

  private final Network network;
  private final Machine machine;
  private final SessionParts parts;
  private final SessionTrace trace;
  private final GameNews news;
  private final DataPlane plane;
  private final GameMail mail;
  private final LinkMeasures measures = new LinkMeasures();
  private final SelfDescription description = new SelfDescription(measures);
  private final Map<Timer, Loop.Timer> timers = new EnumMap<>(Timer.class);
  private final ArrayDeque<Input> waiting = new ArrayDeque<>();
  private List<PeerKey> watched = List.of();
  private LobbyLine lobby = LobbyLine.NONE;
  private Digest tableChain = Digest.ZERO;
  private Input handling = new Input.LobbyClosed();
  private FigureReading.Traffic trafficBefore = new FigureReading.Traffic(0, 0);
  private boolean holdsState;
  private boolean stepping;
  private boolean over;
  private boolean stopped;

  SessionDriver(
      Network network, Machine machine, SessionParts parts, GameNews news, DataPlane.Game game) {
    this.network = network;
    this.machine = machine;
    this.parts = parts;
    this.news = news;
    trace = new SessionTrace(parts.recorder(), parts.links());
    plane = new DataPlane(parts, this, game);
    mail = new GameMail(parts, machine, news);
  }

  Loop loop() {
    return network.loop();
  }

  int localPort() {
    return network.localPort();
  }

  DataPlane plane() {
    return plane;
  }

  StateExchange exchange() {
    return plane.exchange();
  }

  GameMail mail() {
    return mail;
  }

  Machine machine() {
    return machine;
  }

  PeerLinks links() {
    return parts.links();
  }

  Counters counters() {
    return parts.counters();
  }

  FlightRecorder recorder() {
    return parts.recorder();
  }

  SelfDescription description() {
    return description;
  }

  LinkMeasures measures() {
    return measures;
  }

  boolean isOver() {
    return over;
  }

  void lobby(LobbyLine line) {
    lobby = line;
  }

  /** Does what the game asks for, on the driver's thread. From any thread. */
  void ask(Runnable task) {
    network.loop().execute(task);
  }

  /** Starts the session: with what created it, or with where it is to be joined. */
  void start(Input first) {
    lobby.opened();
    step(first);
    everySecond();
  }

  // One step after the other.

  /** Lets the machine take one input, and does what it orders. */
  void step(Input input) {
    if (over) {
      return;
    }
    waiting.add(input);
    if (stepping) {
      return;
    }
    stepping = true;
    Input next = waiting.poll();
    while (next != null && !over) {
      take(next);
      next = waiting.poll();
    }
    waiting.clear();
    stepping = false;
  }

  private void take(Input input) {
    Step step;
    try {
      step = machine.handle(System.nanoTime(), input);
    } catch (RuntimeException defect) {
      // The one place where a defect of the machine is met: it stops this session and no other.
      trace.dump(input, defect);
      stop(EndReason.BROKEN, "defect");
      return;
    }
    handling = input;
    noteTable();
    trace.record(input, step, machine.epoch());
    parts.recorder().flush();
    for (Output output : step.outputs()) {
      if (!stopped) {
        carryOut(output);
      }
    }
  }

  private void noteTable() {
    Optional<PeerId> self = machine.self();
    TableSnapshot now = machine.table();
    if (self.isPresent() && !(now.chain().equals(tableChain) && self.equals(links().self()))) {
      tableChain = now.chain();
      links().tableChanged(now, self.get());
    }
  }

  private void carryOut(Output output) {
    switch (output) {
      case Output.SendTo send -> links().send(send.to(), send.message(), System.nanoTime());
      case Output.SendWitness send -> lobby.witness(send.message());
      case Output.OpenLink open -> dial(open);
      case Output.CloseLink close -> closeLink(close);
      case Output.WatchPorts watch -> watch(watch.peers());
      case Output.SetTimer set -> setTimer(set);
      case Output.ClearTimer clear -> clearTimer(clear.timer());
      case Output.BecomeHost become -> becomeHost(become);
      case Output.FollowHost follow -> follow(follow);
      case Output.StopAfter stop -> exchange().stopAfter(stop.last());
      case Output.StopTaking stop -> exchange().stopTaking(stop.last());
      case Output.KeepPlayers keep -> exchange().keepPlayers(keep);
      case Output.CountStandbys count -> exchange().countStandbys(count);
      case Output.SuspendSafe suspend -> exchange().suspendSafe(suspend.suspended());
      case Output.FetchState fetch -> exchange().fetch(fetch.from(), fetch.state());
      case Output.Route route -> links().route(route.peer(), route.via());
      case Output.PublishHost publish -> lobby.publishHost(publish.announce());
      case Output.PublishTable publish -> lobby.publishTable(publish.epoch(), publish.table());
      case Output.PublishTermination publish -> lobby.publishTermination(publish.epoch());
      case Output.Tell tell -> told(tell);
    }
  }

  private PeerId self() {
    return machine.self().orElseThrow();
  }

  private void dial(Output.OpenLink open) {
    try {
      network.dial(open.peer(), open.endpoint());
    } catch (IllegalArgumentException e) {
      // The address came from outside, and is none.
      step(new Input.LinkClosed(open.peer(), false));
    }
  }

  private void closeLink(Output.CloseLink close) {
    Optional<Link> link = links().link(close.peer());
    link.ifPresent(
        open -> network.loop().schedule(LAST_WORDS, () -> open.close(CLOSE_CODE, close.reason())));
  }

  private void watch(List<PeerKey> peers) {
    for (PeerKey before : watched) {
      if (!peers.contains(before)) {
        network.unwatchPort(before);
      }
    }
    watched = new ArrayList<>(peers);
    watched.forEach(network::watchPort);
  }

  /** A watch begins anew with each link. */
  void linkOpened(PeerKey peer) {
    step(new Input.LinkOpened(peer));
    if (watched.contains(peer)) {
      network.watchPort(peer);
    }
    mail.retry();
  }

  private void setTimer(Output.SetTimer set) {
    clearTimer(set.timer());
    long delayNs = Math.max(0, set.atNs() - System.nanoTime());
    timers.put(set.timer(), network.loop().scheduleNs(delayNs, () -> fired(set.timer())));
  }

  private void fired(Timer timer) {
    timers.remove(timer);
    if (timer == Timer.PULSE) {
      parts.recorder().pulsed(System.nanoTime());
    }
    step(new Input.TimerFired(timer));
  }

  private void clearTimer(Timer timer) {
    Loop.Timer pending = timers.remove(timer);
    if (pending != null) {
      pending.cancel();
    }
  }

  private void becomeHost(Output.BecomeHost become) {
    if (exchange().canResume(become.resume())) {
      plane.becomeHost(self(), become.epoch(), become.resume(), machine.table());
    } else {
      // Elected because nobody holds a complete state: there is nothing to go on from.
      parts.recorder().ended(EndReason.HOST_LOST);
      stop(EndReason.HOST_LOST, "no state survives");
    }
  }

  private void follow(Output.FollowHost follow) {
    // A welcome says nothing of what survived of the epochs that this peer missed.
    boolean welcomed =
        handling instanceof Input.MessageArrived arrived
            && arrived.message() instanceof Message.Welcome;
    lobby.followsAnother();
    StateId resume = welcomed ? StateId.NONE : follow.resume();
    Optional<PeerKey> key = links().key(follow.host());
    if (key.isPresent()) {
      DataPlane.Follow whom = new DataPlane.Follow(follow.epoch(), follow.host(), resume);
      plane.followHost(self(), key.get(), whom, machine.table());
    }
  }

  private void told(Output.Tell tell) {
    switch (tell.event()) {
      case Event.TableChanged changed -> exchange().tableChanged(changed.table());
      case Event.PeerJoined joined -> exchange().peerReturned(joined.peer());
      case Event.LinkChanged changed -> {
        if (!changed.open()) {
          links().peer(changed.peer()).ifPresent(measures::forget);
        }
      }
      case Event.ClockSampled sample -> measures.sampled(sample.peer(), sample.rttNs());
      case Event.Ended ended -> end(ended.reason());
      default -> {
        // The rest concerns the game alone.
      }
    }
    news.tell(tell.event(), machine);
    mail.retry();
  }

  // The data plane's wishes.

  @Override
  public boolean mayHost() {
    return !over && machine.mayHost(System.nanoTime());
  }

  @Override
  public void stateAdvanced(StateId complete, StateId visible, StateId safe) {
    if (machine.stateAdvanced(complete, visible, safe)) {
      step(new Input.StateArrived());
    }
    if (!holdsState && !exchange().held().equals(StateId.NONE)) {
      holdsState = true;
      network.loop().execute(this::describe);
    }
  }

  @Override
  public void stateFetched(StateId state, boolean held) {
    step(held ? new Input.StateFetched(state) : new Input.StateFetchFailed(state));
  }

  @Override
  public void seated(long lastSequence) {
    news.seated(lastSequence, machine);
  }

  @Override
  public long hostPathNs() {
    return machine.host().map(measures::meanNs).orElse(0L) / 2;
  }

  // Once a second.

  private void everySecond() {
    if (over) {
      return;
    }
    long nowNs = System.nanoTime();
    description.measureLoad(nowNs);
    describe();
    news.figures(new FigureReading(machine, parts, measures, plane).figures(trafficBefore));
    trafficBefore = new FigureReading.Traffic(links().sentBytes(), counters().receivedBytes);
    network.loop().schedule(SECOND, this::everySecond);
  }

  /** Tells the machine what this peer is like, if that is new. */
  void describe() {
    StateId held = exchange().held();
    long expected = exchange().statesExpected();
    long lost = expected - exchange().statesTaken();
    int lossPerMille = expected == 0 ? 0 : (int) (1000 * lost / expected);
    SelfDescription.Held holds =
        new SelfDescription.Held(!held.equals(StateId.NONE), held.tick(), lossPerMille);
    description.due(System.nanoTime(), links().open(), holds).ifPresent(this::step);
  }

  // The end.

  /** The game's own code failed: the role, if this peer has it, passes on at once. */
  void gameFailed() {
    if (!over) {
      parts.recorder().ended(EndReason.STATE_REJECTED);
      stop(EndReason.STATE_REJECTED, "the game failed");
    }
  }

  /** Lets all packets to and from a port vanish, for tests. */
  void cut(Endpoint endpoint, Cut cut) {
    network.cut(endpoint, cut);
  }

  /** The game cannot wait any longer for a proper end. */
  void shutDownNow() {
    if (!over) {
      parts.recorder().ended(EndReason.LEFT);
      stop(EndReason.LEFT, "closed");
    }
  }

  private void stop(EndReason reason, String text) {
    stopped = true;
    news.ended(reason);
    shutDown(text);
  }

  private void end(EndReason reason) {
    if (reason == EndReason.LEFT || reason == EndReason.REMOVED) {
      lobby.leave();
    }
    over = true;
    plane.stop();
    // What is lost on its way is sent again within a few round trips.
    Duration limit = LAST_WORDS.plusNanos(Math.min(3 * measures.worstNs(), SECOND.toNanos()));
    network.loop().schedule(limit, () -> shutDown(reason.toString()));
  }

  private void shutDown(String text) {
    over = true;
    plane.stop();
    lobby.close();
    timers.values().forEach(Loop.Timer::cancel);
    timers.clear();
    var unused =
        network
            .close(CLOSE_CODE, text, CLOSE_LIMIT)
            .thenRun(
                () -> {
                  parts.recorder().close();
                  news.closed();
                });
  }

  /** The network has closed itself, because something in this session threw. */
  void broken() {
    if (!over) {
      parts.recorder().ended(EndReason.BROKEN);
      news.ended(EndReason.BROKEN);
    }
    over = true;
    parts.recorder().close();
    news.closed();
  }
}
