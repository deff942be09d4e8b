package dev.baton.simulator;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import dev.baton.core.EndReason;
import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.Event;
import dev.baton.core.Hint;
import dev.baton.core.Input;
import dev.baton.core.Machine;
import dev.baton.core.MachineSettings;
import dev.baton.core.Merit;
import dev.baton.core.Message;
import dev.baton.core.Output;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Reachability;
import dev.baton.core.Seat;
import dev.baton.core.StateId;
import dev.baton.core.Step;
import dev.baton.core.TableSnapshot;
import dev.baton.core.Timer;
import dev.baton.core.Timing;
import dev.baton.replication.StateExchange;
import dev.baton.replication.StateImage;
import dev.baton.simulator.Frame.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One process of a player: the machine, and around it what the client puts around it. */
final class PeerProcess {

  private static final long LAST_WORDS_NS = 100_000_000;
  private static final long SECOND_NS = 1_000_000_000;

  /** What a machine that is stopped still takes in for it, as its sockets' buffers do. */
  private static final int BUFFERED_MAX = 20_000;

  private final World world;
  private final Player player;
  private final int number;
  private final LocalClock clock;
  private final Machine machine;
  private final Game game;
  private final Routes routes;
  private final StatePlane plane;
  private final StateExchange exchange;
  private final Intake intake;
  private final WireTap wire;
  private final Map<Timer, Pending> timers = new EnumMap<>(Timer.class);
  private final ArrayDeque<Runnable> whileStopped = new ArrayDeque<>();
  private final ArrayDeque<Input> waiting = new ArrayDeque<>();
  private final Map<PeerId, Long> rttsNs = new LinkedHashMap<>();
  private List<PeerKey> watched = List.of();
  private LobbyDesk desk;
  private Digest tableSeen = Digest.ZERO;
  private @Nullable PeerId selfSeen;
  private Input handling = new Input.LobbyClosed();
  private Epoch epochSeen = new Epoch(1);
  private Hint told = Hint.WORST;
  private long shownTick;
  private int stops;
  private boolean alive = true;
  private boolean stepping;
  private boolean over;
  private boolean fit = true;

  PeerProcess(World world, Player player, int number, LocalClock clock) {
    this.world = world;
    this.player = player;
    this.number = number;
    this.clock = clock;
    machine =
        new Machine(
            new MachineSettings(player.name(), player.endpoint(), Timing.DEFAULT, new Merit()),
            player.seal());
    game = new Game(world.setup().ballastBytes(), world.setup().secrets());
    routes = new Routes(world.net());
    plane = new StatePlane(this);
    exchange = plane.exchange();
    intake = new Intake(this);
    wire = new WireTap(this, world);
    desk = LobbyDesk.none();
  }

  // Who it is.

  int place() {
    return player.number();
  }

  int number() {
    return number;
  }

  Player player() {
    return player;
  }

  PeerKey key() {
    return player.key();
  }

  Machine machine() {
    return machine;
  }

  Game game() {
    return game;
  }

  Routes routes() {
    return routes;
  }

  StateExchange exchange() {
    return exchange;
  }

  LobbyDesk desk() {
    return desk;
  }

  void desk(LobbyDesk ofThis) {
    desk = ofThis;
  }

  boolean hasSecrets() {
    return world.setup().secrets();
  }

  boolean isAlive() {
    return alive;
  }

  boolean isOver() {
    return over;
  }

  boolean isStopped() {
    return stops > 0;
  }

  /** The address that a peer's packets come from. */
  Optional<Endpoint> seenAt(PeerKey peer) {
    return Optional.ofNullable(world.player(peer)).map(Player::endpoint);
  }

  boolean watches(PeerKey peer) {
    return watched.contains(peer) && routes.link(peer) != null;
  }

  /** Whether it has, or had, a place in the session. */
  boolean isSeated() {
    return machine.self().isPresent();
  }

  // Time.

  long localNs() {
    return clock.at(world.agenda().nowNs());
  }

  Agenda.Entry atLocal(long whenNs, Runnable what) {
    return world.agenda().at(clock.whenItShows(whenNs), () -> take(what));
  }

