package dev.baton.wire;

import static dev.baton.wire.CodeTables.EVIDENCE;
import static dev.baton.wire.NameForms.EPOCH;
import static dev.baton.wire.NameForms.STATE_ID;
import static dev.baton.wire.Primitive.BOOL;
import static dev.baton.wire.Primitive.i64;

import dev.baton.core.Epoch;
import dev.baton.core.Evidence;
import dev.baton.core.Message;
import dev.baton.core.StateId;

/** The forms of the messages that tell who is heard and who is not. */
final class LivenessForms {

  static final Variant<Message.Heartbeat> HEARTBEAT =
      new Variant<>(8, "Heartbeat") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.Heartbeat::epoch);
        final Field<Long> sentNs =
            field("sentNs", i64(Long.MIN_VALUE, Long.MAX_VALUE), Message.Heartbeat::sentNs);
        final Field<Long> echoNs =
            field("echoNs", i64(Long.MIN_VALUE, Long.MAX_VALUE), Message.Heartbeat::echoNs);
        final Field<Long> echoHeldNs =
            field("echoHeldNs", i64(0, Long.MAX_VALUE), Message.Heartbeat::echoHeldNs);
        final Field<StateId> completeHeld =
            field("completeHeld", STATE_ID, Message.Heartbeat::completeHeld);
        final Field<StateId> visibleHeld =
            field("visibleHeld", STATE_ID, Message.Heartbeat::visibleHeld);
        final Field<StateId> safeKnown = field("safeKnown", STATE_ID, Message.Heartbeat::safeKnown);

        @Override
        Message.Heartbeat read(Reader in) {
          return new Message.Heartbeat(
              epoch.read(in),
              sentNs.read(in),
              echoNs.read(in),
              echoHeldNs.read(in),
              completeHeld.read(in),
              visibleHeld.read(in),
              safeKnown.read(in));
        }
      };

  static final Variant<Message.Probe> PROBE =
      new Variant<>(9, "Probe") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.Probe::epoch);
        final Field<Long> nonce =
            field("nonce", i64(Long.MIN_VALUE, Long.MAX_VALUE), Message.Probe::nonce);

        @Override
        Message.Probe read(Reader in) {
          return new Message.Probe(epoch.read(in), nonce.read(in));
        }
      };

  static final Variant<Message.ProbeAnswer> PROBE_ANSWER =
      new Variant<>(10, "ProbeAnswer") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.ProbeAnswer::epoch);
        final Field<Long> nonce =
            field("nonce", i64(Long.MIN_VALUE, Long.MAX_VALUE), Message.ProbeAnswer::nonce);
        final Field<Boolean> hosting = field("hosting", BOOL, Message.ProbeAnswer::hosting);

        @Override
        Message.ProbeAnswer read(Reader in) {
          return new Message.ProbeAnswer(epoch.read(in), nonce.read(in), hosting.read(in));
        }
      };

  static final Variant<Message.Suspect> SUSPECT =
      new Variant<>(11, "Suspect") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.Suspect::epoch);
        final Field<StateId> stateHeard =
            field("stateHeard", STATE_ID, Message.Suspect::stateHeard);
        final Field<Evidence> evidence = field("evidence", EVIDENCE, Message.Suspect::evidence);

        @Override
        Message.Suspect read(Reader in) {
          return new Message.Suspect(epoch.read(in), stateHeard.read(in), evidence.read(in));
        }
      };

  static final Variant<Message.HostHeard> HOST_HEARD =
      new Variant<>(12, "HostHeard") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.HostHeard::epoch);
        final Field<StateId> stateHeard =
            field("stateHeard", STATE_ID, Message.HostHeard::stateHeard);
        final Field<Boolean> direct = field("direct", BOOL, Message.HostHeard::direct);

        @Override
        Message.HostHeard read(Reader in) {
          return new Message.HostHeard(epoch.read(in), stateHeard.read(in), direct.read(in));
        }
      };

  private LivenessForms() {}
}
