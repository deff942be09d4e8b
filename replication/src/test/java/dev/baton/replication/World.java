package dev.baton.replication;

import static dev.baton.replication.Samples.state;

import dev.baton.core.Durability;
import dev.baton.core.Epoch;
import dev.baton.core.PeerId;
import dev.baton.core.StateId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Four processes, one of them host, over a {@link LossyChannel}, whose host is lost again and
 * again. All comes from the seed. Each round is one tick.
 */
final class World {

  private static final int PROCESSES = 4;
  private static final int STANDBYS = 2;
  private static final int VOTE_ROUNDS = 4;

  /** Longer than any input needs to become safe when all goes well, a migration included. */
  private static final int WAIT_ROUNDS_MAX = 60;

  /** How a host ceases to be one. */
  enum Loss {
    /** Its process dies; another starts at its place and joins with the same number. */
    KILL,
    /** It goes on alone for a while, and is taken back as a peer. */
    ISOLATE,
    /** It hands its last state to the successor. */
    HAND_OVER
  }

  final History history = new History();
  private final Random random;
  private final LossyChannel channel;
  private final ReplicationLimits limits;
  private final boolean scopesAreEqual;
  private final ArrayList<Running> processes = new ArrayList<>();
  private Running host;
  private int epoch = 1;
  private StateId resumed = StateId.NONE;
  private long nonce;
  private int migrations;
  private int rewinds;
  private boolean quiet;
  private long rounds;
  private int electIn = -1;
  private Loss loss = Loss.KILL;

  World(long seed, boolean scopesAreEqual) {
    random = new Random(seed);
    channel = new LossyChannel(random);
    this.scopesAreEqual = scopesAreEqual;
    limits = ReplicationLimits.DEFAULT.withStateBytes(4096);
    for (int i = 1; i <= PROCESSES; i++) {
      processes.add(new Running(i));
    }
    host = processes.get(0);
    host.asHost = HostReplica.first(settings(1));
    host.peer = null;
    host.obeys = epoch;
    for (Running process : processes) {
      if (process != host) {
        letIn(process);
      }
    }
  }

  int migrations() {
    return migrations;
  }

  int rewinds() {
    return rewinds;
  }

  StateId last() {
    return hosting().held(Scope.COMPLETE);
  }

  /** Whether all that the present host needs to survive its loss has reached a standby. */
  boolean isCovered() {
    return hosting().safe().isAfter(resumed)
        && processes.stream().allMatch(process -> process.obeys == epoch || process.unaware);
  }

  /** Nothing is lost or submitted any more. */
  void quieten() {
    quiet = true;
    processes.stream()
        .filter(process -> process.unaware)
        .forEach(process -> process.obeyAfterRounds(0));
    channel.heal();
  }

  /** The inputs of living processes that are not safe yet. */
  long unsafeInputs() {
    return processes.stream().mapToLong(Running::unsafeInputs).sum();
  }

  /** The inputs of processes that never died, all of them. */
  List<Long> submittedBySurvivors() {
    return processes.stream().flatMap(process -> process.nonces.stream()).toList();
  }

  /** States that were shown to somebody as part of what survives; each must be. */
  List<StateId> shown() {
    return processes.stream().flatMap(process -> process.shown.stream()).toList();
  }

  void round() {
    rounds++;
    if (electIn-- == 0) {
      elect();
    }
    for (LossyChannel.Letter letter : channel.arrivals()) {
      processes.get(letter.to() - 1).receive(letter.from(), letter.packet());
    }
    for (Running process : processes) {
      process.act();
    }
  }

  /** Whether a migration is under way. */
  boolean isMigrating() {
    return electIn >= 0;
  }

  /** Begins to take the host away; everybody votes, and some rounds later another is host. */
  void migrate(Loss how) {
    loss = how;
    migrations++;
    electIn = VOTE_ROUNDS;
    host.dead = how == Loss.KILL;
    for (Running process : processes) {
      if (process != host) {
        process.peer().refuseStates();
        process.voted = process.peer().held(Scope.COMPLETE);
      }
    }
  }

  private void elect() {
    Running old = host;
    List<Running> voters = processes.stream().filter(process -> process != old).toList();
    if (loss == Loss.ISOLATE) {
      old.hosting().suspendSafe(true);
      old.isolated = true;
    }
    Running successor = voters.stream().filter(this::mayBeHost).toList().getFirst();
    resumed = bestHeld(voters, successor, loss == Loss.HAND_OVER ? old : null);
    epoch += 1 + random.nextInt(2);
    successor.becomeHost();
    host = successor;
    voters.forEach(process -> process.obeyAfterRounds(random.nextInt(5)));
    leaveOneUnaware(voters, successor);
    switch (loss) {
      case KILL -> restart(old);
      case HAND_OVER -> old.stepDownAfterRounds(0);
      case ISOLATE -> old.stepDownAfterRounds(5);
    }
    serve();
  }

