package dev.baton.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The epochs that this peer has claimed: it claims none twice, and tells the witness of each that
 * it claims no more. Source: PROTOCOL.md 5.2, 5.6.
 */
final class ClaimedEpochs {

  private final Memory memory;

  /** The latest that it came to by counting on. */
  private Epoch last = Epoch.FIRST;

  /** The same of those in a later range. */
  private Epoch apartLast = Epoch.FIRST;

  /** What the witness was asked for, and is bound to unless it is told otherwise. */
  private final List<Message.ClaimWithdrawn> asked = new ArrayList<>();

  ClaimedEpochs(Memory memory) {
    this.memory = memory;
  }

  /**
   * The next epoch for a claim that counts nobody out. Votes that came unasked may be for a later
   * one than expected. Who is promised to a range of others cannot count on in it, since they may
   * have a host there, and cannot come to the next one but by the witness.
   */
  Epoch next(@Nullable Ballot ballot) {
    Epoch next = memory.nextEpoch();
    if (!next.isInRangeOf(memory.epoch)) {
      return nextApart();
    }
    if (last.compareTo(next) >= 0) {
      next = last.next();
    }
    for (Contact contact : memory.contacts.values()) {
      // Who voted in that epoch refuses every earlier one.
      Epoch voted = contact.vote == null ? next : contact.vote.epoch();
      next = voted.isAfter(next) && voted.isInRangeOf(next) ? voted.next() : next;
    }
    boolean later = ballot != null && ballot.epoch.isAfter(next) && !ballot.apart;
    return ballot != null && later && ballot.epoch.isInRangeOf(next) ? ballot.epoch : next;
  }

  /** An epoch that those who are to be counted out cannot come to by counting on. */
  Epoch nextApart() {
    Epoch latest = memory.promised.isAfter(memory.epoch) ? memory.promised : memory.epoch;
    return (apartLast.isAfter(latest) ? apartLast : latest).nextRange();
  }

  /** Whether those who obey the present epoch cannot come to that one by counting on. */
  boolean isApart(Epoch epoch) {
    return !epoch.isInRangeOf(memory.epoch);
  }

  void claimed(Epoch epoch) {
    if (isApart(epoch)) {
      apartLast = epoch;
    } else {
      last = epoch;
    }
  }

  /** The witness is asked for its vote, or whom to count out. */
  void askedWitness(Epoch epoch) {
    Message.ClaimWithdrawn takenBack = new Message.ClaimWithdrawn(epoch, memory.self());
    if (memory.lobbyUp && !asked.contains(takenBack)) {
      asked.add(takenBack);
    }
  }

  /** This peer is host of that epoch, and keeps what the witness gave for it. */
  void won(Epoch epoch) {
    asked.removeIf(it -> it.epoch().equals(epoch));
  }

  /** Takes back, at the witness, what is claimed no more. */
  void settle(Turn turn) {
    if (asked.isEmpty() || !memory.lobbyUp) {
      return;
    }
    Epoch pending =
        switch (memory.stage) {
          case Stage.Claiming claiming -> claiming.claimed();
          case Stage.Completing completing -> completing.claimed();
          default -> null;
        };
    asked.removeIf(
        it -> {
          boolean over = !it.epoch().equals(pending);
          if (over) {
            turn.sendWitness(it);
          }
          return over;
        });
  }
}
