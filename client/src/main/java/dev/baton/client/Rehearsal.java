package dev.baton.client;

import dev.baton.core.Bytes;
import dev.baton.core.Durability;
import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.Hint;
import dev.baton.core.HostAddress;
import dev.baton.core.Input;
import dev.baton.core.Machine;
import dev.baton.core.MachineSettings;
import dev.baton.core.Merit;
import dev.baton.core.Message;
import dev.baton.core.NoMajorityPolicy;
import dev.baton.core.Output;
import dev.baton.core.PeerKey;
import dev.baton.core.Rules;
import dev.baton.core.Rules.NoMajorityStep;
import dev.baton.core.SessionId;
import dev.baton.core.Stage;
import dev.baton.core.Step;
import dev.baton.core.TableSnapshot;
import dev.baton.core.Tick;
import dev.baton.core.Timer;
import dev.baton.core.Timing;
import dev.baton.transport.Identity;
import dev.baton.wire.Decoded;
import dev.baton.wire.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Plays a small session through in memory, in which the host dies, so that the first real migration
 * does not have to wait until classes are loaded and code is compiled.
 *
 * <p>Three machines with real keys and real bytes on virtual time. Bounded by {@value #ROUNDS_MAX}
 * rounds.
 */
final class Rehearsal {

  private static final int ROUNDS_MAX = 400;
  private static final long ROUND_NS = 10_000_000;
  private static final int PEERS = 3;
  private static final int LARGEST_BYTES = 32 << 10;
  private static final int TICKS = 8;
  private static final long TICKS_LIMIT_NS = 2_000_000_000;
  private static final SessionId SESSION = new SessionId(1, 1);

  private final List<Actor> actors = new ArrayList<>();
  private final ByteBuffer bytes = ByteBuffer.allocate(LARGEST_BYTES);
  private long nowNs = 1;

  private Rehearsal() {}

  /**
   * Plays the session through.
   *
   * @return whether it came to its end; what is not rehearsed will work, only not as fast
   */
  static boolean run() {
    return new Rehearsal().play();
  }

  private boolean play() {
    for (int i = 0; i < PEERS; i++) {
      actors.add(new Actor(i));
    }
    Actor host = actors.getFirst();
    host.take(new Input.SessionCreated(SESSION, rules()));
    HostAddress address = new HostAddress(host.key, endpoint(0));
    actors.stream()
        .skip(1)
        .forEach(actor -> actor.take(new Input.JoinGranted(SESSION, address, Bytes.EMPTY)));
    boolean joined = playUntil(() -> host.machine.table().seats().size() == PEERS);
    Hint able = Hint.WORST.withCanHost(true);
    actors.forEach(actor -> actor.take(new Input.SelfDescribed(Bytes.EMPTY, able)));
    boolean ready = joined && playUntil(() -> host.machine.standbys().size() == PEERS - 1);
    boolean handedOn = ready && playStates(host.machine.table());
    host.alive = false;
    for (Actor actor : actors) {
      actor.take(new Input.LinkClosed(host.key, true));
    }
    return handedOn && playUntil(this::someOtherHosts);
  }

  /** States and inputs between a host and two others, one of whom takes over. */
  private static boolean playStates(TableSnapshot table) {
    List<RehearsedPlayer> players =
        table.seats().stream()
            .map(seat -> new RehearsedPlayer(seat.peer(), seat.key(), table))
            .toList();
    for (RehearsedPlayer player : players) {
      players.stream().filter(other -> other != player).forEach(player::connect);
    }
    boolean played = playTicks(players, Epoch.FIRST);
    List<RehearsedPlayer> survivors = players.subList(1, players.size());
    boolean wentOn = played && playTicks(survivors, Epoch.FIRST.next());
    players.forEach(RehearsedPlayer::stop);
    return wentOn;
  }

  /** The first hosts, until all have seen some ticks. */
  private static boolean playTicks(List<RehearsedPlayer> players, Epoch epoch) {
    RehearsedPlayer host = players.getFirst();
    Tick goal = new Tick(host.held().tick().value() + TICKS);
    host.host(epoch);
    players.stream().skip(1).forEach(player -> player.follow(host, epoch));
    long deadlineNs = System.nanoTime() + TICKS_LIMIT_NS;
    while (players.stream().anyMatch(player -> goal.isAfter(player.held().tick()))) {
      if (System.nanoTime() - deadlineNs > 0) {
        return false;
      }
      players.forEach(RehearsedPlayer::turn);
    }
    return true;
  }

  private boolean someOtherHosts() {
    return actors.stream()
        .anyMatch(actor -> actor.alive && actor.machine.stage() instanceof Stage.Hosting);
  }

  private boolean playUntil(BooleanSupplier done) {
    for (int round = 0; round < ROUNDS_MAX && !done.getAsBoolean(); round++) {
      nowNs += ROUND_NS;
      actors.forEach(Actor::proceed);
    }
    return done.getAsBoolean();
  }

  private static Rules rules() {
    return new Rules(
        true,
        Durability.DEFAULT,
        PEERS - 1,
        240,
        PEERS + 1,
        List.of(new NoMajorityStep(NoMajorityPolicy.END, 0)),
        Optional.empty());
  }

  private static Endpoint endpoint(int index) {
    return new Endpoint("127.0.0.1", 1 + index);
  }

  /** One of the machines, with its timers and what is on its way to it. */
  private final class Actor {

    private final Identity identity = Identity.create();
    private final PeerKey key = identity.key();
    private final Machine machine;
    private final Map<Timer, Long> timers = new EnumMap<>(Timer.class);
    private final ArrayDeque<Input> arriving = new ArrayDeque<>();
    private final Endpoint endpoint;
    private boolean alive = true;

    Actor(int index) {
      endpoint = endpoint(index);
      machine =
          new Machine(
              new MachineSettings("actor", endpoint, Timing.DEFAULT, new Merit()),
              new PeerCredentials(identity));
    }

    void proceed() {
      for (Timer timer : Timer.values()) {
        Long dueNs = timers.get(timer);
        if (dueNs != null && dueNs <= nowNs) {
          timers.remove(timer);
          take(new Input.TimerFired(timer));
        }
      }
      while (!arriving.isEmpty()) {
        take(arriving.remove());
      }
    }

    void take(Input input) {
      if (!alive) {
        return;
      }
      Step step = machine.handle(nowNs, input);
      for (Output output : step.outputs()) {
        carryOut(output);
      }
    }

    private void carryOut(Output output) {
      if (output instanceof Output.SendTo send) {
        send(send.to(), send.message());
      } else if (output instanceof Output.OpenLink open) {
        open(open.peer());
      } else if (output instanceof Output.SetTimer set) {
        timers.put(set.timer(), set.atNs());
      } else if (output instanceof Output.ClearTimer clear) {
        timers.remove(clear.timer());
      }
    }

    private void send(PeerKey to, Message message) {
      if (!Wire.encode(message, bytes.clear())) {
        throw new IllegalStateException("too large to rehearse: " + message);
      }
      Decoded<Message> decoded = Wire.decode(bytes.flip());
      if (decoded instanceof Decoded.Ok<Message> ok) {
        actor(to).arriving.add(new Input.MessageArrived(key, endpoint, ok.value()));
      }
    }

    private void open(PeerKey to) {
      actor(to).arriving.add(new Input.LinkOpened(key));
      arriving.add(new Input.LinkOpened(to));
    }
  }

  private Actor actor(PeerKey key) {
    return actors.stream().filter(actor -> actor.key.equals(key)).findFirst().orElseThrow();
  }
}
