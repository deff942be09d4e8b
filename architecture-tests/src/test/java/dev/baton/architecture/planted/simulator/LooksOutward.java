package dev.baton.architecture.planted.simulator;

import dev.baton.architecture.planted.cli.Outermost;

/** A fault: simulator knows cli. */
final class LooksOutward {
  Outermost knows() {
    return new Outermost();
  }
}
