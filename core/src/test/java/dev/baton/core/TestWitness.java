package dev.baton.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lobby as the machines see it: notices ended connections, probes the host, votes once. */
final class TestWitness {

  private static final long PROBE_NS = 150 * World.MS;
  private static final long GRACE_NS = 3_000 * World.MS;
  private static final Bytes KEY = TestCredentials.keyOf("witness");

  private final World world;
  private final Map<Epoch, Message.Vote> votes = new LinkedHashMap<>();
  private final Map<PeerKey, Long> goneSinceNs = new LinkedHashMap<>();
  boolean down;
  private Epoch hostEpoch = Epoch.FIRST;

  /** To whom it bound itself in which epoch. */
  private final TreeMap<Epoch, PeerId> promises = new TreeMap<>();

  private @Nullable Node host;
  private TableVersion table = TableVersion.EMPTY;
  private boolean probeAnswered;

  /** What each candidate claimed last. */
  private final Map<Node, Message.Claim> latest = new LinkedHashMap<>();

  TestWitness(World world) {
    this.world = world;
  }

  void die() {
    down = true;
    world.live().forEach(node -> reply(node, new Input.LobbyClosed()));
  }

  void connectionEnded(Node gone) {
    goneSinceNs.put(gone.key(), world.nowNs);
    notice(gone, false);
  }

  void connectionBegan(Node back) {
    goneSinceNs.remove(back.key());
    notice(back, true);
  }

  private void notice(Node about, boolean connected) {
    for (Node node : world.live()) {
      if (node != about) {
        reply(node, new Input.LobbyNoticed(about.key(), connected));
      }
    }
  }

  void hostPublished(Node node, Epoch epoch) {
    world.at(
        world.nowNs + world.witnessNs + world.delayNs(),
        () -> {
          if (!down && epoch.compareTo(hostEpoch) >= 0) {
            hostEpoch = epoch;
            host = node;
          }
        });
  }

  void tablePublished(Node node, Epoch epoch, TableSnapshot snapshot) {
    world.at(
        world.nowNs + world.witnessNs + world.delayNs(),
        () -> {
          if (!down && epoch.compareTo(hostEpoch) >= 0) {
            host = host == null ? node : host;
            if (promised().isAfter(epoch)) {
              say(node, new Message.Fence(promised(), node.id(), true));
              return;
            }
            table = snapshot.number().isAfter(table) ? snapshot.number() : table;
            say(node, new Message.TableReport(epoch, snapshot.number(), snapshot.chain()));
          }
        });
  }

  void told(Node from, Message message) {
    world.at(
        world.nowNs + world.witnessNs + world.delayNs(),
        () -> {
          if (!down) {
            arrived(from, message);
          }
        });
  }

  private void arrived(Node from, Message message) {
    switch (message) {
      case Message.Claim claim -> claimed(from, claim);
      case Message.ProbeAnswer answer -> probeAnswered |= answer.hosting();
      case Message.Probe asked -> asked(from, asked);
      case Message.CountOutWanted wanted -> countOut(from, wanted);
      case Message.ClaimWithdrawn over -> {
        if (promises.remove(over.epoch(), over.candidate())) {
          votes.remove(over.epoch());
        }
      }
      default -> {}
    }
  }

  private Epoch promised() {
    boolean later = !promises.isEmpty() && promises.lastKey().isAfter(hostEpoch);
    return later ? promises.lastKey() : hostEpoch;
  }

  private void asked(Node from, Message.Probe asked) {
    boolean present = from == host && asked.epoch().equals(hostEpoch);
    if (present && promised().isAfter(hostEpoch)) {
      say(from, new Message.Fence(promised(), from.id(), true));
    } else if (present) {
      probeAnswered = true;
      say(from, new Message.ProbeAnswer(asked.epoch(), asked.nonce(), true));
    }
  }

  private void claimed(Node from, Message.Claim claim) {
    latest.put(from, claim);
    Message.Vote before = votes.get(claim.epoch());
    if (before != null && before.candidate().equals(claim.candidate())) {
      say(from, before);
    } else if (!claim.epoch().isAfter(promised()) || table.isAfter(claim.table())) {
      refuse(from, claim, VoteRefusal.ALREADY_VOTED);
    } else if (host == null || host == from || goneSinceNs.containsKey(host.key())) {
      vote(from, claim);
    } else {
      probeAnswered = false;
      say(host, new Message.Probe(hostEpoch, 1));
      world.at(world.nowNs + PROBE_NS + 4 * world.oneWayNs, () -> probed(from));
    }
  }

  private void probed(Node from) {
    Message.Claim claim = latest.get(from);
    if (down || claim == null) {
      return;
    }
    if (probeAnswered) {
      refuse(from, claim, VoteRefusal.HOST_HEARD);
    } else if (claim.epoch().isAfter(promised())) {
      vote(from, claim);
    }
  }

  private void vote(Node to, Message.Claim claim) {
    Message.Vote unsigned = vote(claim, Bytes.EMPTY);
    Bytes signature = TestCredentials.signature(KEY, unsigned.signedContent(world.session));
    Message.Vote vote = vote(claim, signature);
    promises.put(claim.epoch(), claim.candidate());
    votes.put(claim.epoch(), vote);
    say(to, vote);
  }

  private static Message.Vote vote(Message.Claim claim, Bytes signature) {
    return new Message.Vote(
        claim.epoch(),
        claim.candidate(),
        Witness.WITNESS,
        0,
        claim.table(),
        claim.chain(),
        claim.stateHeld(),
        StateId.NONE,
        claim.sponsored(),
        signature);
  }

  private void refuse(Node to, Message.Claim claim, VoteRefusal reason) {
    say(
        to,
        new Message.VoteRefused(
            claim.epoch(), claim.candidate(), Witness.WITNESS, reason, StateId.NONE));
  }

  private void countOut(Node from, Message.CountOutWanted wanted) {
    Message.Vote vote = votes.get(wanted.epoch());
    boolean forAnother = vote != null && !vote.candidate().equals(wanted.candidate());
    if (forAnother || (vote == null && !wanted.epoch().isAfter(promised()))) {
      return;
    }
    TableSnapshot known = from.table();
    List<PeerId> gone =
        known.seats().stream()
            .filter(seat -> wanted.electorate().contains(seat.peer()))
            .filter(
                seat -> {
                  Long since = goneSinceNs.get(seat.key());
                  return since != null && world.nowNs - since > GRACE_NS;
                })
            .map(Seat::peer)
            .toList();
    if (vote == null && !gone.isEmpty()) {
      promises.put(wanted.epoch(), wanted.candidate());
    }
    Message.CountedOut unsigned =
        new Message.CountedOut(wanted.epoch(), wanted.candidate(), gone, Bytes.EMPTY);
    Bytes signature = TestCredentials.signature(KEY, unsigned.signedContent(world.session));
    say(from, new Message.CountedOut(wanted.epoch(), wanted.candidate(), gone, signature));
  }

  private void say(Node to, Message message) {
    world.sent("witness", to.name, message);
    reply(to, new Input.WitnessSaid(message));
  }

  private void reply(Node to, Input input) {
    world.at(world.nowNs + world.witnessNs + world.delayNs(), () -> to.take(() -> to.give(input)));
  }
}
