package dev.baton.simulator;

import dev.baton.core.EndReason;
import dev.baton.core.Epoch;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import java.util.List;

/**
 * What can be seen of a session from outside: by its players, at the lobby, and by whoever causes
 * the faults.
 */
sealed interface What {

  /**
   * A process of a player started.
   *
   * @param player whose
   * @param key its key
   */
  record Began(int player, PeerKey key) implements What {}

  /** A process is gone. */
  record Gone() implements What {}

  /** A game has a seat. */
  record Seated(PeerId self) implements What {}

  /** The epoch that a peer obeys is another one. */
  record Obeys(Epoch epoch) implements What {}

  /**
   * A game became host.
   *
   * @param lost players that the new host could not reach lately, or that forgot what they held
   */
  record Hosting(Epoch epoch, PeerId self, StateId resume, List<Integer> lost) implements What {}

  /** A game follows a host, which goes on from {@code resume} unless it was let in anew. */
  record Following(Epoch epoch, PeerId host, boolean letIn) implements What {}

  /** The host's game computed a tick. */
  record Applied(StateId made, List<Input> inputs) implements What {}

  /** One input, by whom, and what it says. */
  record Input(PeerId peer, long sequence, long content) {}

  /** A game was shown a state. */
  record Shown(StateId state, boolean complete, long hash) implements What {}

  /** A game was told that it goes back. */
  record Rewound(long fromTick, long toTick) implements What {}

  /** A player did something. */
  record Submitted(long sequence, long content) implements What {}

  /** A player was told that its inputs up to this one are safe. */
  record Safe(long sequence, boolean uncovered) implements What {}

  /** A game was shown the name table. */
  record Table(TableSnapshot table) implements What {}

  /** The game found its own state wrong. */
  record GameWrong(String how) implements What {}

  /** The witness counts these players out of that epoch, if its candidate wins it. */
  record CountedOut(Epoch epoch, List<Integer> players) implements What {}

  /**
   * A message of the machine went out, any but a heartbeat.
   *
   * @param to the player that it is for; 0 for the witness
   */
  record Said(int to, Message message) implements What {}

  /**
   * A message of an older epoch than the present one came to a peer that has a host, and what is to
   * be answered has been.
   *
   * @param from the player that it is from
   */
  record HeardOld(int from, Message message) implements What {}

  /**
   * A message came after which less need be kept of the operations, or that asks for some. The
   * latter is seen twice: before the answer goes out, and after it.
   *
   * @param from the player that asked and has its answer; 0 where no answer has gone out yet, or
   *     where there is none
   */
  record HeardTable(int from, Message message) implements What {}

  /** A game was told that its host cannot hear a majority, or hears one again. */
  record Isolated(boolean isSo) implements What {}

  /** A game was told that its session is over. */
  record Over(EndReason reason) implements What {}

  /** The library failed. */
  record Broke(String how) implements What {}

  /** A queue or log of a process is this long. */
  record Size(String name, int size, int sizeMax) implements What {}

  /** The lobby says who is host. */
  record LobbyNamed(Epoch epoch, PeerKey host) implements What {}

  /**
   * A fault begins, or something that players do.
   *
   * @param whom the players that it befalls
   * @param host which player is host then; 0 if none is
   */
  record Befalls(Fault fault, List<Integer> whom, int host) implements What {}

  /** From here on no more faults come, and all that were are mended. */
  record Calm() implements What {}

  /** The world was looked at long after it became calm. */
  record Settled(boolean isSo, String why) implements What {}
}
