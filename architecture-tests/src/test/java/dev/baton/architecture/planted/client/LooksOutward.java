package dev.baton.architecture.planted.client;

import dev.baton.architecture.planted.cli.Outermost;

/** A fault: client knows cli. */
final class LooksOutward {
  Outermost knows() {
    return new Outermost();
  }
}
