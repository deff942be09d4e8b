package dev.baton.architecture.planted.core;

import org.jspecify.annotations.Nullable;

/** Faults: questions to the system in a pure module. */
public final class AsksTheSystem {
  @Nullable String property() {
    return System.getProperty("planted");
  }

  @Nullable String environment() {
    return System.getenv("PLANTED");
  }

  void print() {
    System.out.println();
  }
}
