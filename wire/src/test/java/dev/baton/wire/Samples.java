package dev.baton.wire;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import dev.baton.core.Durability;
import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.Evidence;
import dev.baton.core.Hint;
import dev.baton.core.HostAddress;
import dev.baton.core.LeaveReason;
import dev.baton.core.Message;
import dev.baton.core.NoMajorityPolicy;
import dev.baton.core.NumberedOperation;
import dev.baton.core.Operation;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Reachability;
import dev.baton.core.Refusal;
import dev.baton.core.Rules;
import dev.baton.core.Seat;
import dev.baton.core.SessionId;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import dev.baton.core.TableVersion;
import dev.baton.core.Tick;
import dev.baton.core.VoteRefusal;
import dev.baton.core.Witness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One message of every kind and of every shape that a kind can take, always the same. */
final class Samples {
  static final Epoch EPOCH = new Epoch(2);
  static final PeerId TWO = new PeerId(2);
  static final PeerId THREE = new PeerId(3);
  static final SessionId SESSION = new SessionId(0x0123456789abcdefL, 0xfedcba9876543210L);
  static final Digest CHAIN = Digest.sha256(text("chain").toArray());
  static final TableVersion NUMBER = new TableVersion(EPOCH, 17);
  static final StateId STATE = new StateId(EPOCH, new Tick(1307));
  static final StateId OLDER = new StateId(Epoch.FIRST, new Tick(1306));
  static final Bytes KEY = text("a public key");
  static final Endpoint V4 = new Endpoint("192.0.2.7", 40_000);
  static final Endpoint V6 = new Endpoint("2001:db8::7", 65_535);
  static final Hint HINT =
      new Hint(true, Reachability.MODERATE, 3, 21_000, 48_000, 12, 20_000, 71, new Tick(1306), 60);
  static final Rules RULES =
      new Rules(
          true,
          new Durability.Standby(1),
          2,
          60,
          8,
          List.of(
              new Rules.NoMajorityStep(NoMajorityPolicy.SURVIVORS, 10_000),
              new Rules.NoMajorityStep(NoMajorityPolicy.FREEZE, 20_000),
              new Rules.NoMajorityStep(NoMajorityPolicy.END, 0)),
          Optional.of(text("the lobby's key")));
  static final Rules RULES_OF_A_LAN =
      new Rules(
          false,
          new Durability.Fast(),
          0,
          1,
          2,
          List.of(new Rules.NoMajorityStep(NoMajorityPolicy.END, 600_000)),
          Optional.empty());
  static final Message.Vote VOTE =
      new Message.Vote(
          EPOCH, TWO, THREE, 12, NUMBER, CHAIN, STATE, OLDER, true, text("a signature"));
  static final Message.CountedOut COUNTED_OUT =
      new Message.CountedOut(EPOCH, TWO, List.of(PeerId.FIRST), text("the lobby's signature"));

  /** Every kind of operation, numbered in order. */
  static final List<NumberedOperation> OPERATIONS =
      numbered(
          List.of(
              new Operation.Join(TWO, KEY, "Zoë 🎲", V4),
              new Operation.Leave(THREE, LeaveReason.CONNECTION_LOST, true),
              new Operation.Describe(TWO, text("colour=red"), HINT),
              new Operation.Succession(List.of(THREE, TWO)),
              new Operation.SetRules(RULES),
              new Operation.SetRules(RULES_OF_A_LAN),
              new Operation.CountWitness(true),
              new Operation.SessionData(text("map=7"))));

  static final TableSnapshot TABLE =
      new TableSnapshot(
          SESSION,
          NUMBER,
          CHAIN,
          4,
          List.of(
              new Seat(TWO, KEY, "Zoë 🎲", V4, true, 12, text("colour=red"), HINT),
              new Seat(THREE, text("another"), "", V6, false, 3, Bytes.EMPTY, Hint.WORST)),
          List.of(THREE, TWO),
          RULES,
          true,
          text("map=7"));

  private Samples() {}

  /** Each message under the name of its shape. */
  static Map<String, Message> messages() {
    Map<String, Message> samples = new LinkedHashMap<>();
    admission(samples);
    liveness(samples);
    table(samples);
    migration(samples);
    return samples;
  }

