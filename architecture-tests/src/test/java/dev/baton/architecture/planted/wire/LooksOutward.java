package dev.baton.architecture.planted.wire;

import dev.baton.architecture.planted.cli.Outermost;

/** A fault: wire knows cli. */
final class LooksOutward {
  Outermost knows() {
    return new Outermost();
  }
}
