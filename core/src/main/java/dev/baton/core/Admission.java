package dev.baton.core;

import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How peers come in: asking to be let in, and letting in. */
final class Admission {

  private static final int RETRY_MS = 200;
  private static final int KNOWN_MAX = 8;

  /** After so many hellos without an answer another peer is asked. */
  private static final int UNANSWERED_MAX = 3;

  private final Memory memory;
  private final TableKeeper keeper;
  private @Nullable SessionId wanted;
  private Bytes ticket = Bytes.EMPTY;

  /** Whom this joiner was told to ask so far, the latest last; asked in turn when one is silent. */
  private final ArrayDeque<HostAddress> known = new ArrayDeque<>();

  private int unanswered;

  Admission(Memory memory, TableKeeper keeper) {
    this.memory = memory;
    this.keeper = keeper;
  }

  // Asking to be let in.

  void granted(Turn turn, SessionId session, HostAddress host, Bytes withTicket) {
    wanted = session;
    ticket = withTicket;
    long deadlineNs = turn.nowNs + memory.timing().joinLimitNs();
    ask(turn, new Stage.Joining(host, deadlineNs), "the lobby said where");
  }

  /** Goes back to asking, after this peer's place in the session was lost. */
  void askAgain(Turn turn, HostAddress host, String reason) {
    wanted = memory.table.session();
    long deadlineNs = turn.nowNs + memory.returnLimitNs();
    ask(turn, new Stage.Joining(host, deadlineNs), reason);
  }

  /**
   * The lobby has long named the host of a later epoch, and no proof of it came from anybody: this
   * peer has been left behind, perhaps with a session of its own, and asks to be let in again.
   *
   * @param migratesInVain whether a migration has been under way for so long that no majority is to
   *     be expected
   */
  void goAfterNamed(Turn turn, boolean migratesInVain) {
    Input.HostNamed named = memory.named;
    if (named == null) {
      return;
    }
    if (!named.epoch().isAfter(memory.epoch)) {
      memory.named = null;
      return;
    }
    boolean noProof = turn.nowNs - memory.namedAtNs > memory.proofPatienceNs(turn.nowNs);
    if (noProof && leavesBehind(memory.stage, migratesInVain)) {
      memory.named = null;
      turn.order(new Output.SuspendSafe(true));
      askAgain(turn, named.host(), "left behind: the lobby names the host of " + named.epoch());
    }
  }

  /** Whether a peer in that stage waits for nothing that could still bring the proof. */
  private static boolean leavesBehind(Stage stage, boolean migratesInVain) {
    boolean votes = stage instanceof Stage.Claiming || stage instanceof Stage.Promised;
    return (votes && migratesInVain)
        || stage instanceof Stage.Hosting
        || stage instanceof Stage.Isolated
        || stage instanceof Stage.Following
        || stage instanceof Stage.Suspecting
        || stage instanceof Stage.Stranded;
  }

  private void ask(Turn turn, Stage.Joining stage, String reason) {
    unanswered = 0;
    known.remove(stage.host());
    known.addLast(stage.host());
    if (known.size() > KNOWN_MAX) {
      known.removeFirst();
    }
    turn.enter(stage, reason);
    Contact contact = memory.contact(stage.host().key(), turn.nowNs);
    if (contact.open) {
      sayHello(turn, stage);
    } else {
      contact.dialedAtNs = turn.nowNs;
      turn.order(new Output.OpenLink(stage.host().key(), stage.host().endpoint()));
    }
    turn.setTimer(Timer.HELLO, turn.nowNs + memory.timing().helloNs());
  }

  void sayHello(Turn turn, Stage.Joining stage) {
    if (wanted == null) {
      return;
    }
    turn.send(
        stage.host().key(),
        new Message.Hello(
            memory.epoch,
            Message.PROTOCOL_VERSION,
            wanted,
            memory.credentials.publicKey(),
            memory.settings.name(),
            memory.settings.endpoint(),
            ticket));
  }

  /** Asks again, or gives up. */
  void helloDue(Turn turn, Stage.Joining stage) {
    if (turn.nowNs >= stage.deadlineNs()) {
      end(turn, EndReason.JOIN_TIMEOUT, "nobody let this peer in within the limit");
      return;
    }
    unanswered++;
    HostAddress next = known.getFirst();
    if (unanswered > UNANSWERED_MAX && !next.equals(stage.host())) {
      ask(turn, new Stage.Joining(next, stage.deadlineNs()), "no answer: asks another peer");
      return;
    }
    Contact contact = memory.contact(stage.host().key(), turn.nowNs);
    if (contact.open) {
      sayHello(turn, stage);
    } else if (turn.nowNs - contact.dialedAtNs > memory.timing().helloNs() * 2) {
      contact.dialedAtNs = turn.nowNs;
      turn.order(new Output.OpenLink(stage.host().key(), stage.host().endpoint()));
    }
    turn.setTimer(Timer.HELLO, turn.nowNs + memory.timing().helloNs());
  }

