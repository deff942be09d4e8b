package dev.baton.architecture.planted.lobby;

import dev.baton.architecture.planted.cli.Outermost;

/** A fault: lobby knows cli. */
final class LooksOutward {
  Outermost knows() {
    return new Outermost();
  }
}
