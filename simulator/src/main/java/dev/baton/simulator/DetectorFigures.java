package dev.baton.simulator;

/**
 * How one detector did on one kind of traffic.
 *
 * @param family which rule
 * @param parameter its threshold, in its own unit, in words
 * @param traffic what it listened to
 * @param hours for how long it was listened, by all observers together
 * @param detectMsMedian from a real stop until it was suspected
 * @param detectMsP99 the same, which 99 of 100 do not exceed
 * @param falseSuspicions how often a peer was suspected that ran
 */
public record DetectorFigures(
    Family family,
    String parameter,
    TrafficShape traffic,
    double hours,
    double detectMsMedian,
    double detectMsP99,
    int falseSuspicions) {

  /** False suspicions in an hour of listening. */
  public double falsePerHour() {
    return falseSuspicions / hours;
  }

  /** The rules that are compared. */
  public enum Family {
    /** A fixed silence. */
    FIXED("fixed time-out"),
    /** Phi accrual. */
    PHI("phi accrual"),
    /** SWIM with Lifeguard's additions: three members together. */
    SWIM("SWIM with Lifeguard"),
    /** Baton's detector, at one peer. */
    BATON("Baton, one peer"),
    /** Two of three peers with Baton's detector at once: what it takes for a migration. */
    BATON_MAJORITY("Baton, two of three peers");

    private final String label;

    Family(String label) {
      this.label = label;
    }

    /** Its name in tables. */
    public String label() {
      return label;
    }
  }
}