  long computeNs() {
    return world.setup().computeUs() * 1000L;
  }

  // Being stopped, and being gone.

  /** Lets something reach this process: at once, or when it goes on. */
  void take(Runnable what) {
    if (!alive) {
      return;
    }
    if (stops == 0) {
      what.run();
    } else if (whileStopped.size() < BUFFERED_MAX) {
      whileStopped.add(what);
    }
  }

  void takeFrame(Link.Side side, Frame frame, Channel channel) {
    side.lastHeardNs = world.agenda().nowNs();
    take(
        () -> {
          if (side.open) {
            intake.frame(side.other().process.key(), frame, channel);
          }
        });
  }

  void stop() {
    stops++;
  }

  void resume() {
    stops--;
    while (stops == 0 && alive && !whileStopped.isEmpty()) {
      whileStopped.remove().run();
    }
  }

  /** It is gone without a word. */
  void die() {
    alive = false;
    plane.stop();
    desk.processGone();
    see(new What.Gone());
  }

  // One step after the other.

  void start(Input first) {
    if (desk.isOpen()) {
      step(new Input.LobbyOpened());
    }
    step(first);
    everySecond();
    playLater();
  }

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
      takeIn(next);
      next = waiting.poll();
    }
    waiting.clear();
    stepping = false;
  }

  private void takeIn(Input input) {
    int times = world.probe().times(this, input);
    for (int i = 0; i < times && alive && !over; i++) {
      takeInOnce(input);
    }
  }

  private void takeInOnce(Input input) {
    Epoch before = epochSeen;
    Step step;
    try {
      step = machine.handle(localNs(), input);
    } catch (RuntimeException defect) {
      // A defect of the machine: what the whole simulator looks for.
      see(new What.Broke(World.firstLines(defect) + " at " + input));
      shutDown();
      return;
    }
    handling = input;
    noteTable();
    if (input instanceof Input.WitnessSaid(Message.CountedOut out)) {
      see(new What.CountedOut(out.epoch(), playersOf(out.gone())));
    }
    if (!machine.epoch().equals(epochSeen)) {
      epochSeen = machine.epoch();
      see(new What.Obeys(epochSeen));
    }
    wire.took(input);
    world.trace().stepped(this, input, step);
    for (Output output : step.outputs()) {
      if (!alive) {
        return;
      }
      carryOut(output);
    }
    wire.heard(before, input);
    world.probe().handled(this, input, step);
  }

  private List<Integer> playersOf(List<PeerId> peers) {
    List<Integer> numbers = new ArrayList<>();
    for (Seat seat : machine.table().seats()) {
      Player there = world.player(seat.key());
      if (there != null && peers.contains(seat.peer())) {
        numbers.add(there.number());
      }
    }
    return numbers;
  }

  private void noteTable() {
    Optional<PeerId> self = machine.self();
    TableSnapshot now = machine.table();
    if (self.isPresent() && !(now.chain().equals(tableSeen) && self.get().equals(selfSeen))) {
      tableSeen = now.chain();
      selfSeen = self.get();
      routes.tableChanged(now, self.get());
      see(new What.Table(now));
    }
  }

  private void carryOut(Output output) {
    switch (output) {
      case Output.SendTo send -> tell(send.to(), send.message());
      case Output.SendWitness send -> tellWitness(send.message());
      case Output.OpenLink open -> world.net().dial(this, open.peer());
      case Output.CloseLink close -> closeLink(close.peer());
      case Output.WatchPorts watch -> watch(watch.peers());
      case Output.SetTimer set -> setTimer(set.timer(), set.atNs());
      case Output.ClearTimer clear -> clearTimer(clear.timer());
      case Output.BecomeHost become -> becomeHost(become);
      case Output.FollowHost follow -> follow(follow);
      case Output.StopAfter stop -> exchange.stopAfter(stop.last());
      case Output.StopTaking stop -> exchange.stopTaking(stop.last());
      case Output.SuspendSafe suspend -> exchange.suspendSafe(suspend.suspended());
      case Output.KeepPlayers keep -> exchange.keepPlayers(keep);
      case Output.CountStandbys count -> exchange.countStandbys(count);
      case Output.FetchState fetch -> exchange.fetch(fetch.from(), fetch.state());
      case Output.Route route -> routes.route(route.peer(), route.via());
      case Output.PublishHost publish -> desk.publishHost(publish.announce());
      case Output.PublishTable publish -> desk.publishTable(publish.epoch(), publish.table());
      case Output.PublishTermination publish -> desk.publishTermination(publish.epoch());
      case Output.Tell tell -> told(tell.event());
    }
  }

  /** Sends a message of the machine the way it is due. */
  void tell(PeerKey to, Message message) {
    world.probe().sends(this, message);
    if (!alive) {
      return;
    }
    wire.said(to, message);
    int number = world.trace().said(this, to, message);
    Frame frame = new Frame.Told(world.throughTheWire(message), number);
    Delivery.of(message).send(channel -> send(to, channel, frame));
  }

  private void tellWitness(Message message) {
    world.probe().sends(this, message);
    if (alive) {
      wire.saidToWitness(message);
      desk.witness(message);
    }
  }

  void send(PeerKey to, Channel channel, Frame frame) {
    routes.send(to, channel, frame, localNs());
  }

  private void closeLink(PeerKey peer) {
    Link.Side link = routes.link(peer);
    if (link != null) {
      atLocal(localNs() + LAST_WORDS_NS, () -> closeHere(link));
    }
  }

  private void closeHere(Link.Side link) {
    if (link.open) {
      world.net().close(link);
      linkClosed(link.other().process.key(), false);
    }
  }

  private void watch(List<PeerKey> peers) {
    watched = List.copyOf(peers);
    watched.forEach(this::watch);
  }

  private void watch(PeerKey peer) {
    Player other = world.player(peer);
    if (other != null && other.process() == null) {
      world.net().watch(this, other);
    }
  }

  private void setTimer(Timer timer, long atNs) {
    clearTimer(timer);
    Pending pending = new Pending();
    timers.put(timer, pending);
    pending.entry = atLocal(Math.max(atNs, localNs()), () -> fired(timer, pending));
  }

  /** What was cleared or set anew while this process was stopped does not fire any more. */
  private void fired(Timer timer, Pending pending) {
    if (timers.get(timer) == pending) {
      timers.remove(timer);
      step(new Input.TimerFired(timer));
    }
  }

  private void clearTimer(Timer timer) {
    Pending pending = timers.remove(timer);
    if (pending != null && pending.entry != null) {
      pending.entry.cancel();
    }
  }

  /** A timer that is set. */
  private static final class Pending {
    private Agenda.@Nullable Entry entry;
  }

  private PeerId self() {
    return machine.self().orElseThrow();
  }

  private void becomeHost(Output.BecomeHost become) {
    if (exchange.canResume(become.resume())) {
      see(new What.Hosting(become.epoch(), self(), become.resume(), world.umpire().lostTo(this)));
      exchange.becomeHost(self(), become.epoch(), become.resume(), machine.table(), localNs());
    } else {
      see(new What.Over(EndReason.HOST_LOST));
      shutDown();
    }
  }

  private void follow(Output.FollowHost follow) {
    boolean welcomed =
        handling instanceof Input.MessageArrived arrived
            && arrived.message() instanceof Message.Welcome;
    desk.followsAnother();
    PeerKey key = routes.key(follow.host());
    if (key != null) {
      StateId resume = welcomed ? StateId.NONE : follow.resume();
      see(new What.Following(follow.epoch(), follow.host(), welcomed));
      StateExchange.Follow whom = new StateExchange.Follow(follow.epoch(), key, resume);
      exchange.followHost(self(), whom, machine.table(), localNs());
    }
  }

  private void told(Event event) {
    world.trace().told(this, event);
    switch (event) {
      case Event.TableChanged changed -> exchange.tableChanged(changed.table());
      case Event.PeerJoined joined -> exchange.peerReturned(joined.peer());
      case Event.ClockSampled sample -> rttsNs.put(sample.peer(), sample.rttNs());
      case Event.Admitted admitted -> see(new What.Seated(admitted.self()));
      case Event.Isolated isolated -> see(new What.Isolated(isolated.isolated()));
      case Event.Ended ended -> end(ended.reason());
      default -> {
        // The rest concerns the game alone.
      }
    }
  }

  // What comes from the network.

  void linkOpened(PeerKey peer) {
    step(new Input.LinkOpened(peer));
    if (watched.contains(peer)) {
      watch(peer);
    }
  }

  void linkClosed(PeerKey peer, boolean byRemote) {
    step(new Input.LinkClosed(peer, byRemote));
  }

  void portUnreachable(PeerKey peer) {
    step(new Input.PortUnreachable(peer));
  }

  /** A message came that the trace knows by this number. */
  void heard(int number) {
    if (number != 0) {
      world.trace().heard(number);
    }
  }

  void malformed(String why) {
    see(new What.Broke("a packet of the data plane came that is none: " + why));
  }

  // The data plane's wishes.

  boolean mayHost() {
    return !over && machine.mayHost(localNs());
  }

  void stateAdvanced(StateId complete, StateId visible, StateId safe) {
    if (machine.stateAdvanced(complete, visible, safe)) {
      step(new Input.StateArrived());
    }
    if (!told.canHost() && fit && !exchange.held().equals(StateId.NONE)) {
      atLocal(localNs(), this::describe);
    }
  }

  void stateFetched(StateId state, boolean held) {
    step(held ? new Input.StateFetched(state) : new Input.StateFetchFailed(state));
  }

  long hostPathNs() {
    PeerId host = machine.host().orElse(null);
    return host == null ? 0 : rttsNs.getOrDefault(host, 0L) / 2;
  }

  // What the player and the game do.

  private void everySecond() {
    if (!over) {
      describe();
      atLocal(localNs() + SECOND_NS, this::everySecond);
    }
  }

  /** From now on the game says whether this peer can be host. */
  void fit(boolean canHost) {
    fit = canHost;
  }

  private void describe() {
    StateId held = exchange.held();
    boolean canHost = fit && !held.equals(StateId.NONE);
    if (over || told.canHost() == canHost) {
      return;
    }
    told = new Hint(canHost, Reachability.OPEN, 1, 20_000, 30_000, 0, 10_000, 90, held.tick(), 50);
    step(new Input.SelfDescribed(Bytes.EMPTY, told));
  }

  private void playLater() {
    long gapNs = world.setup().inputGapMs() * 1_000_000L;
    atLocal(localNs() + gapNs / 2 + world.chance().below(gapNs), this::play);
  }

  private void play() {
    if (!over) {
      plane.play(world.nextInput());
      playLater();
    }
  }

  // The end.

  private void end(EndReason reason) {
    see(new What.Over(reason));
    if (reason == EndReason.LEFT || reason == EndReason.REMOVED) {
      desk.leave();
    }
    over = true;
    plane.stop();
    atLocal(localNs() + LAST_WORDS_NS, this::shutDown);
  }

  /** The process ends at once; also where it could not even start. */
  void shutDown() {
    over = true;
    plane.stop();
    for (Link.Side link : routes.open()) {
      world.net().close(link);
    }
    desk.close();
    world.exited(this);
  }

  // What can be seen of it.

  void see(What what) {
    world.see(number, player.number(), what);
  }

  void seeShown(StateImage image) {
    shownTick = image.tickValue();
    boolean complete = !hasSecrets() || image.scope() == dev.baton.replication.Scope.COMPLETE;
    see(new What.Shown(image.id(), complete, image.hash()));
  }

  long shownTick() {
    return shownTick;
  }

  void seeRewound(long from, long to) {
    shownTick = to;
    see(new What.Rewound(from, to));
  }

  /** Whether its game's thread can ask for something now. */
  boolean isFree() {
    return alive && !over && stops == 0;
  }

  @Override
  public String toString() {
    return player.name() + "/" + number;
  }
}
