package dev.baton.core;

import java.util.List;
import java.util.Optional;

/**
 * What is to be done; the driver carries outputs out in their order, which means something: what
 * must be known locally before it is said to others comes first.
 */
public sealed interface Output {

  /**
   * Send a message over the link to a peer; dropped when there is none.
   *
   * @param to the identity at its other end
   * @param message what
   */
  record SendTo(PeerKey to, Message message) implements Output {}

  /**
   * Send a message to the lobby in its role as witness; dropped when it is not connected.
   *
   * @param message what
   */
  record SendWitness(Message message) implements Output {}

  /**
   * Open a link and keep it warm. The answer is {@link Input.LinkOpened} or {@link
   * Input.LinkClosed}.
   *
   * @param peer the identity to pin
   * @param endpoint where
   */
  record OpenLink(PeerKey peer, Endpoint endpoint) implements Output {}

  /**
   * Close a link once what was sent over it is out.
   *
   * @param peer the identity at its other end
   * @param reason in a few words, for the other side's trace
   */
  record CloseLink(PeerKey peer, String reason) implements Output {}

  /**
   * Watch these peers' ports for the operating system's word that nobody listens; all others no
   * more.
   *
   * @param peers whom
   */
  record WatchPorts(List<PeerKey> peers) implements Output {

    /** Copies the list. */
    public WatchPorts {
      peers = List.copyOf(peers);
    }
  }

  /**
   * Fire a timer once; takes the place of a pending one of the same kind.
   *
   * @param timer which
   * @param atNs when, by the clock that {@link Machine#handle} is given
   */
  record SetTimer(Timer timer, long atNs) implements Output {}

  /**
   * Forget a pending timer.
   *
   * @param timer which
   */
  record ClearTimer(Timer timer) implements Output {}

  /**
   * Be host: simulate from {@code resume} on and send states to all.
   *
   * @param epoch the epoch that all of it carries
   * @param resume the complete state to go on from, which is held
   */
  record BecomeHost(Epoch epoch, StateId resume) implements Output {}

  /**
   * Follow a host: take its states, send it inputs; drop states later than {@code resume} of older
   * epochs.
   *
   * @param epoch the epoch that its messages carry
   * @param host who
   * @param resume the last surviving state of older epochs
   */
  record FollowHost(Epoch epoch, PeerId host, StateId resume) implements Output {}

  /**
   * Simulate up to {@code last} and no further; go on sending that state until told otherwise.
   *
   * @param last the last tick of this epoch
   */
  record StopAfter(Tick last) implements Output {}

  /**
   * Take, show and acknowledge no more states of the present host, since this peer is promised to
   * the next epoch; {@link FollowHost} or {@link BecomeHost} ends it.
   *
   * @param last in a planned hand-over: states up to this tick are still taken
   */
  record StopTaking(Optional<Tick> last) implements Output {}

  /**
   * Take an input as safe by the acknowledgements of these standbys alone: a majority knows that
   * they are standbys, so that whoever is elected asks them. Until the first one of an epoch, by
   * nobody's.
   *
   * @param standbys whose
   * @param needed how many acknowledgements an input needs at least, within the durability, however
   *     few standbys there are: a majority does not know yet that there are fewer than that
   */
  record CountStandbys(List<PeerId> standbys, int needed) implements Output {

    /** Copies the list. */
    public CountStandbys {
      standbys = List.copyOf(standbys);
    }
  }

  /**
   * Take players out of the game's state, but for these and for those of the present table: a
   * majority knows the seats. Until the first one of an epoch, take nobody out: whoever is elected
   * by an older table goes on from that state, and must find in it which inputs of a player it
   * contains.
   *
   * @param seats the seats that a majority knows, reserved ones included
   */
  record KeepPlayers(List<PeerId> seats) implements Output {

    /** Copies the list. */
    public KeepPlayers {
      seats = List.copyOf(seats);
    }
  }

  /**
   * Report nothing as safe, or go on doing so: the host cannot hear a majority.
   *
   * @param suspended whether to stop
   */
  record SuspendSafe(boolean suspended) implements Output {}

  /**
   * Ask a peer for a complete state. The answer is {@link Input.StateFetched} or {@link
   * Input.StateFetchFailed}.
   *
   * @param from who holds it
   * @param state which
   */
  record FetchState(PeerKey from, StateId state) implements Output {}

  /**
   * From now on reach a peer through another, or directly again.
   *
   * @param peer who is to be reached
   * @param via through whom; directly when empty
   */
  record Route(PeerKey peer, Optional<PeerKey> via) implements Output {}

  /**
   * Tell the lobby who is host now, with the proof.
   *
   * @param announce the announcement
   */
  record PublishHost(Message.Announce announce) implements Output {}

  /**
   * Tell the lobby who is in the session; only the host does.
   *
   * @param epoch the host's epoch
   * @param table the name table
   */
  record PublishTable(Epoch epoch, TableSnapshot table) implements Output {}

  /**
   * Tell the lobby that the session is over.
   *
   * @param epoch the host's epoch
   */
  record PublishTermination(Epoch epoch) implements Output {}

  /**
   * Tell the game, and the flight recorder.
   *
   * @param event what
   */
  record Tell(Event event) implements Output {}
}
