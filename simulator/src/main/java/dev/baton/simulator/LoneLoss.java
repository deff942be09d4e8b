package dev.baton.simulator;

import dev.baton.core.Seat;
import dev.baton.core.TableSnapshot;
import org.jspecify.annotations.Nullable;

/** One peer that alone loses the host, and a peer that was stopped, cause no migration. */
final class LoneLoss implements Checker {

  /** How long a fault's traces may last after its end. */
  private static final long AFTERMATH_NS = 3_000_000_000L;

  private long loneUntilNs;
  private int present;
  private int hostPlayer = Sighting.NOBODY;
  private int lonePlayer;
  private boolean more;

  @Override
  public String property() {
    return "a lone loss migrates nobody";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    if (sighting.what() instanceof What.Befalls befalls && !more) {
      befalls(sighting.atNs(), befalls);
    }
    if (sighting.what() instanceof What.Table(TableSnapshot table)) {
      present = (int) table.seats().stream().filter(Seat::present).count();
    }
    boolean migrates = false;
    if (sighting.what() instanceof What.Hosting) {
      // A host that was alone for a while, and is elected again, stays the host.
      migrates = hostPlayer != Sighting.NOBODY && hostPlayer != sighting.player();
      hostPlayer = sighting.player();
    }
    // Of two that lose each other neither is more alone than the other.
    return migrates && !more && present != 2
        ? sighting.what() + " though the host was lost by one peer only"
        : null;
  }

  /** Notes whether more befell the session than one peer at a time. */
  private void befalls(long atNs, What.Befalls befalls) {
    int lone =
        switch (befalls.fault()) {
          case Fault.Cut ignored -> loneOf(befalls);
          case Fault.Stop ignored -> loneOf(befalls);
          case Fault.Busy ignored -> loneOf(befalls);
          default -> Sighting.NOBODY;
        };
    boolean meanwhile = atNs < loneUntilNs && lone != lonePlayer;
    more = lone == Sighting.NOBODY || meanwhile;
    lonePlayer = lone;
    long untilNs = atNs + befalls.fault().forMs() * 1_000_000L + AFTERMATH_NS;
    loneUntilNs = Math.max(loneUntilNs, untilNs);
  }

  /** The one player but the host whom it befalls; nobody if it is more, or the host alone. */
  private static int loneOf(What.Befalls befalls) {
    int lone = Sighting.NOBODY;
    int others = 0;
    for (int player : befalls.whom()) {
      if (player != befalls.host()) {
        lone = player;
        others++;
      }
    }
    return others == 1 && befalls.host() != Sighting.NOBODY ? lone : Sighting.NOBODY;
  }
}
