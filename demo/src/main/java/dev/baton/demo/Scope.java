package dev.baton.demo;

/** How much of the state is meant. */
enum Scope {
  /** Everything, the parts that only the host may know included. */
  COMPLETE,
  /** What every peer may see. */
  VISIBLE
}
