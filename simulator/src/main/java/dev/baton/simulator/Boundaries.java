package dev.baton.simulator;

import dev.baton.core.Seat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The message boundaries of one migration, and every run in which somebody dies at one of them.
 *
 * <p>The migration is run once without anything else, and each boundary is written down, from what
 * begins it until everybody is settled and nobody that is gone has a seat. A later run with the
 * same beginning reaches the same boundaries in the same order, up to the one where it interferes.
 *
 * <p>Immutable, but for what the runs themselves do; any number of runs can be under way at once.
 */
public final class Boundaries {

  /** When the migration begins, after the session is complete. */
  private static final int BEGINS_MS = 100;

  private static final int RECORDED_MS = 8_000;
  private static final int MARGIN_MS = 50;
  private static final int LATE_MARGIN_MS = 1_500;

  private final int peers;
  private final Migration migration;
  private final List<Boundary> all;
  private final int successor;
  private final SimulationResult undisturbed;

  private Boundaries(int peers, Migration migration, Recorder recorder, SimulationResult result) {
    this.peers = peers;
    this.migration = migration;
    all = List.copyOf(recorder.boundaries);
    successor = recorder.successor;
    undisturbed = result;
  }

  /**
   * Runs a migration once and writes down its boundaries.
   *
   * @param peers players of the session, 2 to 5
   */
  public static Boundaries of(int peers, Migration migration) {
    Recorder recorder = new Recorder();
    Scenario scenario = scenario(peers, migration, RECORDED_MS);
    SimulationResult result = Simulation.run(scenario, false, new BoundaryProbe(recorder));
    if (recorder.open || recorder.boundaries.isEmpty()) {
      throw new IllegalStateException(
          "the migration did not end: " + peers + " peers, " + migration);
    }
    return new Boundaries(peers, migration, recorder, result);
  }

  private static Scenario scenario(int peers, Migration migration, int playMs) {
    Setup setup = new Setup(peers, 20, playMs, 2, 1, true, false, 0, 500, 100, 50, Air.FINE, false);
    return new Scenario(1, setup, List.of(new Timed(BEGINS_MS, migration.fault())));
  }

  /** All boundaries, in order. */
  public List<Boundary> all() {
    return all;
  }

  /** What came of the run in which nothing interfered. */
  public SimulationResult undisturbed() {
    return undisturbed;
  }

  /** What a player is at the start of the migration: host, candidate or voter. */
  public String part(int player) {
    if (player == successor) {
      return "candidate";
    }
    return player == 1 ? "host" : "voter";
  }

  /**
   * All runs: at each boundary the death of each player that lives, and of each two of them, and
   * each way in which the announcement can reach one of them.
   *
   * <p>The death of one that takes no part in what happens at a boundary is the same before and
   * after it, and is run once. Before a message is sent its sender dies, who has then sent a part
   * of what it had to; of the others the boundary of that step has taken care.
   */
  public List<Trial> trials() {
    List<Trial> trials = new ArrayList<>();
    for (Boundary boundary : all) {
      for (List<Integer> victims : victims()) {
        boolean takesPart = victims.contains(boundary.player());
        boolean arrived = boundary.way() == Boundary.Way.ARRIVED;
        if (takesPart || arrived) {
          trials.add(trial(new Trial.Deed.Deaths(boundary.index(), false, victims)));
        }
        if (takesPart && arrived) {
          trials.add(trial(new Trial.Deed.Deaths(boundary.index(), true, victims)));
        }
      }
    }
    for (int player = migration.hostLives() ? 1 : 2; player <= peers; player++) {
      for (Trial.How how : Trial.How.values()) {
        if (player != successor) {
          trials.add(trial(new Trial.Deed.Announcement(how, player)));
        }
      }
    }
    return trials;
  }

  private Trial trial(Trial.Deed deed) {
    return new Trial(peers, migration, deed);
  }

  private List<List<Integer>> victims() {
    List<List<Integer>> victims = new ArrayList<>();
    for (int one = migration.hostLives() ? 1 : 2; one <= peers; one++) {
      victims.add(List.of(one));
      for (int two = one + 1; two <= peers; two++) {
        victims.add(List.of(one, two));
      }
    }
    return victims;
  }

  /**
   * Runs one of {@link #trials}.
   *
   * @param traced whether to write down all that happens
   */
  public TrialResult run(Trial trial, boolean traced) {
    return run(trial, traced, Probe.NONE);
  }

  /**
   * Runs one of {@link #trials}, and notes which of core's marks it comes through.
   *
   * @param traced whether to write down all that happens
   * @param marks what is added to
   */
  public TrialResult run(Trial trial, boolean traced, Marks marks) {
    return run(trial, traced, marks.probe());
  }

