package dev.baton.architecture.planted.core;

import dev.baton.architecture.planted.cli.Outermost;

/** A fault: core knows cli. */
final class LooksOutward {
  Outermost knows() {
    return new Outermost();
  }
}