  void hostNamed(Turn turn, HostAddress host) {
    if (memory.stage instanceof Stage.Joining joining && !joining.host().equals(host)) {
      ask(turn, new Stage.Joining(host, joining.deadlineNs()), "the lobby names another host");
    } else {
      turn.ignore("already in the session, or asking that host");
    }
  }

  void refused(Turn turn, Stage.Joining stage, Message.Refused refused) {
    unanswered = 0;
    switch (refused.reason()) {
      case NOT_HOST ->
          refused
              .redirect()
              .ifPresentOrElse(
                  host ->
                      ask(turn, new Stage.Joining(host, stage.deadlineNs()), "sent to the host"),
                  () -> turn.ignore("not the host, and it does not know who is"));
      case MIGRATING -> {
        long againNs = Math.max(refused.retryAfterMs(), 1) * 1_000_000L;
        turn.setTimer(Timer.HELLO, turn.nowNs + Math.min(againNs, memory.timing().joinLimitNs()));
      }
      case FULL -> end(turn, EndReason.SESSION_FULL, "refused: full");
      case TERMINATED -> end(turn, EndReason.TERMINATED, "refused: terminated");
      case WRONG_VERSION -> end(turn, EndReason.WRONG_VERSION, "refused: wrong version");
      case WRONG_SESSION -> end(turn, EndReason.WRONG_SESSION, "refused: wrong session");
      case BAD_TICKET, EXPIRED_TICKET -> end(turn, EndReason.BAD_TICKET, "refused: bad ticket");
      case REMOVED -> end(turn, EndReason.REMOVED, "refused: removed by the host");
    }
  }

  private static void end(Turn turn, EndReason reason, String why) {
    turn.clearTimer(Timer.HELLO);
    turn.enter(new Stage.Ended(reason), why);
    turn.tell(new Event.Ended(reason));
  }

  // Letting in.

  void hello(Turn turn, Input.MessageArrived arrived, Message.Hello hello) {
    Contact contact = memory.contact(arrived.from(), turn.nowNs);
    if (isOwnHost(arrived.from())) {
      // Whoever asks to be let in is no host any more: mostly a new process under the old key.
      contact.accuse(Evidence.LINK_CLOSED, turn.nowNs);
    } else {
      contact.heard(turn.nowNs);
    }
    Optional<Message> answer = objection(arrived.from(), hello);
    if (answer.isPresent()) {
      turn.send(arrived.from(), answer.get());
      return;
    }
    Endpoint endpoint = new Endpoint(arrived.seenAt().address(), hello.endpoint().port());
    Optional<Seat> seat = memory.table.seatOf(arrived.from());
    if (seat.isPresent()) {
      returning(turn, seat.get(), hello, endpoint);
    } else {
      newcomer(turn, arrived.from(), hello, endpoint);
    }
  }

  private Optional<Message> objection(PeerKey from, Message.Hello hello) {
    if (hello.protocolVersion() != Message.PROTOCOL_VERSION) {
      return refusal(Refusal.WRONG_VERSION);
    }
    if (memory.stage instanceof Stage.Ended) {
      return refusal(Refusal.TERMINATED);
    }
    if (memory.stage instanceof Stage.Joining joining && hello.session().equals(wanted)) {
      // It asks to be let in itself, and knows no other host than the one that it asks.
      boolean eachOther = joining.host().key().equals(from);
      return eachOther ? refusal(Refusal.NOT_HOST) : Optional.of(redirect(joining.host()));
    }
    if (memory.self == null || !hello.session().equals(memory.table.session())) {
      return refusal(Refusal.WRONG_SESSION);
    }
    if (!PeerKey.of(hello.publicKey()).equals(from)) {
      return refusal(Refusal.BAD_TICKET);
    }
    if (memory.stage instanceof Stage.Following && !isOwnHost(from)) {
      return memory.hostSeat().map(host -> redirect(new HostAddress(host.key(), host.endpoint())));
    }
    if (!(memory.stage instanceof Stage.Hosting)) {
      return Optional.of(
          new Message.Refused(memory.epoch, Refusal.MIGRATING, RETRY_MS, Optional.empty()));
    }
    if (memory.wasRemoved(from)) {
      return refusal(Refusal.REMOVED);
    }
    return memory.table.seatOf(from).isPresent()
        ? Optional.empty()
        : newcomerObjection(from, hello);
  }

