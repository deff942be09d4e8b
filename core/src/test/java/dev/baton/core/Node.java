package dev.baton.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One process of the {@link World}: a machine with a data plane reduced to state numbers. */
final class Node {

  private static final long TICK_NS = 1_000_000_000L / 60;

  private static final int STATES_KEPT = 64;

  final World world;
  final String name;
  final Machine machine;
  final TestCredentials credentials;
  private final Endpoint endpoint;
  private final PeerKey key;
  private final int number;
  private final Map<Timer, Long> timers = new EnumMap<>(Timer.class);
  private final Map<PeerKey, Node> detours = new LinkedHashMap<>();
  private final Set<PeerKey> links = new LinkedHashSet<>();
  private final ArrayDeque<Runnable> whileStopped = new ArrayDeque<>();
  private final List<StateId> held = new ArrayList<>();
  final List<Event> events = new ArrayList<>();
  final List<Step.Transition> transitions = new ArrayList<>();
  final List<Long> shownAtNs = new ArrayList<>();
  final Set<String> ignored = new LinkedHashSet<>();

  boolean alive = true;
  boolean stopped;
  boolean canHost = true;

  /** What it announced last. */
  Message.@Nullable Announce published;

  private @Nullable Epoch hosting;
  private Epoch obeyed = Epoch.FIRST;
  private boolean taking = true;
  private Optional<Tick> takeLast = Optional.empty();
  private Optional<Tick> stopAfter = Optional.empty();
  private boolean safeSuspended;
  private List<PeerId> counted = List.of();
  private int needed;
  private List<PeerId> kept = List.of();
  private StateId complete = StateId.NONE;
  private StateId safe = StateId.NONE;
  private long tickGeneration;

  Node(World world, String name, int number) {
    this.world = world;
    this.name = name;
    this.number = number;
    endpoint = new Endpoint("10.0.0." + number, 7000 + number);
    credentials = new TestCredentials(name);
    key = PeerKey.of(credentials.publicKey());
    machine =
        new Machine(
            new MachineSettings(name, endpoint, Timing.DEFAULT, new OldestFirst()), credentials);
  }

