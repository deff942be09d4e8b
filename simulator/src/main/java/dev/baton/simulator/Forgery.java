package dev.baton.simulator;

import dev.baton.core.Bytes;
import dev.baton.core.Epoch;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.Seat;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import dev.baton.core.Voter;
import dev.baton.core.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An announcement that a peer has made up: its own name, and votes of everybody that nobody gave or
 * signed. Its own is among them, and is proved by the link that it comes over.
 */
final class Forgery {

  private final PeerProcess forger;
  private final Message.Announce announce;

  private Forgery(PeerProcess forger, Message.Announce announce) {
    this.forger = forger;
    this.announce = announce;
  }

  static Forgery of(PeerProcess forger, Epoch epoch) {
    TableSnapshot table = forger.machine().table();
    PeerId self = forger.machine().self().orElseThrow();
    StateId held = forger.exchange().held();
    Message.Claim claim =
        new Message.Claim(epoch, self, table.number(), table.chain(), held, false, false);
    List<Message.Vote> votes = new ArrayList<>();
    votes.add(vote(claim, Witness.WITNESS, 0));
    for (Seat seat : table.seats()) {
      votes.add(vote(claim, seat.peer(), seat.joinedAt()));
    }
    return new Forgery(
        forger,
        new Message.Announce(
            epoch, self, held, votes, Optional.empty(), table.number(), table.chain(), List.of()));
  }

  /** Whether nobody else has a vote: then its own is a majority, and there is nothing to forge. */
  static boolean isOnlyVoter(PeerProcess process) {
    PeerId self = process.machine().self().orElseThrow();
    return process.machine().table().seats().stream()
        .noneMatch(seat -> seat.present() && !seat.peer().equals(self));
  }

  private static Message.Vote vote(Message.Claim claim, Voter voter, int joinedAt) {
    return new Message.Vote(
        claim.epoch(),
        claim.candidate(),
        voter,
        joinedAt,
        claim.table(),
        claim.chain(),
        claim.stateHeld(),
        claim.stateHeld(),
        false,
        Bytes.of(new byte[Long.BYTES]));
  }

  /** Sends it to all others; past the machine, which knows nothing of it. */
  void send() {
    for (Seat seat : forger.machine().table().seats()) {
      if (!seat.key().equals(forger.key())) {
        forger.send(seat.key(), Frame.Channel.CONTROL, new Frame.Told(announce, 0));
      }
    }
  }
}