  /** Sometimes one of the peers does not hear of a host at all, only of the one after it. */
  private void leaveOneUnaware(List<Running> voters, Running successor) {
    Running unlucky = voters.get(random.nextInt(voters.size()));
    if (!quiet && unlucky != successor && random.nextInt(2) == 0) {
      unlucky.unaware = true;
      unlucky.obeyIn = -1;
    }
  }

  /** Takes the best of what the voters hold to the successor, which may not be its own. */
  private StateId bestHeld(List<Running> voters, Running successor, @Nullable Running sponsor) {
    Running best =
        voters.stream().max(Comparator.comparing(process -> process.voted)).orElseThrow();
    StateId state = sponsor == null ? best.voted : sponsor.hosting().held(Scope.COMPLETE);
    Samples.Outbox outbox = new Samples.Outbox();
    if (sponsor == null) {
      best.peer().writeState(state, outbox);
    } else {
      sponsor.hosting().writeState(state, outbox);
    }
    Arrival installed = successor.peer().install(state, outbox.bulks.getFirst());
    if (installed != Arrival.TAKEN && installed != Arrival.DUPLICATE) {
      history.fault("state not installed: " + installed);
    }
    return state;
  }

  private boolean mayBeHost(Running process) {
    return scopesAreEqual || process.standby;
  }

  private void restart(Running old) {
    Running fresh = new Running(old.number);
    processes.set(old.number - 1, fresh);
    letIn(fresh);
  }

  private void letIn(Running process) {
    hosting().seat(process.id());
    process.obey(StateId.NONE);
    serve();
  }

  /** The host serves everybody else; the first of them are standbys. */
  private void serve() {
    ArrayList<Receiver> receivers = new ArrayList<>();
    for (Running process : processes) {
      if (process != host) {
        process.standby = receivers.size() < STANDBYS;
        receivers.add(new Receiver(process.id(), process.standby ? Scope.COMPLETE : Scope.VISIBLE));
      }
    }
    hosting().setPeers(receivers);
  }

  private HostReplica hosting() {
    return host.hosting();
  }

  private ReplicationSettings settings(int number) {
    return new ReplicationSettings(new PeerId(number), Durability.DEFAULT, scopesAreEqual, limits);
  }

  /** One process: a peer or a host, and the game in it. */
  private final class Running {

    private final int number;
    private final SampleGame game = new SampleGame();
    private final List<Long> nonces = new ArrayList<>();
    private final ArrayList<Long> stepInputs = new ArrayList<>();
    private @Nullable PeerReplica peer;
    private @Nullable HostReplica asHost;
    private long firstSequence;
    private int obeys;
    private int obeyIn = -1;
    private int stepDownIn = -1;
    private StateId voted = StateId.NONE;
    private boolean dead;
    private boolean unaware;
    private long obeyedInRound;
    private boolean isolated;
    private boolean standby;
    private final List<StateId> shown = new ArrayList<>();
    private final List<Long> submittedInRound = new ArrayList<>();

    private Running(int number) {
      this.number = number;
      peer = new PeerReplica(settings(number));
    }

    private PeerId id() {
      return new PeerId(number);
    }

    private PeerReplica peer() {
      if (peer == null) {
        throw new AssertionError(number + " is host");
      }
      return peer;
    }

    private HostReplica hosting() {
      if (asHost == null) {
        throw new AssertionError(number + " is not host");
      }
      return asHost;
    }

    private void receive(int from, ByteBuffer packet) {
      if (isolated || dead) {
        return;
      }
      byte kind = packet.get(0);
      if (peer != null && kind == StatePacket.KIND) {
        judge(peer.packetArrived(packet));
      } else if (asHost != null && kind == AckPacket.KIND) {
        judge(asHost.ackArrived(new PeerId(from), packet));
      } else if (asHost != null && kind == InputPacket.KIND) {
        judge(asHost.inputsArrived(new PeerId(from), packet));
      }
    }

    private void judge(Arrival arrival) {
      if (arrival == Arrival.MALFORMED || arrival == Arrival.WRONG_HASH) {
        history.fault(number + " got a packet that is " + arrival);
      }
    }

    private void act() {
      if (dead) {
        return;
      }
      if (obeyIn == 0 && peer != null) {
        obey(resumed);
      }
      if (stepDownIn == 0) {
        stepDown();
      }
      obeyIn--;
      stepDownIn--;
      submit();
      if (asHost == null) {
        actAsPeer(peer());
      } else {
        actAsHost(asHost);
      }
    }