  private static void admission(Map<String, Message> samples) {
    samples.put("Hello", new Message.Hello(EPOCH, 1, SESSION, KEY, "Zoë 🎲", V4, text("a ticket")));
    samples.put(
        "Hello without a ticket",
        new Message.Hello(Epoch.FIRST, 1, SESSION, KEY, "", V6, Bytes.EMPTY));
    samples.put("Welcome", new Message.Welcome(EPOCH, THREE, TWO, TABLE));
    samples.put(
        "Refused",
        new Message.Refused(
            EPOCH, Refusal.NOT_HOST, 250, Optional.of(new HostAddress(PeerKey.of(KEY), V6))));
    samples.put(
        "Refused without redirect", new Message.Refused(EPOCH, Refusal.FULL, 0, Optional.empty()));
    samples.put("Goodbye", new Message.Goodbye(EPOCH, LeaveReason.NORMAL));
    samples.put("Terminate", new Message.Terminate(EPOCH));
  }

  private static void liveness(Map<String, Message> samples) {
    samples.put("Heartbeat", new Message.Heartbeat(EPOCH, -5, 6, 7, STATE, STATE, OLDER));
    samples.put("Probe", new Message.Probe(EPOCH, 0x1122334455667788L));
    samples.put("ProbeAnswer", new Message.ProbeAnswer(EPOCH, 0x1122334455667788L, true));
    samples.put("Suspect", new Message.Suspect(EPOCH, STATE, Evidence.LINK_CLOSED));
    samples.put("HostHeard", new Message.HostHeard(EPOCH, STATE, true));
  }

  private static void table(Map<String, Message> samples) {
    samples.put("Operations", new Message.Operations(EPOCH, OPERATIONS));
    samples.put("TableReport", new Message.TableReport(EPOCH, NUMBER, CHAIN));
    samples.put("TableMinimum", new Message.TableMinimum(EPOCH, 16));
    samples.put("TableWanted", new Message.TableWanted(EPOCH, TableVersion.EMPTY, Digest.ZERO));
    samples.put("WholeTable", new Message.WholeTable(EPOCH, TABLE));
    samples.put("HintReport", new Message.HintReport(EPOCH, text("colour=red"), HINT));
    samples.put("HintReport of the worst", new Message.HintReport(EPOCH, Bytes.EMPTY, Hint.WORST));
  }

  private static void migration(Map<String, Message> samples) {
    samples.put("Claim", new Message.Claim(EPOCH, TWO, NUMBER, CHAIN, STATE, false, true));
    samples.put("Vote", VOTE);
    samples.put(
        "Vote of the witness",
        new Message.Vote(
            EPOCH,
            TWO,
            Witness.WITNESS,
            0,
            NUMBER,
            CHAIN,
            StateId.NONE,
            StateId.NONE,
            false,
            text("the lobby's signature")));
    samples.put(
        "VoteRefused",
        new Message.VoteRefused(EPOCH, TWO, Witness.WITNESS, VoteRefusal.BETTER_STANDBY, STATE));
    samples.put(
        "CountOutWanted", new Message.CountOutWanted(EPOCH, TWO, List.of(PeerId.FIRST, TWO)));
    samples.put("CountedOut", COUNTED_OUT);
    samples.put(
        "Announce",
        new Message.Announce(
            EPOCH,
            TWO,
            STATE,
            List.of(VOTE),
            Optional.of(COUNTED_OUT),
            NUMBER,
            CHAIN,
            OPERATIONS.subList(0, 2)));
    samples.put(
        "Announce of the first host",
        new Message.Announce(
            Epoch.FIRST,
            PeerId.FIRST,
            StateId.NONE,
            List.of(),
            Optional.empty(),
            TableVersion.EMPTY,
            Digest.ZERO,
            List.of()));
    samples.put("Attach", new Message.Attach(EPOCH, STATE, OLDER, NUMBER, CHAIN));
    samples.put("Fence", new Message.Fence(EPOCH, TWO, true));
    samples.put("HandOver", new Message.HandOver(EPOCH, TWO, new Tick(1310)));
    samples.put("ClaimWithdrawn", new Message.ClaimWithdrawn(EPOCH, TWO));
  }

  private static List<NumberedOperation> numbered(List<Operation> operations) {
    List<NumberedOperation> numbered = new ArrayList<>();
    for (Operation operation : operations) {
      TableVersion number = new TableVersion(EPOCH, 18 + numbered.size());
      numbered.add(new NumberedOperation(number, operation, CHAIN));
    }
    return List.copyOf(numbered);
  }

  private static Bytes text(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
