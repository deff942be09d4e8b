package dev.baton.cli;

/** The colours of a timeline picture; red is for faults alone. */
final class TimelineColours {
  static final String INK = "#1f2937";
  static final String FAINT_INK = "#6b7280";
  static final String RULE = "#e5e7eb";
  static final String PAPER = "#ffffff";
  static final String LANE = "#f6f7f9";
  static final String FAULT = "#dc2626";
  static final String GAP = "#374151";
  static final String BAND = "#fde68a";
  static final String SUSPECTING = "#f5b301";
  static final String PROMISED = "#b39ddb";
  static final String CLAIMING = "#4fc3f7";
  static final String SUSPICION = "#b7791f";
  static final String CLAIM = "#0277bd";
  static final String VOTE = "#2e7d32";
  static final String ANNOUNCE = "#7b1fa2";

  private static final String[] PEERS = {
    "#2563eb", "#ea8a0b", "#0f9d6b", "#9b51c9", "#0891b2", "#a16207", "#db4c9c", "#475569"
  };

  private TimelineColours() {}

  /** The colour of a peer, and of every tick that it produced as host. */
  static String peer(int peer) {
    return PEERS[Math.floorMod(peer - 1, PEERS.length)];
  }
}