    private void submit() {
      if (quiet || random.nextInt(3) == 0) {
        return;
      }
      ByteBuffer input = ByteBuffer.allocate(8 + random.nextInt(40)).putLong(0, ++nonce);
      Submission submission = asHost == null ? peer().submit(input) : asHost.submit(input);
      if (submission == Submission.TAKEN) {
        long sequence = asHost == null ? peer().lastSequence() : asHost.lastSequence();
        firstSequence = nonces.isEmpty() ? sequence : firstSequence;
        nonces.add(nonce);
        submittedInRound.add(rounds);
      } else if (submission != Submission.NOT_SEATED) {
        history.fault(number + " could not submit: " + submission);
      }
    }

    private void actAsPeer(PeerReplica replica) {
      replica.writeInputs(packet -> send(host.number, packet));
      replica.writeAck(packet -> send(host.number, packet));
      StateImage image = replica.show();
      if (image != null) {
        noteShown(image.id());
        history.held(image.id(), image.scope(), image.hash());
      }
      reportSafe(replica.safeSequence());
    }

    private void noteShown(StateId state) {
      if (!shown.isEmpty() && !state.tick().isAfter(shown.getLast().tick())) {
        history.fault(number + " was shown " + state + " after " + shown.getLast());
      }
      shown.add(state);
    }

    private void reportSafe(long safeSequence) {
      int unsafe = (int) Math.max(0, safeSequence - firstSequence + 1);
      boolean waits =
          unsafe < nonces.size() && rounds - submittedInRound.get(unsafe) > WAIT_ROUNDS_MAX;
      if (waits && rounds - obeyedInRound > WAIT_ROUNDS_MAX && !unaware) {
        history.fault(number + " waits for an input to become safe in round " + rounds);
      }
      for (int i = 0; i < nonces.size() && firstSequence + i <= safeSequence; i++) {
        history.reportedSafe(nonces.get(i), "process " + number);
      }
    }

    private long unsafeInputs() {
      long safe = asHost == null ? peer().safeSequence() : asHost.safeSequence();
      return nonces.isEmpty() ? 0 : Math.max(0, firstSequence + nonces.size() - 1 - safe);
    }

    private void actAsHost(HostReplica replica) {
      StateId before = replica.held(Scope.COMPLETE);
      stepInputs.clear();
      replica.beginTick(
          (who, sequence, input) -> {
            stepInputs.add(input.getLong(input.position()));
            game.input(who, sequence, input);
          });
      game.step();
      replica.commitTick(game);
      StateId after = replica.held(Scope.COMPLETE);
      history.stepped(before, after, stepInputs);
      replica.newest(Scope.COMPLETE).ifPresent(this::noteHeld);
      noteShown(after);
      for (Running other : processes) {
        if (!isolated && other != this) {
          replica.writeTo(other.id(), new Wire(other.number));
        }
      }
      reportSafe(replica.safeSequence());
    }

    private void noteHeld(StateImage image) {
      history.held(image.id(), image.scope(), image.hash());
    }

    private void send(int to, ByteBuffer packet) {
      if (packet.remaining() > ReplicationLimits.PACKET_BYTES) {
        history.fault("datagram of " + packet.remaining() + " bytes");
      }
      channel.send(number, to, packet);
    }

    private void obeyAfterRounds(int rounds) {
      obeyIn = rounds;
    }

    private void stepDownAfterRounds(int rounds) {
      stepDownIn = rounds;
    }

    private void stepDown() {
      peer = hosting().becomePeer();
      asHost = null;
      isolated = false;
      obey(resumed);
    }

    private void obey(StateId resume) {
      peer()
          .obey(new Epoch(epoch), resume)
          .ifPresent(
              rewind -> {
                rewinds++;
                shown.removeIf(state -> state.tick().isAfter(rewind.to()));
              });
      obeys = epoch;
      obeyedInRound = rounds;
      unaware = false;
    }

    private void becomeHost() {
      asHost = peer().becomeHost(new Epoch(epoch), resumed);
      peer = null;
      obeys = epoch;
      unaware = false;
      asHost
          .rewind()
          .ifPresent(
              rewind -> {
                rewinds++;
                shown.removeIf(state -> state.tick().isAfter(rewind.to()));
              });
      asHost
          .newest(Scope.COMPLETE)
          .ifPresent(
              image -> {
                if (!image.id().equals(resumed)) {
                  history.fault("resumed from " + image.id() + " in place of " + resumed);
                }
                game.load(image.gameBytes());
              });
    }
  }

  /** Sends to one process; what goes in bulk arrives at once. */
  private final class Wire implements StateSink {

    private final int to;

    private Wire(int to) {
      this.to = to;
    }

    @Override
    public void packet(ByteBuffer packet) {
      host.send(to, packet);
    }

    @Override
    public void bulk(ByteBuffer whole) {
      history.fault("bulk of " + whole.remaining() + " bytes from " + state(epoch, 0));
    }
  }
}
