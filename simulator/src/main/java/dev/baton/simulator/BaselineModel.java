package dev.baton.simulator;

/** The rules of one reference system: makes the processes that obey them. */
interface BaselineModel {

  /** A process of a player, which has not joined yet. */
  BaselinePeer process(BaselineWorld world, BaselinePlayer player, int number);

  /** Something is wrong with the lobby; most systems have none in a running game. */
  default void trouble(Fault.Trouble trouble, boolean begins) {}
}