  PeerKey key() {
    return key;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  TableSnapshot table() {
    return machine.table();
  }

  PeerId id() {
    return machine.self().orElseThrow();
  }

  boolean following() {
    return machine.stage() instanceof Stage.Following;
  }

  void kill() {
    world.log(name + " killed");
    alive = false;
    world.at(
        world.nowNs + 19 * World.MS,
        () -> {
          if (!world.witness.down) {
            world.witness.connectionEnded(this);
          }
          for (Node other : world.live()) {
            if (other.links.contains(key)) {
              other.take(() -> other.give(new Input.PortUnreachable(key)));
            }
          }
        });
  }

  void stop() {
    world.log(name + " stopped");
    stopped = true;
  }

  void resume() {
    world.log(name + " goes on");
    stopped = false;
    while (!whileStopped.isEmpty() && alive) {
      whileStopped.remove().run();
    }
  }

  void take(Runnable what) {
    if (!alive) {
      return;
    }
    if (stopped) {
      if (whileStopped.size() < 4000) {
        whileStopped.add(what);
      }
    } else {
      what.run();
    }
  }

  void give(Input input) {
    Step step = machine.handle(world.nowNs, input);
    step.ignored().ifPresent(ignored::add);
    for (Step.Transition transition : step.transitions()) {
      transitions.add(transition);
      world.log(
          name
              + " "
              + transition.from().label()
              + " > "
              + transition.to().label()
              + ": "
              + transition.reason()
              + " ("
              + transition.epoch()
              + ")");
    }
    world.ledger.obeys(name + " process " + number, machine.epoch());
    step.outputs().forEach(this::carryOut);
  }

  private void carryOut(Output output) {
    switch (output) {
      case Output.SendTo send -> send(send.to(), send.message());
      case Output.SendWitness send -> {
        world.sent(name, "witness", send.message());
        world.witness.told(this, send.message());
      }
      case Output.OpenLink open -> open(open.peer());
      case Output.CloseLink close -> links.remove(close.peer());
      case Output.WatchPorts ignored -> {}
      case Output.SetTimer set -> setTimer(set.timer(), set.atNs());
      case Output.ClearTimer clear -> timers.remove(clear.timer());
      case Output.BecomeHost become -> becomeHost(become);
      case Output.FollowHost follow -> followHost(follow);
      case Output.StopAfter stop -> stopAfter = Optional.of(stop.last());
      case Output.StopTaking stop -> {
        taking = false;
        takeLast = stop.last();
      }
      case Output.KeepPlayers keep -> kept = keep.seats();
      case Output.CountStandbys count -> {
        counted = count.standbys();
        needed = count.needed();
      }
      case Output.SuspendSafe suspend -> safeSuspended = suspend.suspended();
      case Output.FetchState fetch -> fetch(fetch);
      case Output.Route route -> {
        detours.remove(route.peer());
        route.via().ifPresent(via -> detours.put(route.peer(), world.node(via)));
      }
      case Output.PublishHost publish -> {
        published = publish.announce();
        world.witness.hostPublished(this, publish.announce().epoch());
      }
      case Output.PublishTable publish ->
          world.witness.tablePublished(this, publish.epoch(), publish.table());
      case Output.PublishTermination ignored -> {}
      case Output.Tell tell -> told(tell.event());
    }
  }

  private void told(Event event) {
    events.add(event);
    if (event instanceof Event.HostChanged changed && machine.stage() instanceof Stage.Hosting) {
      world.ledger.hosted(name, changed.epoch(), changed.host(), changed.resume());
    }
  }

  private void send(PeerKey to, Message message) {
    if (!links.contains(to)) {
      return;
    }
    Node other = world.node(to);
    world.sent(name, other.name, message);
    boolean heartbeat = message instanceof Message.Heartbeat;
    Consumer<Boolean> arrival =
        direct -> {
          if (other.links.contains(key)) {
            other.give(new Input.MessageArrived(key, endpoint, message, direct));
          }
        };
    carry(other, !heartbeat, heartbeat, arrival);
  }

  /** Sends straight, or through the peer that a detour leads over; probing goes both ways. */
  private void carry(Node other, boolean reliable, boolean probing, Consumer<Boolean> arrival) {
    Node via = detours.get(other.key);
    if (via == null || probing) {
      world.deliver(
          this,
          other,
          reliable,
          () -> {
            if (other.detours.containsKey(key) && other.hosting == null) {
              other.give(new Input.DirectHeard(key));
            } else if (!probing) {
              other.detours.remove(key);
            }
            arrival.accept(true);
          });
    }
    if (via != null) {
      world.deliver(
          this,
          via,
          reliable,
          () ->
              world.deliver(
                  via,
                  other,
                  reliable,
                  () -> {
                    if (other.hosting != null) {
                      other.detours.put(key, via);
                    }
                    arrival.accept(false);
                  }));
    }
  }

  private void open(PeerKey to) {
    Node other = world.node(to);
    world.at(
        world.nowNs + 4 * world.oneWayNs,
        () -> {
          if (alive && other.alive && !links.contains(to)) {
            links.add(to);
            other.links.add(key);
            take(() -> give(new Input.LinkOpened(to)));
            other.take(() -> other.give(new Input.LinkOpened(key)));
          }
        });
  }

  private void setTimer(Timer timer, long atNs) {
    timers.put(timer, atNs);
    world.at(atNs, () -> take(() -> fire(timer, atNs)));
  }

  private void fire(Timer timer, long atNs) {
    Long pending = timers.get(timer);
    if (pending != null && pending == atNs) {
      timers.remove(timer);
      give(new Input.TimerFired(timer));
    }
  }

  private void becomeHost(Output.BecomeHost become) {
    hosting = become.epoch();
    obeyed = become.epoch();
    safeSuspended = false;
    counted = List.of();
    stopAfter = Optional.empty();
    taking = true;
    long generation = ++tickGeneration;
    world.at(world.nowNs + 1, () -> take(() -> tick(generation)));
  }

  private void tick(long generation) {
    if (hosting == null || generation != tickGeneration || !alive) {
      return;
    }
    boolean more =
        machine.mayHost(world.nowNs)
            && (stopAfter.isEmpty() || stopAfter.get().isAfter(complete.tick()));
    if (more) {
      complete = new StateId(hosting, complete.tick().next());
      keep(complete);
      shownAtNs.add(world.nowNs);
      advanced();
    }
    if (machine.mayHost(world.nowNs)) {
      table().seats().stream()
          .filter(Seat::present)
          .filter(seat -> links.contains(seat.key()))
          .forEach(seat -> sendState(world.node(seat.key()), complete, safe));
    }
    world.at(world.nowNs + TICK_NS, () -> take(() -> tick(generation)));
    describe();
  }

  private void sendState(Node to, StateId state, StateId safeThen) {
    carry(to, false, false, direct -> to.stateArrived(this, state, safeThen));
  }

  private void stateArrived(Node from, StateId state, StateId safeThen) {
    machine.heard(world.nowNs, from.key);
    boolean upToLast = takeLast.filter(last -> !state.tick().isAfter(last)).isPresent();
    boolean seated = machine.self().isPresent() && hosting == null;
    if (!state.epoch().equals(obeyed) || !seated || (!taking && !upToLast)) {
      return;
    }
    if (world.statesForStandbysAlone && !machine.standbys().contains(id())) {
      machine.stateAdvanced(StateId.NONE, state, safe);
      describe();
      return;
    }
    if (state.isAfter(complete)) {
      complete = state;
      keep(state);
      shownAtNs.add(world.nowNs);
      safe = safeThen.isAfter(safe) ? safeThen : safe;
      advanced();
      describe();
      StateId acknowledged = complete;
      carry(from, false, false, direct -> from.acknowledged(acknowledged, id()));
    }
  }

  private void keep(StateId state) {
    held.add(state);
    if (held.size() > STATES_KEPT) {
      held.removeFirst();
    }
  }

  private void acknowledged(StateId state, PeerId by) {
    boolean counts = state.epoch().equals(hosting) && !safeSuspended;
    if (counts && counted.contains(by) && state.isAfter(safe)) {
      safe = state;
      world.ledger.safe(state.epoch(), safe);
      advanced();
    }
  }

  private void advanced() {
    if (machine.stateAdvanced(complete, complete, safe)) {
      give(new Input.StateArrived());
    }
  }

  private boolean described;

  /** Says once that this peer could be host, as a game does. */
  private void describe() {
    if (canHost && !described && machine.self().isPresent()) {
      described = true;
      give(
          new Input.SelfDescribed(
              Bytes.EMPTY,
              new Hint(true, Reachability.OPEN, 3, 400, 900, 0, 10_000, 90, Tick.ZERO, 50)));
    }
  }

  private void followHost(Output.FollowHost follow) {
    hosting = null;
    tickGeneration++;
    stopAfter = Optional.empty();
    obeyed = follow.epoch();
    taking = true;
    takeLast = Optional.empty();
    held.removeIf(state -> state.isAfter(follow.resume()) && !state.epoch().equals(obeyed));
    complete = held.isEmpty() ? StateId.NONE : held.getLast();
    safe = safe.isAfter(complete) ? complete : safe;
    machine.stateAdvanced(complete, complete, safe);
  }

  private void fetch(Output.FetchState fetch) {
    Node other = world.node(fetch.from());
    world.deliver(
        this,
        other,
        true,
        () ->
            world.at(
                world.nowNs + world.stateNs,
                () -> world.deliver(other, this, true, () -> fetched(other, fetch.state()))));
  }

  private void fetched(Node other, StateId state) {
    if (other.held.contains(state)) {
      complete = state;
      keep(complete);
      machine.stateAdvanced(complete, complete, safe);
      give(new Input.StateFetched(state));
    } else {
      give(new Input.StateFetchFailed(state));
    }
  }

  /** The standbys whose acknowledgements make something safe. */
  List<PeerId> counted() {
    return counted;
  }

  List<PeerId> kept() {
    return kept;
  }

  int needed() {
    return needed;
  }

  boolean detoured() {
    return !detours.isEmpty();
  }

  /** Through whom {@code to} is reached, while there is a detour. */
  Node detour(PeerKey to) {
    return Optional.ofNullable(detours.get(to)).orElseThrow();
  }

  long lastShownNs() {
    return shownAtNs.getLast();
  }
}
