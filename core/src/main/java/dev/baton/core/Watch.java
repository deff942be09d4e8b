package dev.baton.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A follower's eye on its host: suspects, says so, takes it back, and lets itself be served through
 * another peer when it alone cannot hear the host.
 */
final class Watch {

  private static final long REPEAT_NS = 50_000_000;

  /** How fresh another peer's word that it hears the host must be. */
  private static final long HEARSAY_NS = 300_000_000;

  /** So many direct packets end a detour. */
  private static final int DIRECT_ENOUGH = 3;

  private final Memory memory;
  private final Links links;
  private long saidAtNs;

  /** Through whom this peer is served, while the host's contact is {@link Contact#routed}. */
  private @Nullable PeerKey guideKey;

  Watch(Memory memory, Links links) {
    this.memory = memory;
    this.links = links;
  }

  /** The host's contact, while there is a host and it is not this peer. */
  @Nullable Contact hostContact(long nowNs) {
    return memory.host == null ? null : memory.contactOf(memory.host, nowNs);
  }

  /** Whether the host is heard well enough to contradict somebody who suspects it. */
  boolean hearsHost(long nowNs) {
    Contact host = hostContact(nowNs);
    boolean following = memory.stage instanceof Stage.Following;
    return host != null
        && following
        && host.evidence == null
        && host.detector.silenceNs(nowNs) <= host.detector.strongBoundNs();
  }

  /** Compares what is heard of the host with what should be. */
  void judge(Turn turn) {
    Contact host = hostContact(turn.nowNs);
    if (host == null) {
      return;
    }
    @Nullable Evidence verdict = host.verdict(turn.nowNs);
    switch (memory.stage) {
      case Stage.Following following -> {
        boolean sure = verdict == Evidence.LINK_CLOSED;
        if (verdict != null && (sure || !links.distrustsItself(turn.nowNs))) {
          suspect(turn, host, following.host(), verdict);
        }
      }
      case Stage.Suspecting suspecting -> {
        if (verdict != null) {
          repeat(turn, host, suspecting);
        } else if (memory.promised.equals(memory.epoch)) {
          takeBack(turn, suspecting.host(), "heard again");
        }
      }
      case Stage.Stranded ignored -> {
        if (verdict == null && memory.promised.equals(memory.epoch)) {
          takeBack(turn, memory.hostSeat().orElseThrow().peer(), "heard again");
        }
      }
      case Stage.Idle ignored -> {}
      case Stage.Joining ignored -> {}
      case Stage.Promised ignored -> {}
      case Stage.Claiming ignored -> {}
      case Stage.Completing ignored -> {}
      case Stage.Hosting ignored -> {}
      case Stage.Isolated ignored -> {}
      case Stage.HandingOver ignored -> {}
      case Stage.Ended ignored -> {}
    }
  }

  private void suspect(Turn turn, Contact host, PeerId peer, Evidence evidence) {
    long silenceNs = host.detector.silenceNs(turn.nowNs);
    turn.tell(new Event.Suspected(memory.epoch, evidence, silenceNs));
    turn.enter(new Stage.Suspecting(peer, evidence, turn.nowNs), "host: " + evidence);
    memory.migrationBegins(turn);
    say(turn, evidence);
  }

  private void say(Turn turn, Evidence evidence) {
    saidAtNs = turn.nowNs;
    StateId heard = memory.visible.isAfter(memory.complete) ? memory.visible : memory.complete;
    Message.Suspect suspicion = new Message.Suspect(memory.epoch, heard, evidence);
    turn.sendToOthers(suspicion);
    turn.sendWitness(suspicion);
  }

  private void repeat(Turn turn, Contact host, Stage.Suspecting suspecting) {
    Optional<Contact> guide = guide(turn.nowNs, host);
    if (guide.isPresent() && memory.promised.equals(memory.epoch)) {
      turn.order(new Output.Route(host.key, Optional.of(guide.get().key)));
      guideKey = guide.get().key;
      host.detour(turn.nowNs);
      takeBack(turn, suspecting.host(), "served through another peer");
    } else if (turn.nowNs - saidAtNs >= REPEAT_NS) {
      say(turn, suspecting.evidence());
    }
  }

  /** A live peer that says it hears the host over a link of its own. */
  private Optional<Contact> guide(long nowNs, Contact host) {
    for (Seat seat : memory.others()) {
      Contact contact = memory.contact(seat, nowNs);
      boolean says = nowNs - contact.hostHeardAtNs < HEARSAY_NS;
      if (says && contact.alive(nowNs) && !contact.key.equals(host.key)) {
        return Optional.of(contact);
      }
    }
    return Optional.empty();
  }

  private void takeBack(Turn turn, PeerId host, String reason) {
    memory.migrationEnds(turn);
    turn.tell(new Event.Unsuspected(memory.epoch));
    turn.enter(new Stage.Following(host), reason);
    turn.sendToOthers(hostHeard(turn.nowNs));
  }

  /** What this peer says of the host, while it hears it one way or another. */
  Message.HostHeard hostHeard(long nowNs) {
    Contact host = hostContact(nowNs);
    return new Message.HostHeard(memory.epoch, memory.visible, host == null || !host.routed);
  }

  /** Another peer suspects the host of the present epoch. */
  void suspected(Turn turn, Contact from, Message.Suspect suspect) {
    doubted(turn, from);
    from.heldAtSuspicion = suspect.stateHeard();
    from.votesUnasked = suspect.evidence().strong();
    if (memory.hosting()) {
      links.beat(turn, from);
    } else if (hearsHost(turn.nowNs)) {
      turn.send(from.key, hostHeard(turn.nowNs));
    }
  }

  /** Another peer follows the host no longer, by its own word or by its vote for another. */
  void doubted(Turn turn, Contact from) {
    from.suspects = memory.epoch;
    from.heldAtSuspicion = null;
    forgetWord(turn.nowNs, from);
    Contact host = hostContact(turn.nowNs);
    if (host != null && host.routed && from.key.equals(guideKey)) {
      host.detourFailed(turn.nowNs);
      turn.order(new Output.Route(host.key, Optional.empty()));
    }
  }

  private static void forgetWord(long nowNs, Contact from) {
    from.hostHeardAtNs = Math.min(from.hostHeardAtNs, nowNs - HEARSAY_NS);
  }

  /** Another peer hears the host of the present epoch; only who hears it directly is a guide. */
  void heardBy(Turn turn, Contact from, boolean direct) {
    from.suspects = null;
    if (direct) {
      from.hostHeardAtNs = turn.nowNs;
    } else {
      forgetWord(turn.nowNs, from);
    }
  }

  /** The detour is not needed any more. */
  void directHeard(Turn turn, PeerKey key) {
    Contact contact = memory.contact(key, turn.nowNs);
    if (!contact.routed) {
      turn.ignore("no detour to that peer");
      return;
    }
    contact.directHeard++;
    if (contact.directHeard >= DIRECT_ENOUGH) {
      contact.routed = false;
      turn.order(new Output.Route(key, Optional.empty()));
    }
  }
}
