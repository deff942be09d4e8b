package dev.baton.architecture.planted.lobbycore;

import dev.baton.architecture.planted.cli.Outermost;

/** A fault: lobby-core knows cli. */
final class LooksOutward {
  Outermost knows() {
    return new Outermost();
  }
}