  private boolean isOwnHost(PeerKey from) {
    return memory.hostSeat().filter(host -> host.key().equals(from)).isPresent();
  }

  private Optional<Message> newcomerObjection(PeerKey from, Message.Hello hello) {
    return switch (memory.credentials.judge(memory.table.session(), from, hello.ticket())) {
      case BAD -> refusal(Refusal.BAD_TICKET);
      case EXPIRED -> refusal(Refusal.EXPIRED_TICKET);
      case GOOD -> keeper.isFull() ? refusal(Refusal.FULL) : Optional.empty();
    };
  }

  private Optional<Message> refusal(Refusal reason) {
    return Optional.of(new Message.Refused(memory.epoch, reason, 0, Optional.empty()));
  }

  private Message redirect(HostAddress host) {
    return new Message.Refused(memory.epoch, Refusal.NOT_HOST, 0, Optional.of(host));
  }

  private void newcomer(Turn turn, PeerKey from, Message.Hello hello, Endpoint endpoint) {
    if (keeper.joinWaits(from)) {
      turn.ignore("its join waits for its turn already");
      return;
    }
    PeerId peer = keeper.peerIdNext().orElseThrow();
    boolean queued =
        keeper.request(new Operation.Join(peer, hello.publicKey(), hello.name(), endpoint));
    if (!queued) {
      turn.ignore("too many changes of the electorate wait already");
    }
  }

  private void returning(Turn turn, Seat seat, Message.Hello hello, Endpoint endpoint) {
    Contact contact = memory.contact(seat, turn.nowNs);
    if (seat.present() && contact.welcomedAt == seat.joinedAt()) {
      welcome(turn, memory, seat.peer());
      return;
    }
    if (seat.present()) {
      // It holds no table and has no vote: whatever it would be asked to acknowledge, it takes. So
      // with each hello, since changes that came before its own may wait for it alone.
      contact.attachedIn = memory.epoch;
      contact.tableNumber = memory.table.number();
    }
    if (keeper.joinWaits(seat.key()) || keeper.welcomeWaits(seat.peer())) {
      turn.ignore("its return waits for its turn already");
      return;
    }
    if (seat.present()) {
      // A new process under the old key has forgotten its votes: the old one is counted out first.
      keeper.request(new Operation.Leave(seat.peer(), LeaveReason.RESTARTED, true));
    }
    keeper.request(new Operation.Join(seat.peer(), seat.publicKey(), hello.name(), endpoint));
  }

  /** Lets a peer that never stopped back into the seat that was reserved for it. */
  void reattach(Turn turn, Seat seat) {
    if (!keeper.joinWaits(seat.key())) {
      keeper.request(
          new Operation.Join(seat.peer(), seat.publicKey(), seat.name(), seat.endpoint()));
    } else {
      turn.ignore("its return waits for its turn already");
    }
  }

  /**
   * Tells one that was removed, and goes on since it missed the word, who is host and that it is
   * out; to be told so, it must first know the host. It may know nobody but a peer of that host:
   * fenced by that it asks to be let in, and is told by the host.
   */
  void tellRemoved(Turn turn, Links links, PeerKey from) {
    boolean hosting = memory.stage instanceof Stage.Hosting;
    boolean knows = hosting || memory.stage instanceof Stage.Following;
    if (knows && memory.wasRemoved(from)) {
      Contact contact = memory.contact(from, turn.nowNs);
      if (links.fence(turn, contact) && hosting) {
        turn.send(from, new Message.Goodbye(memory.epoch, LeaveReason.REMOVED_BY_HOST));
      }
    }
  }

  static void welcome(Turn turn, Memory memory, PeerId peer) {
    Seat seat = memory.table.seat(peer).orElseThrow();
    memory.contact(seat, turn.nowNs).welcomedAt = seat.joinedAt();
    turn.send(
        seat.key(),
        new Message.Welcome(memory.epoch, peer, memory.self(), memory.table.snapshot()));
  }

  void remove(Turn turn, PeerId peer) {
    Optional<Seat> seat = memory.table.seat(peer);
    if (seat.isEmpty() || memory.isSelf(peer)) {
      turn.ignore("nobody to remove");
      return;
    }
    memory.noteRemoved(seat.get().key());
    turn.send(seat.get().key(), new Message.Goodbye(memory.epoch, LeaveReason.REMOVED_BY_HOST));
    keeper.request(new Operation.Leave(peer, LeaveReason.REMOVED_BY_HOST, false));
  }
}
