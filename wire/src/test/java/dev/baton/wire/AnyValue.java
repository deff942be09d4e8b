package dev.baton.wire;

import static net.jqwik.api.Arbitraries.integers;
import static net.jqwik.api.Arbitraries.just;
import static net.jqwik.api.Arbitraries.longs;
import static net.jqwik.api.Arbitraries.oneOf;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import dev.baton.core.Durability;
import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.Hint;
import dev.baton.core.HostAddress;
import dev.baton.core.LeaveReason;
import dev.baton.core.NoMajorityPolicy;
import dev.baton.core.NumberedOperation;
import dev.baton.core.Operation;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Reachability;
import dev.baton.core.Rules;
import dev.baton.core.Seat;
import dev.baton.core.SessionId;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import dev.baton.core.TableVersion;
import dev.baton.core.Tick;
import dev.baton.core.Voter;
import dev.baton.core.Witness;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Values of all kinds that messages are made of, the extremes among them. */
final class AnyValue {
  private static final int SMALL = 6;

  private AnyValue() {}

  static Arbitrary<Epoch> epochs() {
    return atLeast(1).map(Epoch::new);
  }

  static Arbitrary<PeerId> peers() {
    return between(1, PeerId.MAX).map(PeerId::new);
  }

  static Arbitrary<Tick> ticks() {
    return longsFromZero().map(Tick::new);
  }

  static Arbitrary<Digest> digests() {
    return Combinators.combine(anyLongs(), anyLongs(), anyLongs(), anyLongs()).as(Digest::new);
  }

  static Arbitrary<TableVersion> versions() {
    return Combinators.combine(epochs(), atLeast(0)).as(TableVersion::new);
  }

  static Arbitrary<StateId> states() {
    return Combinators.combine(epochs(), ticks()).as(StateId::new);
  }

  static Arbitrary<SessionId> sessions() {
    return Combinators.combine(anyLongs(), anyLongs()).as(SessionId::new);
  }

  static Arbitrary<Bytes> bytes(int max) {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(Math.min(max, 40)).map(Bytes::of);
  }

  /** Text of any characters that UTF-8 has. */
  static Arbitrary<String> text(int charsMin, int charsMax) {
    return Arbitraries.strings()
        .filter(text -> text.codePoints().noneMatch(AnyValue::isSurrogate))
        .filter(text -> text.length() >= charsMin && text.length() <= charsMax);
  }

  static Arbitrary<Endpoint> endpoints() {
    Arbitrary<String> addresses =
        oneOf(
            Arbitraries.of("192.0.2.7", "::1", "fe80::1%eth0", "0.0.0.0"),
            text(1, Endpoint.ADDRESS_MAX));
    return Combinators.combine(addresses, between(1, 65_535)).as(Endpoint::new);
  }

  static Arbitrary<HostAddress> hostAddresses() {
    return Combinators.combine(digests().map(PeerKey::new), endpoints()).as(HostAddress::new);
  }

  static Arbitrary<Voter> voters() {
    return oneOf(peers().map(peer -> peer), just(Witness.WITNESS));
  }

  static Arbitrary<List<PeerId>> peerLists() {
    return oneOf(peers().list().ofMaxSize(SMALL), peers().list().ofSize(Limits.PEERS_MAX));
  }

  static Arbitrary<Hint> hints() {
    return Combinators.combine(
            bools(),
            Arbitraries.of(Reachability.class),
            between(0, 65_535),
            atLeast(0),
            atLeast(0),
            between(0, 1000),
            atLeast(0),
            Combinators.combine(between(0, 100), between(0, 100), ticks()).as(Tail::new))
        .as(
            (canHost, reach, links, mean, worst, loss, upstream, tail) ->
                new Hint(
                    canHost,
                    reach,
                    links,
                    mean,
                    worst,
                    loss,
                    upstream,
                    tail.headroom,
                    tail.held,
                    tail.consent));
  }

