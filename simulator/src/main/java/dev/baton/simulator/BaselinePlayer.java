package dev.baton.simulator;

import org.jspecify.annotations.Nullable;

/** A player in a baseline's world: one machine, and at most one process at a time. */
final class BaselinePlayer {

  private final int number;
  private @Nullable BaselinePeer process;
  private boolean wantsToPlay = true;
  private boolean fit = true;

  BaselinePlayer(int number) {
    this.number = number;
  }

  /** Its place in the network, from 1. */
  int number() {
    return number;
  }

  @Nullable BaselinePeer process() {
    return process;
  }

  void starts(BaselinePeer started) {
    process = started;
  }

  void stops() {
    process = null;
  }

  boolean wantsToPlay() {
    return wantsToPlay;
  }

  void wantsNoMore() {
    wantsToPlay = false;
  }

  /** Whether the game says that this peer can be host. */
  boolean isFit() {
    return fit;
  }

  void fit(boolean canHost) {
    fit = canHost;
  }
}
