package dev.baton.simulator;

import dev.baton.core.Digest;
import dev.baton.core.Epoch;
import dev.baton.core.Seat;
import dev.baton.core.Stage;
import dev.baton.core.StateId;
import java.util.ArrayList;
import java.util.List;

/** Knows the truth about the world, which the checkers are told only where a rule depends on it. */
final class Umpire {

  private static final long LATELY_NS = 1_500_000_000;
  private static final int HOPELESS_PER_MILLE = 300;
  private static final int HOPELESS_US = 250_000;

  private final World world;
  private final long[] stoppedUntilNs = new long[Paths.PLACES];

  Umpire(World world) {
    this.world = world;
  }

  void stopped(Player player, boolean isStopped) {
    stoppedUntilNs[player.number()] = isStopped ? Long.MAX_VALUE : world.agenda().nowNs();
  }

  /** Players that a new host could not reach at some time lately. */
  List<Integer> lostTo(PeerProcess host) {
    List<Integer> lost = new ArrayList<>();
    long sinceNs = world.agenda().nowNs() - LATELY_NS;
    for (Player player : world.players()) {
      int there = player.number();
      boolean own = player == host.player();
      if (!own && isLost(host.place(), there, player, sinceNs)) {
        lost.add(there);
      }
    }
    return lost;
  }

  private boolean isLost(int here, int there, Player player, long sinceNs) {
    Paths paths = world.paths();
    return player.process() == null
        || stoppedUntilNs[there] > sinceNs
        || stoppedUntilNs[here] > sinceNs
        || paths.wasCutSince(here, there, sinceNs)
        || paths.wasCutSince(there, here, sinceNs)
        || isHopeless(paths.air(here, there))
        || isHopeless(paths.air(there, here));
  }

  private static boolean isHopeless(Air air) {
    return air.lossPerMille() >= HOPELESS_PER_MILLE
        || air.delayUs() + air.jitterUs() >= HOPELESS_US
        || (air.kbps() > 0 && air.kbps() < 2000)
        || air.mtuBytes() < 1300;
  }

  /** Why not everybody is in one session that goes on; empty if everybody is. */
  String unsettled() {
    List<PeerProcess> all = new ArrayList<>(world.running());
    all.removeIf(PeerProcess::isOver);
    if (all.stream().noneMatch(PeerProcess::isSeated)) {
      // The session is over, or did not begin; whoever comes finds nothing.
      return "";
    }
    List<PeerProcess> hosts =
        all.stream().filter(process -> process.machine().stage() instanceof Stage.Hosting).toList();
    if (hosts.isEmpty() || (hosts.size() > 1 && !mayStayApart(hosts))) {
      return hosts.size() + " hosts: " + describe(all);
    }
    for (PeerProcess process : all) {
      PeerProcess host = hosts.getFirst();
      for (PeerProcess other : hosts) {
        host = other.machine().epoch().equals(process.machine().epoch()) ? other : host;
      }
      String why = unsettled(process, host, host.exchange().held());
      if (!why.isEmpty()) {
        return process + " " + why + ": " + describe(all);
      }
    }
    return "";
  }

  /**
   * Whether the hosts are those of parts that counted each other out, by the word of a lobby that
   * has forgotten it since: nobody is left to say which part stands.
   */
  private boolean mayStayApart(List<PeerProcess> hosts) {
    long ranges =
        hosts.stream().mapToInt(host -> host.machine().epoch().value() / 65_536).distinct().count();
    return world.lobby().hasForgotten() && ranges == hosts.size();
  }

  private String unsettled(PeerProcess process, PeerProcess host, StateId newest) {
    Epoch epoch = host.machine().epoch();
    Digest chain = host.machine().table().chain();
    boolean follows = process == host || process.machine().stage() instanceof Stage.Following;
    if (!process.machine().epoch().equals(epoch) || !follows) {
      return "does not follow " + host;
    }
    if (!process.machine().table().chain().equals(chain)) {
      return "has another table than " + host;
    }
    boolean seated =
        host.machine().table().seats().stream()
            .filter(Seat::present)
            .anyMatch(seat -> seat.key().equals(process.key()));
    if (!seated) {
      return "has no seat";
    }
    StateId held = process.exchange().held();
    long behind = newest.tick().value() - held.tick().value();
    boolean current = held.epoch().equals(newest.epoch()) && behind <= world.setup().rateHz();
    return current ? "" : "holds " + held + " while the host is at " + newest;
  }

  private String describe(List<PeerProcess> all) {
    StringBuilder text = new StringBuilder();
    for (PeerProcess process : all) {
      text.append(process).append(' ').append(process.machine().stage().label()).append(' ');
      text.append(process.machine().epoch()).append("; ");
    }
    return text.toString();
  }
}
