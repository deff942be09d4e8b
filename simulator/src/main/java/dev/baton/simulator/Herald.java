package dev.baton.simulator;

import dev.baton.core.Input;
import dev.baton.core.Message;
import dev.baton.core.Stage;
import org.jspecify.annotations.Nullable;

/** Lets the announcement reach one player before it noticed anything, late, twice, or never. */
final class Herald implements Probe {

  private static final long LATE_NS = 500_000_000;

  private final Trial.Deed.Announcement deed;
  private @Nullable World world;
  private @Nullable Input handedOn;
  private boolean begun;
  private int came;
  private boolean noticed;
  private boolean heldBack;

  Herald(Trial.Deed.Announcement deed) {
    this.deed = deed;
  }

  @Override
  public void begins(World ofThis, FaultHand hand) {
    world = ofThis;
  }

  @Override
  public void saw(Sighting sighting) {
    begun = begun || sighting.what() instanceof What.Befalls;
  }

  /** Whether it came to pass: for an early one, whether nothing was noticed before it came. */
  boolean cameAsItShould() {
    return deed.how() == Trial.How.EARLY ? came > 0 && !noticed : came > 0 || heldBack;
  }

  @Override
  public int times(PeerProcess process, Input input) {
    if (!begun || process.place() != deed.player()) {
      return 1;
    }
    boolean announces =
        input instanceof Input.MessageArrived it && it.message() instanceof Message.Announce;
    if (!announces) {
      return deed.how() == Trial.How.EARLY && came == 0 && tells(input) ? 0 : 1;
    }
    Stage stage = process.machine().stage();
    noticed =
        noticed
            || (came == 0 && !(stage instanceof Stage.Following || stage instanceof Stage.Hosting));
    return announced(process, input);
  }

  private int announced(PeerProcess process, Input input) {
    switch (deed.how()) {
      case EARLY -> came++;
      case TWICE -> {
        came++;
        return 2;
      }
      case NEVER -> {
        heldBack = true;
        return 0;
      }
      case LATE -> {
        if (input != handedOn) {
          heldBack = true;
          later(process, input);
          return 0;
        }
        came++;
      }
    }
    return 1;
  }

  private void later(PeerProcess process, Input input) {
    World its = world;
    if (its != null) {
      its.agenda()
          .after(
              LATE_NS,
              () ->
                  process.take(
                      () -> {
                        handedOn = input;
                        process.step(input);
                      }));
    }
  }

  /** Whether it would tell that the host is lost, or that another wants to be host. */
  private static boolean tells(Input input) {
    return switch (input) {
      case Input.LinkClosed ignored -> true;
      case Input.PortUnreachable ignored -> true;
      case Input.LobbyNoticed ignored -> true;
      case Input.HostNamed ignored -> true;
      case Input.WitnessSaid ignored -> true;
      case Input.MessageArrived it ->
          switch (it.message()) {
            case Message.Suspect ignored -> true;
            case Message.Claim ignored -> true;
            case Message.Vote ignored -> true;
            case Message.HandOver ignored -> true;
            case Message.Fence ignored -> true;
            default -> false;
          };
      default -> false;
    };
  }
}
