package dev.baton.wire;

import static dev.baton.wire.CodeTables.NO_MAJORITY_POLICY;
import static dev.baton.wire.CodeTables.REACHABILITY;
import static dev.baton.wire.Limits.PEERS_MAX;
import static dev.baton.wire.Limits.PUBLIC_KEY_BYTES_MAX;
import static dev.baton.wire.Many.listOf;
import static dev.baton.wire.Maybe.maybe;
import static dev.baton.wire.NameForms.TICK;
import static dev.baton.wire.Primitive.BOOL;
import static dev.baton.wire.Primitive.bytes;
import static dev.baton.wire.Primitive.i32;

import dev.baton.core.Bytes;
import dev.baton.core.Durability;
import dev.baton.core.Hint;
import dev.baton.core.NoMajorityPolicy;
import dev.baton.core.Reachability;
import dev.baton.core.Rules;
import dev.baton.core.Tick;
import java.util.List;
import java.util.Optional;

/** The forms of the rules of a session and of what a peer says about itself. */
final class RulesForms {

  static final Layout<Hint> HINT =
      new Layout<>("Hint") {
        final Field<Boolean> canHost = field("canHost", BOOL, Hint::canHost);
        final Field<Reachability> reachability =
            field("reachability", REACHABILITY, Hint::reachability);
        final Field<Integer> liveLinks = field("liveLinks", i32(0, 65_535), Hint::liveLinks);
        final Field<Integer> rttMeanUs =
            field("rttMeanUs", i32(0, Integer.MAX_VALUE), Hint::rttMeanUs);
        final Field<Integer> rttWorstUs =
            field("rttWorstUs", i32(0, Integer.MAX_VALUE), Hint::rttWorstUs);
        final Field<Integer> lossPerMille = field("lossPerMille", i32(0, 1000), Hint::lossPerMille);
        final Field<Integer> upstreamKbps =
            field("upstreamKbps", i32(0, Integer.MAX_VALUE), Hint::upstreamKbps);
        final Field<Integer> headroomPercent =
            field("headroomPercent", i32(0, 100), Hint::headroomPercent);
        final Field<Tick> stateHeld = field("stateHeld", TICK, Hint::stateHeld);
        final Field<Integer> consentWeight =
            field("consentWeight", i32(0, 100), Hint::consentWeight);

        @Override
        Hint read(Reader in) {
          return new Hint(
              canHost.read(in),
              reachability.read(in),
              liveLinks.read(in),
              rttMeanUs.read(in),
              rttWorstUs.read(in),
              lossPerMille.read(in),
              upstreamKbps.read(in),
              headroomPercent.read(in),
              stateHeld.read(in),
              consentWeight.read(in));
        }
      };

  static final Variant<Durability.Fast> FAST =
      new Variant<>(1, "Fast") {

        @Override
        Durability.Fast read(Reader in) {
          return new Durability.Fast();
        }
      };

  static final Variant<Durability.Standby> STANDBY =
      new Variant<>(2, "Standby") {
        final Field<Integer> copies =
            field("copies", i32(1, Durability.Standby.COPIES_MAX), Durability.Standby::copies);

        @Override
        Durability.Standby read(Reader in) {
          return new Durability.Standby(copies.read(in));
        }
      };

  static final OneOf<Durability> DURABILITY =
      new OneOf<>("Durability", List.of(FAST, STANDBY)) {
        @Override
        void write(Writer out, Durability durability) {
          switch (durability) {
            case Durability.Fast fast -> FAST.writeWithCode(out, fast);
            case Durability.Standby standby -> STANDBY.writeWithCode(out, standby);
          }
        }
      };

  static final Layout<Rules.NoMajorityStep> NO_MAJORITY_STEP =
      new Layout<>("NoMajorityStep") {
        final Field<NoMajorityPolicy> policy =
            field("policy", NO_MAJORITY_POLICY, Rules.NoMajorityStep::policy);
        final Field<Integer> limitMs =
            field("limitMs", i32(0, 600_000), Rules.NoMajorityStep::limitMs);

        @Override
        Rules.NoMajorityStep read(Reader in) {
          return new Rules.NoMajorityStep(policy.read(in), limitMs.read(in));
        }
      };

  static final Layout<Rules> RULES =
      new Layout<>("Rules") {
        final Field<Boolean> migratable = field("migratable", BOOL, Rules::migratable);
        final Field<Durability> durability = field("durability", DURABILITY, Rules::durability);
        final Field<Integer> standbys = field("standbys", i32(0, 8), Rules::standbys);
        final Field<Integer> rateHz = field("rateHz", i32(1, 240), Rules::rateHz);
        final Field<Integer> peersMax = field("peersMax", i32(2, PEERS_MAX), Rules::peersMax);
        final Field<List<Rules.NoMajorityStep>> noMajority =
            field("noMajority", listOf(NO_MAJORITY_STEP, 1, 8), Rules::noMajority);
        final Field<Optional<Bytes>> witnessKey =
            field("witnessKey", maybe(bytes(0, PUBLIC_KEY_BYTES_MAX)), Rules::witnessKey);

        @Override
        Rules read(Reader in) {
          return new Rules(
              migratable.read(in),
              durability.read(in),
              standbys.read(in),
              rateHz.read(in),
              peersMax.read(in),
              noMajority.read(in),
              witnessKey.read(in));
        }
      };

  private RulesForms() {}
}
