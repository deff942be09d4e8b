package dev.baton.core;

import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step while it is being made: one {@code now}, the orders so far, and the only way to change
 * the stage.
 */
final class Turn {

  final long nowNs;
  private final Memory memory;
  private final ArrayList<Output> outputs = new ArrayList<>();
  private final ArrayList<Step.Transition> transitions = new ArrayList<>();
  private @Nullable String ignored;

  Turn(long nowNs, Memory memory) {
    this.nowNs = nowNs;
    this.memory = memory;
  }

  /** Changes the stage: the one place where that happens. */
  void enter(Stage next, String reason) {
    if (next.equals(memory.stage)) {
      return;
    }
    transitions.add(new Step.Transition(memory.stage, next, reason, memory.epoch));
    memory.stage = next;
  }

  /** Says why the input is dropped. */
  void ignore(String reason) {
    ignored = reason;
  }

  /** Where the next order would stand. */
  int place() {
    return outputs.size();
  }

  /** Gives an order that is to be carried out before those that were given since {@code place}. */
  void orderAt(int place, Output output) {
    outputs.add(place, output);
  }

  void order(Output output) {
    outputs.add(output);
  }

  void tell(Event event) {
    outputs.add(new Output.Tell(event));
  }

  void send(PeerKey to, Message message) {
    outputs.add(new Output.SendTo(to, message));
  }

  void send(PeerId to, Message message) {
    memory.table.seat(to).ifPresent(seat -> send(seat.key(), message));
  }

  /** Sends to every present peer but this one, in order of PeerId. */
  void sendToOthers(Message message) {
    memory.others().forEach(seat -> send(seat.key(), message));
  }

  void sendWitness(Message message) {
    if (memory.lobbyUp && memory.table.rules().witnessKey().isPresent()) {
      outputs.add(new Output.SendWitness(message));
    }
  }

  void setTimer(Timer timer, long atNs) {
    outputs.add(new Output.SetTimer(timer, atNs));
  }

  void clearTimer(Timer timer) {
    outputs.add(new Output.ClearTimer(timer));
  }

  Step end() {
    return new Step(memory.stage, outputs, transitions, Optional.ofNullable(ignored));
  }
}
