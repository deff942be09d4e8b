package dev.baton.simulator;

/** A system whose sessions are compared: Baton itself, or a model of a reference system's rules. */
public enum Baseline {
  /** Baton, as it ships. */
  BATON("Baton"),
  /** The same, where the game's rules wait two minutes for a majority before anything else. */
  BATON_PATIENT("Baton, 120 s"),
  /** DirectPlay 8: retries find a loss, the oldest peer follows, operations alone are kept. */
  DIRECT_PLAY("DirectPlay 8"),
  /** CRYENGINE 5: 10 s of silence, an order of hints, a pause until all are back. */
  CRYENGINE("CRYENGINE"),
  /** Unity with the shortest removal time of its lobby, 5 s. */
  UNITY_FASTEST("Unity, 5 s"),
  /** Unity with the removal time that its lobby has unless it is told otherwise, 120 s. */
  UNITY("Unity, 120 s");

  private final String label;

  Baseline(String label) {
    this.label = label;
  }

  /** Its name in tables. */
  public String label() {
    return label;
  }

  boolean isBaton() {
    return this == BATON || this == BATON_PATIENT;
  }

  /** The rules, for one world. */
  BaselineModel model(BaselineWorld world) {
    return switch (this) {
      case BATON, BATON_PATIENT ->
          throw new IllegalArgumentException("baseline must be a model: " + this);
      case DIRECT_PLAY -> DirectPlayPeer::new;
      case CRYENGINE -> CryEnginePeer::new;
      case UNITY_FASTEST -> new UnityLobbyModel(world, 5_000_000_000L);
      case UNITY -> new UnityLobbyModel(world, 120_000_000_000L);
    };
  }
}
