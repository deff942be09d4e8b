package dev.baton.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * The hash chain of the name table: {@code chain(n) = SHA-256(chain(n-1), number, operation)}, over
 * the very bytes that PROTOCOL.md 9 lays down for the three.
 *
 * <p>Equal chain, equal table. Stateless and safe for any thread. Source: PROTOCOL.md 2.
 */
public final class TableChain {

  private static final int OPERATION_BYTES_MAX = 16_384;

  private TableChain() {}

  /** The chain after {@code operation} with {@code number} was appended to {@code previous}. */
  public static Digest next(Digest previous, TableVersion number, Operation operation) {
    ByteBuffer out = ByteBuffer.allocate(OPERATION_BYTES_MAX);
    previous.write(out);
    out.putInt(number.epoch().value()).putInt(number.version());
    put(out, operation);
    MessageDigest sha256 = Digest.newSha256();
    sha256.update(out.flip());
    return Digest.read(ByteBuffer.wrap(sha256.digest()));
  }

  private static void put(ByteBuffer out, Operation operation) {
    switch (operation) {
      case Operation.Join join -> {
        out.put((byte) 1);
        put(out, join.peer());
        put(out, join.publicKey());
        put(out, join.name());
        put(out, join.endpoint().address());
        out.putShort((short) join.endpoint().port());
      }
      case Operation.Leave leave -> {
        out.put((byte) 2);
        put(out, leave.peer());
        put(out, leave.reason());
        put(out, leave.seatKept());
      }
      case Operation.Describe describe -> {
        out.put((byte) 3);
        put(out, describe.peer());
        put(out, describe.attributes());
        put(out, describe.hint());
      }
      case Operation.Succession succession -> {
        out.put((byte) 4);
        List<PeerId> order = succession.order();
        out.putShort((short) order.size());
        order.forEach(peer -> put(out, peer));
      }
      case Operation.SetRules set -> {
        out.put((byte) 5);
        put(out, set.rules());
      }
      case Operation.CountWitness count -> {
        out.put((byte) 6);
        put(out, count.counted());
      }
      case Operation.SessionData session -> {
        out.put((byte) 7);
        put(out, session.data());
      }
    }
  }

  private static void put(ByteBuffer out, Rules rules) {
    put(out, rules.migratable());
    switch (rules.durability()) {
      case Durability.Fast ignored -> out.put((byte) 1);
      case Durability.Standby standby -> out.put((byte) 2).putInt(standby.copies());
    }
    out.putInt(rules.standbys()).putInt(rules.rateHz()).putInt(rules.peersMax());
    out.putShort((short) rules.noMajority().size());
    for (Rules.NoMajorityStep step : rules.noMajority()) {
      put(out, step.policy());
      out.putInt(step.limitMs());
    }
    put(out, rules.witnessKey().isPresent());
    rules.witnessKey().ifPresent(key -> put(out, key));
  }

  private static void put(ByteBuffer out, Hint hint) {
    put(out, hint.canHost());
    put(out, hint.reachability());
    out.putInt(hint.liveLinks()).putInt(hint.rttMeanUs()).putInt(hint.rttWorstUs());
    out.putInt(hint.lossPerMille()).putInt(hint.upstreamKbps()).putInt(hint.headroomPercent());
    out.putLong(hint.stateHeld().value()).putInt(hint.consentWeight());
  }

  private static void put(ByteBuffer out, PeerId peer) {
    out.putShort((short) peer.value());
  }

  private static void put(ByteBuffer out, boolean value) {
    out.put((byte) (value ? 1 : 0));
  }

  // The code of a value is its place in the declaration, from 1; wire's tests hold both together.
  @SuppressWarnings("EnumOrdinal")
  private static void put(ByteBuffer out, Enum<?> value) {
    out.put((byte) (value.ordinal() + 1));
  }

  private static void put(ByteBuffer out, Bytes value) {
    out.putShort((short) value.length()).put(value.toBuffer());
  }

  private static void put(ByteBuffer out, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    out.putShort((short) utf8.length).put(utf8);
  }
}
