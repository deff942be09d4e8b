package dev.baton.architecture.planted.replication;

import dev.baton.architecture.planted.cli.Outermost;

/** A fault: replication knows cli. */
final class LooksOutward {
  Outermost knows() {
    return new Outermost();
  }
}
