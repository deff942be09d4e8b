package dev.baton.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a candidate with a majority still waits for: its voters' newer table, the standbys' word, a
 * later state. Each for a limited time.
 *
 * <p>Source: PROTOCOL.md 5.4.
 */
final class Completion {

  private static final long ASK_AGAIN_NS = 40_000_000;
  private static final int HOLDERS_ASKED_MAX = 3;

  private final Memory memory;
  private long untilNs;
  private long tableAskedNs;
  private long standbysAskedNs;

  /** Who was asked for the latest state, or for one before it once that did not come. */
  private final List<PeerId> asked = new ArrayList<>();

  /** What nobody who was asked has sent in time. */
  private final List<StateId> givenUp = new ArrayList<>();

  private @Nullable StateId fetchFailed;

  /** For whom this peer has given up its claims since there was a host. */
  private final List<PeerId> yieldedTo = new ArrayList<>();

  Completion(Memory memory) {
    this.memory = memory;
  }

  /** A majority is there. */
  void begin(Turn turn, Ballot current) {
    long longAgoNs = turn.nowNs - ASK_AGAIN_NS;
    tableAskedNs = longAgoNs;
    // In a hand-over the host has asked the standbys as well.
    standbysAskedNs = current.sponsored ? turn.nowNs : longAgoNs;
    fetchFailed = null;
    asked.clear();
    givenUp.clear();
    long handOverNs = current.sponsored ? memory.timing().handOverNs() : 0;
    long waitNs = memory.timing().completeNs() + 2 * memory.rttBoundNs(turn.nowNs);
    waitUntil(turn, turn.nowNs + handOverNs + waitNs);
  }

  private void waitUntil(Turn turn, long deadlineNs) {
    untilNs = deadlineNs;
    turn.setTimer(Timer.COMPLETE, deadlineNs);
  }

  /** Whether the time to wait is over. */
  boolean isLate(long nowNs) {
    return nowNs >= untilNs;
  }

  /**
   * Whether the own table is as new as any voter's; asks for the rest. Late, voters with a newer
   * one are not counted.
   */
  boolean tableComplete(Turn turn, Ballot current, boolean late) {
    Optional<Message.Vote> newest = current.newestTable(memory.table.number());
    if (newest.isEmpty()) {
      return true;
    }
    if (late) {
      current.votes.values().removeIf(vote -> vote.table().isAfter(memory.table.number()));
      return true;
    }
    if (turn.nowNs - tableAskedNs >= ASK_AGAIN_NS
        && newest.get().voter() instanceof PeerId holder) {
      tableAskedNs = turn.nowNs;
      turn.send(
          holder,
          new Message.TableWanted(current.epoch, memory.table.number(), memory.table.chain()));
    }
    return false;
  }

  /**
   * Whether a standby that is there, or whoever said last that it holds a later state, has not said
   * yet what it holds, which may be a later safe state; asks those.
   */
  boolean standbyAwaited(Turn turn, Ballot current) {
    if (memory.table.rules().durability() instanceof Durability.Fast || memory.hostOfEpoch()) {
      return false;
    }
    boolean askAgain = turn.nowNs - standbysAskedNs >= ASK_AGAIN_NS;
    boolean awaited = false;
    List<PeerId> standbys = memory.table.standbys();
    for (Seat seat : memory.others()) {
      Contact contact = memory.contact(seat, turn.nowNs);
      // A host of an epoch that was short may hold what no standby of the present table has yet.
      boolean mayHold =
          standbys.contains(seat.peer()) || contact.completeHeld.isAfter(memory.complete);
      boolean gone = seat.peer().equals(memory.host) || !contact.alive(turn.nowNs);
      if (mayHold && !gone && !current.answered(seat.peer())) {
        awaited = true;
        if (askAgain) {
          standbysAskedNs = turn.nowNs;
          turn.send(contact.key, current.claim(memory, true));
        }
      }
    }
    return awaited;
  }

