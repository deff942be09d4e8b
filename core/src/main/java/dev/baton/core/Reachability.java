package dev.baton.core;

/** How easily others can open a link to a peer, best first (CRYENGINE: NAT type). */
public enum Reachability {
  /** Anybody can. */
  OPEN,
  /** Those can whom it has sent something. */
  MODERATE,
  /** Only through a relay, mostly. */
  STRICT,
  /** Not measured. */
  UNKNOWN
}
