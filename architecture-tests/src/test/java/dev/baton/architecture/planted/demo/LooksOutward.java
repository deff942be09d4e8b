package dev.baton.architecture.planted.demo;

import dev.baton.architecture.planted.cli.Outermost;

/** A fault: demo knows cli. */
final class LooksOutward {
  Outermost knows() {
    return new Outermost();
  }
}