  static Arbitrary<Rules> rules() {
    Arbitrary<Durability> durabilities =
        oneOf(
            just(new Durability.Fast()),
            between(1, Durability.Standby.COPIES_MAX).map(Durability.Standby::new));
    Arbitrary<Rules.NoMajorityStep> steps =
        Combinators.combine(Arbitraries.of(NoMajorityPolicy.class), between(0, 600_000))
            .as(Rules.NoMajorityStep::new);
    return Combinators.combine(
            bools(),
            durabilities,
            between(0, 8),
            between(1, 240),
            between(2, 64),
            steps.list().ofMinSize(1).ofMaxSize(8),
            bytes(Limits.PUBLIC_KEY_BYTES_MAX).optional())
        .as(Rules::new);
  }

  static Arbitrary<Operation> operations() {
    Arbitrary<Bytes> data = bytes(Operation.DATA_BYTES_MAX);
    return oneOf(
        List.of(
            Combinators.combine(peers(), keys(), names(), endpoints()).as(Operation.Join::new),
            Combinators.combine(peers(), Arbitraries.of(LeaveReason.class), bools())
                .as(Operation.Leave::new),
            Combinators.combine(peers(), data, hints()).as(Operation.Describe::new),
            peerLists().map(Operation.Succession::new),
            rules().map(Operation.SetRules::new),
            bools().map(Operation.CountWitness::new),
            data.map(Operation.SessionData::new)));
  }

  static Arbitrary<NumberedOperation> numberedOperations() {
    return Combinators.combine(versions(), operations(), digests()).as(NumberedOperation::new);
  }

  static Arbitrary<TableSnapshot> tables() {
    return Combinators.combine(
            sessions(),
            versions(),
            digests(),
            between(1, PeerId.MAX + 1),
            seatLists(),
            peerLists(),
            rules(),
            Combinators.combine(bools(), bytes(Operation.DATA_BYTES_MAX)).as(Ending::new))
        .as(
            (session, number, chain, next, seats, succession, rules, ending) ->
                new TableSnapshot(
                    session,
                    number,
                    chain,
                    next,
                    seats,
                    succession,
                    rules,
                    ending.witnessCounted,
                    ending.data));
  }

  static Arbitrary<Boolean> bools() {
    return Arbitraries.of(true, false);
  }

  static Arbitrary<Integer> atLeast(int min) {
    return between(min, Integer.MAX_VALUE);
  }

  /** Numbers from {@code min} to {@code max}, those two often. */
  static Arbitrary<Integer> between(int min, int max) {
    return oneOf(Arbitraries.of(min, max), integers().between(min, max));
  }

  static Arbitrary<Long> longsFromZero() {
    return oneOf(Arbitraries.of(0L, Long.MAX_VALUE), longs().greaterOrEqual(0));
  }

  static Arbitrary<Long> anyLongs() {
    return oneOf(Arbitraries.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE), longs());
  }

  static Arbitrary<String> names() {
    return text(0, Operation.NAME_MAX);
  }

  static Arbitrary<Bytes> signatures() {
    return bytes(Limits.SIGNATURE_BYTES_MAX);
  }

  private static Arbitrary<Bytes> keys() {
    return bytes(Limits.PUBLIC_KEY_BYTES_MAX);
  }

  private static Arbitrary<List<Seat>> seatLists() {
    Arbitrary<Seat> seats =
        Combinators.combine(
                peers(),
                keys(),
                names(),
                endpoints(),
                bools(),
                atLeast(0),
                bytes(Operation.DATA_BYTES_MAX),
                hints())
            .as(Seat::new);
    return seats
        .list()
        .uniqueElements(Seat::peer)
        .ofMaxSize(SMALL)
        .map(list -> list.stream().sorted((a, b) -> a.peer().compareTo(b.peer())).toList());
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private record Tail(int headroom, int consent, Tick held) {}

  private record Ending(boolean witnessCounted, Bytes data) {}
}
