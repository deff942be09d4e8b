package dev.baton.client;

import dev.baton.core.Bytes;
import dev.baton.core.EndReason;
import dev.baton.core.Event;
import dev.baton.core.Machine;
import dev.baton.core.PeerId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What the driver lets the game know: events for its listeners, and how the session stands. Written
 * by the driver's thread, read by any.
 */
final class GameNews {

  private static final SessionFigures NO_FIGURES =
      new SessionFigures(List.of(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  private final GameInbox inbox;
  private final CompletableFuture<Long> seated = new CompletableFuture<>();
  private final CompletableFuture<EndReason> end = new CompletableFuture<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile Optional<SessionView> view = Optional.empty();
  private volatile Optional<EndReason> ended = Optional.empty();
  private volatile SessionFigures figures = NO_FIGURES;

  GameNews(GameInbox inbox) {
    this.inbox = inbox;
  }

  // The driver's side.

  /** Passes on what the machine tells. */
  void tell(Event event, Machine machine) {
    update(machine);
    switch (event) {
      case Event.Admitted e -> inbox.post(to -> to.onAdmitted(e.self(), e.returned()));
      case Event.PeerJoined e -> inbox.post(to -> to.onPeerJoined(e.peer(), e.name()));
      case Event.PeerLeft e -> inbox.post(to -> to.onPeerLeft(e.peer(), e.reason()));
      case Event.HostChanged e -> hostChanged(e);
      case Event.Isolated e -> inbox.post(to -> to.onIsolated(e.isolated()));
      case Event.NoMajority e -> {
        Duration limit = Duration.ofMillis(e.limitMs());
        inbox.post(to -> to.onNoMajority(e.policy(), limit));
      }
      case Event.Ended e -> ended(e.reason());
      case Event.TableChanged e -> inbox.wake();
      case Event.OperationsDiscarded e -> inbox.wake();
      case Event.Suspected e -> {}
      case Event.Unsuspected e -> {}
      case Event.Claimed e -> {}
      case Event.Voted e -> {}
      case Event.Refused e -> {}
      case Event.Attached e -> {}
      case Event.LinkChanged e -> {}
      case Event.ClockSampled e -> {}
    }
  }

  private void update(Machine machine) {
    if (machine.self().isPresent() && machine.host().isPresent()) {
      view =
          Optional.of(
              new SessionView(
                  machine.self().get(), machine.host().get(), machine.epoch(), machine.table()));
    }
  }

  private void hostChanged(Event.HostChanged event) {
    view.flatMap(now -> now.change(event.epoch(), event.host()))
        .ifPresent(change -> inbox.post(to -> to.onHostChanged(change)));
  }

  void message(PeerId from, Bytes message) {
    inbox.post(to -> to.onMessage(from, message));
  }

  /** Inputs have numbers from here on, the first one the number after {@code lastSequence}. */
  void seated(long lastSequence, Machine machine) {
    update(machine);
    seated.complete(lastSequence);
  }

  void figures(SessionFigures now) {
    figures = now;
  }

  void ended(EndReason reason) {
    if (ended.isEmpty()) {
      ended = Optional.of(reason);
      end.complete(reason);
      inbox.postLast(to -> to.onEnded(reason));
    }
  }

  /** Nothing happens any more, and all resources are free. */
  void closed() {
    closed.complete(null);
  }

  // The game's side.

  Optional<SessionView> view() {
    return view;
  }

  Optional<EndReason> endReason() {
    return ended;
  }

  SessionFigures figures() {
    return figures;
  }

  CompletableFuture<Long> whenSeated() {
    return seated;
  }

  CompletableFuture<EndReason> whenEnded() {
    return end;
  }

  CompletableFuture<Void> whenClosed() {
    return closed;
  }
}
