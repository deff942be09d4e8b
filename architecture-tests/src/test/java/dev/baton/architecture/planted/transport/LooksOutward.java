package dev.baton.architecture.planted.transport;

import dev.baton.architecture.planted.cli.Outermost;

/** A fault: transport knows cli. */
final class LooksOutward {
  Outermost knows() {
    return new Outermost();
  }
}
