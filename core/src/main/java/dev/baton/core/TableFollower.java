package dev.baton.core;

import java.util.List;
import java.util.Optional;

/** Keeps this peer's copy of the name table: applies, reports, asks, answers. */
final class TableFollower {

  /** Operations sent in one message. */
  private static final int BATCH_MAX = 128;

  private final Memory memory;

  TableFollower(Memory memory) {
    this.memory = memory;
  }

  /** Applies what continues the own table; asks for the rest. */
  void operations(Turn turn, PeerKey from, Message.Operations message) {
    for (NumberedOperation operation : message.operations()) {
      if (operation.number().compareTo(memory.table.number()) > 0 && !apply(turn, operation)) {
        turn.send(
            from,
            new Message.TableWanted(message.epoch(), memory.table.number(), memory.table.chain()));
        turn.ignore("operation " + operation.number() + " does not follow on the own table");
        return;
      }
    }
    report(turn, from, message.epoch());
  }

  /** Applies one operation and tells the game what it means; false if it does not follow. */
  boolean apply(Turn turn, NumberedOperation operation) {
    NameTable before = memory.table;
    return before
        .with(operation)
        .map(
            after -> {
              memory.table = after;
              tell(turn, before, operation.operation());
              turn.tell(new Event.TableChanged(after.snapshot()));
              return true;
            })
        .orElse(false);
  }

  private void tell(Turn turn, NameTable before, Operation operation) {
    switch (operation) {
      case Operation.Join join -> turn.tell(new Event.PeerJoined(join.peer(), join.name()));
      case Operation.Leave leave -> {
        if (leave.reason() == LeaveReason.REMOVED_BY_HOST) {
          before.seat(leave.peer()).ifPresent(seat -> memory.noteRemoved(seat.key()));
        }
        if (before.isPresent(leave.peer())) {
          turn.tell(new Event.PeerLeft(leave.peer(), leave.reason()));
        }
      }
      case Operation.Describe ignored -> {}
      case Operation.Succession ignored -> {}
      case Operation.SetRules ignored -> {}
      case Operation.CountWitness ignored -> {}
      case Operation.SessionData ignored -> {}
    }
  }

  /** Takes the host's table in place of the own one. */
  void whole(Turn turn, TableSnapshot snapshot) {
    NameTable before = memory.table;
    List<NumberedOperation> discarded = before.discardedBy(snapshot);
    memory.table = NameTable.of(snapshot);
    if (!discarded.isEmpty()) {
      turn.tell(new Event.OperationsDiscarded(discarded));
    }
    for (Seat seat : memory.table.present()) {
      if (!before.isPresent(seat.peer()) && !seat.key().equals(memory.selfKey)) {
        turn.tell(new Event.PeerJoined(seat.peer(), seat.name()));
      }
    }
    for (Seat seat : before.present()) {
      if (!memory.table.isPresent(seat.peer())) {
        turn.tell(new Event.PeerLeft(seat.peer(), LeaveReason.CONNECTION_LOST));
      }
    }
    turn.tell(new Event.TableChanged(snapshot));
  }

  /**
   * Takes the host's table if this peer is not present in it any more, and says whether that is so;
   * acknowledges nothing.
   */
  boolean isTakenOutBy(Turn turn, Message message) {
    Optional<NameTable> theirs =
        switch (message) {
          case Message.Operations operations -> followedBy(operations.operations());
          case Message.WholeTable whole -> Optional.of(NameTable.of(whole.table()));
          default -> Optional.empty();
        };
    boolean out = memory.seated() && theirs.filter(it -> !it.isPresent(memory.self())).isPresent();
    if (out && message instanceof Message.Operations operations) {
      operations.operations().forEach(operation -> apply(turn, operation));
    } else if (out) {
      whole(turn, theirs.get().snapshot());
    }
    return out;
  }

  /** The own table with these operations; empty if one of them does not follow on it. */
  private Optional<NameTable> followedBy(List<NumberedOperation> operations) {
    Optional<NameTable> after = Optional.of(memory.table);
    for (NumberedOperation operation : operations) {
      after =
          after.flatMap(
              table ->
                  operation.number().compareTo(table.number()) > 0
                      ? table.with(operation)
                      : Optional.of(table));
    }
    return after;
  }

  void report(Turn turn, PeerKey to, Epoch epoch) {
    turn.send(to, new Message.TableReport(epoch, memory.table.number(), memory.table.chain()));
  }

  /** Answers {@link Message.TableWanted} with operations, or with the whole table. */
  void answer(Turn turn, PeerKey to, Message.TableWanted wanted) {
    memory
        .table
        .since(wanted.have(), wanted.chain())
        .ifPresentOrElse(
            operations -> sendBatches(turn, to, wanted.epoch(), operations),
            () -> turn.send(to, new Message.WholeTable(wanted.epoch(), memory.table.snapshot())));
  }

  private static void sendBatches(
      Turn turn, PeerKey to, Epoch epoch, List<NumberedOperation> operations) {
    for (int from = 0; from < operations.size(); from += BATCH_MAX) {
      int until = Math.min(operations.size(), from + BATCH_MAX);
      turn.send(to, new Message.Operations(epoch, operations.subList(from, until)));
    }
  }

  void minimum(Message.TableMinimum message) {
    memory.table = memory.table.trimmedTo(message.version());
  }
}