  /**
   * Whether a later state than the own one is on its way; asks the holders of the latest for it,
   * one after another, and then those of the one before it: whoever alone holds the latest may be
   * the host that was lost.
   */
  boolean fetching(Turn turn, Ballot current, Stage.Completing completing) {
    boolean hasOne = !memory.complete.equals(StateId.NONE);
    boolean anyWillDo = memory.table.rules().durability() instanceof Durability.Fast;
    if (memory.hostOfEpoch() || (hasOne && anyWillDo)) {
      return false;
    }
    Optional<StateId> awaited = completing.awaitedState();
    for (StateId wanted : current.laterStates(memory.complete)) {
      if (givenUp.contains(wanted)) {
        continue;
      }
      boolean underWay = awaited.filter(wanted::equals).isPresent();
      if (underWay && !wanted.equals(fetchFailed) && !isLate(turn.nowNs)) {
        return true;
      }
      if (awaited.filter(wanted::isAfter).isPresent()) {
        asked.clear();
      }
      Optional<Seat> holder = nextHolder(turn, current.holders(wanted));
      if (holder.isPresent()) {
        fetch(turn, holder.get(), wanted);
        if (!underWay) {
          Stage next = new Stage.Completing(current.epoch, Optional.of(wanted));
          turn.enter(next, "a voter holds a later state");
        }
        return true;
      }
      givenUp.add(wanted);
    }
    return false;
  }

  private void fetch(Turn turn, Seat holder, StateId wanted) {
    asked.add(holder.peer());
    fetchFailed = null;
    turn.order(new Output.FetchState(holder.key(), wanted));
    waitUntil(turn, turn.nowNs + memory.timing().completeNs() + 4 * memory.rttBoundNs(turn.nowNs));
  }

  /** One who was not asked yet: the best is one who is heard; the first is asked in any case. */
  private Optional<Seat> nextHolder(Turn turn, List<PeerId> holders) {
    if (asked.size() >= HOLDERS_ASKED_MAX) {
      return Optional.empty();
    }
    // Whom the own table has no seat for cannot be reached.
    List<Seat> left =
        holders.stream()
            .filter(it -> !asked.contains(it))
            .flatMap(it -> memory.table.seat(it).stream())
            .toList();
    Optional<Seat> heard = left.stream().filter(it -> isHeard(turn, it)).findFirst();
    return heard.isEmpty() && asked.isEmpty() ? left.stream().findFirst() : heard;
  }

  /**
   * Who is there and holds a later state that does not come in time: what is safe may be in it, so
   * that one should be host itself. The same one is named once.
   */
  Optional<PeerId> betterHost(Turn turn, Ballot current) {
    boolean mustGoOn = memory.hostOfEpoch() || current.sponsored || current.apart;
    if (mustGoOn || memory.table.rules().durability() instanceof Durability.Fast) {
      return Optional.empty();
    }
    for (StateId later : current.laterStates(memory.complete)) {
      List<PeerId> holders = current.holders(later);
      Optional<PeerId> better =
          memory.table.succession().stream()
              .filter(it -> holders.contains(it) && !yieldedTo.contains(it))
              .filter(it -> memory.table.seat(it).filter(seat -> isHeard(turn, seat)).isPresent())
              .findFirst();
      if (better.isPresent()) {
        yieldedTo.add(better.get());
        return better;
      }
    }
    return Optional.empty();
  }

  /** There is a host. */
  void over() {
    yieldedTo.clear();
  }

  /** Whether those who hold the session's state are out of reach: it must wait for them. */
  boolean stateMissing() {
    return memory.complete.equals(StateId.NONE) && memory.table.rules().standbys() > 0;
  }

  private boolean isHeard(Turn turn, Seat seat) {
    return memory.contact(seat, turn.nowNs).alive(turn.nowNs);
  }

  /** A state that was asked for does not come. */
  void fetchFailed(StateId state) {
    fetchFailed = state;
  }
}