  private TrialResult run(Trial trial, boolean traced, Probe onlooker) {
    return switch (trial.deed()) {
      case Trial.Deed.Deaths deaths -> deaths(trial, deaths, traced, onlooker);
      case Trial.Deed.Announcement it -> announcement(trial, it, traced, onlooker);
    };
  }

  private TrialResult deaths(
      Trial trial, Trial.Deed.Deaths deaths, boolean traced, Probe onlooker) {
    if (deaths.boundary() < 0 || deaths.boundary() >= all.size()) {
      throw new IllegalArgumentException(
          "there are boundaries 0 to " + (all.size() - 1) + ": " + trial);
    }
    Boundary boundary = all.get(deaths.boundary());
    Reaper reaper = new Reaper(boundary, deaths);
    int untilMs = Math.max((int) boundary.atMs(), BEGINS_MS + migration.lastsMs()) + MARGIN_MS;
    Scenario scenario = scenario(peers, migration, untilMs);
    Probe probe = new Probe.Both(new BoundaryProbe(reaper), onlooker);
    SimulationResult result = Simulation.run(scenario, traced, probe);
    return new TrialResult(trial, result, reaper.done);
  }

  private TrialResult announcement(
      Trial trial, Trial.Deed.Announcement deed, boolean traced, Probe onlooker) {
    Herald herald = new Herald(deed);
    Scenario scenario = scenario(peers, migration, (int) all.getLast().atMs() + LATE_MARGIN_MS);
    SimulationResult result = Simulation.run(scenario, traced, new Probe.Both(herald, onlooker));
    boolean tookPlace = herald.cameAsItShould();
    // A player from whom everything is held back that tells it of the loss can elect nobody.
    SimulationResult judged = tookPlace ? result : result.without(MajorityGoesOn.PROPERTY);
    return new TrialResult(trial, judged, tookPlace);
  }

  /** Writes boundaries down until the migration is over. */
  private static final class Recorder implements BoundaryProbe.Listener {
    private final List<Boundary> boundaries = new ArrayList<>();
    private @Nullable World world;
    private long beganNs;
    private int successor;
    private boolean open = true;

    @Override
    public void begins(World ofThis, FaultHand hand) {
      world = ofThis;
    }

    @Override
    public void befalls() {
      beganNs = world == null ? 0 : world.agenda().nowNs();
    }

    @Override
    public void reached(int index, Boundary.Way way, String message, int player) {
      World its = world;
      if (!open || its == null) {
        return;
      }
      long nowNs = its.agenda().nowNs();
      boundaries.add(
          new Boundary(index, BEGINS_MS + (nowNs - beganNs) / 1e6, way, message, player));
    }

    @Override
    public void passed(int index) {
      if (open && world != null && isOver(world)) {
        open = false;
      }
    }

    private boolean isOver(World its) {
      PeerProcess host = its.host();
      boolean settled =
          its.epoch().value() > 1
              && host != null
              && its.umpire().unsettled().isEmpty()
              && host.machine().table().seats().stream()
                  .filter(Seat::present)
                  .allMatch(seat -> isThere(its, seat));
      successor = settled && host != null ? host.place() : successor;
      return settled;
    }

    private static boolean isThere(World its, Seat seat) {
      Player player = its.player(seat.key());
      return player != null && player.process() != null;
    }
  }

  /** Kills at one boundary. */
  private static final class Reaper implements BoundaryProbe.Listener {
    private final Boundary boundary;
    private final Trial.Deed.Deaths deaths;
    private @Nullable FaultHand hand;
    private boolean done;

    private Reaper(Boundary boundary, Trial.Deed.Deaths deaths) {
      this.boundary = boundary;
      this.deaths = deaths;
    }

    @Override
    public void begins(World world, FaultHand ofThis) {
      hand = ofThis;
    }

    @Override
    public void befalls() {
      // What counts is the boundary alone.
    }

    @Override
    public void reached(int index, Boundary.Way way, String message, int player) {
      if (index != boundary.index()) {
        return;
      }
      if (!boundary.isSameAs(way, message, player)) {
        throw new IllegalStateException("another boundary than before: " + boundary);
      }
      if (!deaths.after()) {
        kill();
      }
    }

    @Override
    public void passed(int index) {
      if (index == boundary.index() && deaths.after()) {
        kill();
      }
    }

    private void kill() {
      FaultHand its = hand;
      if (its != null && !done) {
        done = true;
        deaths.players().forEach(player -> its.bring(new Fault.Kill(Who.peer(player))));
      }
    }
  }
}
