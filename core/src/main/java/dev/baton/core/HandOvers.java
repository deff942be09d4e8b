package dev.baton.core;

import java.util.Optional;

/** The planned change of host: the present one names who and when. */
final class HandOvers {

  private final Memory memory;
  private final Election election;

  HandOvers(Memory memory, Election election) {
    this.memory = memory;
    this.election = election;
  }

  /** The game wants another host, or wants to leave as host. */
  void asked(Turn turn, Optional<PeerId> wanted, boolean leaving) {
    if (!(memory.stage instanceof Stage.Hosting)) {
      turn.ignore("only a host that has its lease can hand over");
      return;
    }
    Optional<PeerId> successor = wanted.isPresent() ? wanted : best(turn.nowNs);
    boolean possible = successor.filter(peer -> able(peer, turn.nowNs)).isPresent();
    if (possible && memory.table.rules().migratable()) {
      sponsor(turn, successor.get(), leaving);
    } else if (leaving) {
      leaveAlone(turn);
    } else {
      turn.ignore("nobody who could take over");
    }
  }

  private Optional<PeerId> best(long nowNs) {
    return memory.table.succession().stream().filter(peer -> able(peer, nowNs)).findFirst();
  }

  private boolean able(PeerId peer, long nowNs) {
    Contact contact = memory.contactOf(peer, nowNs);
    return contact != null && memory.table.isPresent(peer) && contact.alive(nowNs);
  }

  private void leaveAlone(Turn turn) {
    boolean alone = memory.others().isEmpty();
    if (alone) {
      turn.order(new Output.PublishTermination(memory.epoch));
    } else {
      turn.sendToOthers(new Message.Goodbye(memory.epoch, LeaveReason.NORMAL));
    }
    turn.enter(new Stage.Ended(EndReason.LEFT), alone ? "left alone" : "left without successor");
    turn.tell(new Event.Ended(EndReason.LEFT));
  }

  private void sponsor(Turn turn, PeerId successor, boolean leaving) {
    Epoch next = memory.nextEpoch();
    long tickNs = memory.table.rules().tickNs();
    long oneWayNs = memory.rttBoundNs(turn.nowNs) / 2;
    Tick last = new Tick(memory.complete.tick().value() + oneWayNs / tickNs + 1);
    Message.HandOver handOver = new Message.HandOver(next, successor, last);
    turn.enter(
        new Stage.HandingOver(next, successor, last, leaving),
        leaving ? "leaves and hands over" : "hands over");
    turn.order(new Output.StopAfter(last));
    turn.sendToOthers(handOver);
    turn.sendWitness(handOver);
    turn.sendToOthers(election.promise(turn, next, successor, true));
    long limitNs = memory.timing().handOverNs() + 4 * memory.rttBoundNs(turn.nowNs);
    turn.setTimer(Timer.HAND_OVER, turn.nowNs + limitNs);
  }

  /** The host names a successor, this peer or another. */
  void arrived(Turn turn, Message.HandOver handOver) {
    if (!handOver.epoch().isAfter(memory.promised) || !memory.seated()) {
      turn.ignore("promised to that epoch or a later one already");
      return;
    }
    if (!(memory.stage instanceof Stage.Following) && !(memory.stage instanceof Stage.Suspecting)) {
      turn.ignore("not following a host");
      return;
    }
    if (memory.isSelf(handOver.successor())) {
      election.sponsored(turn, handOver);
    } else {
      Message.Vote vote = election.promise(turn, handOver.epoch(), handOver.successor(), true);
      turn.order(new Output.StopTaking(Optional.of(handOver.last())));
      turn.sendToOthers(vote);
      election.awaitAnnouncement(
          turn,
          new Stage.Promised(handOver.epoch(), handOver.successor(), Optional.of(handOver.last())),
          "the host sponsors " + handOver.successor());
    }
  }

  /** Nobody announced the hand-over in time: the host goes on, in an epoch of its own. */
  void failed(Turn turn) {
    if (memory.stage instanceof Stage.HandingOver) {
      election.reclaim(turn, "the hand-over was not announced in time");
    } else {
      turn.ignore("no hand-over under way");
    }
  }
}
