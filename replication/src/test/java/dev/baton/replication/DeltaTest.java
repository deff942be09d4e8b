package dev.baton.replication;

import static dev.baton.replication.Samples.bytes;
import static dev.baton.replication.Samples.copied;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class DeltaTest {

  private static final int STATE_BYTES_MAX = 4096;

  @Property
  void applyingADeltaToItsBaselineGivesTheState(
      @ForAll @Size(max = 300) byte[] baseline, @ForAll @Size(max = 300) byte[] current) {
    assertThat(applied(baseline, delta(baseline, current))).isEqualTo(current);
  }

  @Property
  void aStateThatChangedInPlacesSurvivesTheRoundTrip(
      @ForAll long seed,
      @ForAll @IntRange(max = 2000) int baselineBytes,
      @ForAll @IntRange(max = 2000) int currentBytes,
      @ForAll @IntRange(max = 100) int changedPercent) {
    Random random = new Random(seed);
    byte[] baseline = new byte[baselineBytes];
    random.nextBytes(baseline);
    byte[] current = Arrays.copyOf(baseline, currentBytes);
    changeSome(current, changedPercent, random);
    byte[] delta = delta(baseline, current);

    assertThat(applied(baseline, delta)).isEqualTo(current);
    assertThat(delta.length).isLessThanOrEqualTo(current.length + Delta.OVERHEAD_BYTES);
  }

  @Property
  void aMutatedDeltaIsRejectedOrGivesAStateWithinTheLimit(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int mutations) {
    Random random = new Random(seed);
    byte[] baseline = new byte[random.nextInt(600)];
    random.nextBytes(baseline);
    byte[] current = Arrays.copyOf(baseline, random.nextInt(600));
    changeSome(current, 10, random);
    byte[] delta = delta(baseline, current);
    for (int i = 0; i < mutations; i++) {
      delta = mutated(delta, random);
    }
    GrowingBytes out = new GrowingBytes(STATE_BYTES_MAX);

    Optional<MalformedPacket> fault = Delta.apply(bytes(baseline), bytes(delta), out);

    assertThat(fault.isPresent() || out.length() <= STATE_BYTES_MAX).isTrue();
  }

  @Property
  void randomBytesAreNeverAppliedBeyondTheLimit(@ForAll @Size(max = 64) byte[] delta) {
    GrowingBytes out = new GrowingBytes(STATE_BYTES_MAX);

    Optional<MalformedPacket> fault = Delta.apply(bytes(new byte[32]), bytes(delta), out);

    assertThat(fault.isPresent() || out.length() <= STATE_BYTES_MAX).isTrue();
  }

  @Test
  void anUnchangedStateCostsAFewBytes() {
    byte[] state = new byte[8192];
    Arrays.fill(state, (byte) 7);

    assertThat(delta(state, state)).hasSizeLessThan(10);
  }

  @Test
  void aStateWithoutLikenessTravelsWhole() {
    byte[] baseline = new byte[1000];
    byte[] current = new byte[1000];
    Arrays.fill(current, (byte) 1);

    assertThat(delta(baseline, current)).hasSize(1000 + Delta.OVERHEAD_BYTES).startsWith(0);
  }

  @Test
  void alternatingBytesCostNoMoreThanTheStateItself() {
    byte[] baseline = new byte[1000];
    byte[] current = new byte[1000];
    for (int i = 0; i < current.length; i += 5) {
      current[i] = 1;
    }

    byte[] delta = delta(baseline, current);

    assertThat(delta).hasSizeLessThanOrEqualTo(1000 + Delta.OVERHEAD_BYTES);
    assertThat(applied(baseline, delta)).isEqualTo(current);
  }

  @Test
  void aDeltaThatIsCutOffIsRejected() {
    assertThat(fault(10)).contains(MalformedPacket.BAD_DELTA_LENGTH);
    assertThat(fault(0, 0, 0, 0, 9, 1)).contains(MalformedPacket.BAD_DELTA_LENGTH);
    assertThat(fault(1, 0, 0, 0, 9, 4)).contains(MalformedPacket.BAD_DELTA_RUN);
    assertThat(fault(1, 0, 0, 0, 9, 4, 5, 1)).contains(MalformedPacket.BAD_DELTA_RUN);
  }

  @Test
  void aDeltaThatGoesOnAfterTheStateIsRejected() {
    assertThat(fault(1, 0, 0, 0, 4, 4, 0, 1)).contains(MalformedPacket.BAD_DELTA_LENGTH);
  }

  @Test
  void aRunBeyondTheBaselineIsRejected() {
    assertThat(fault(1, 0, 0, 0, 20, 17, 3, 1, 1, 1)).contains(MalformedPacket.BAD_DELTA_RUN);
  }

  @Test
  void runsOfChangedBytesMayGoOnBeyondTheBaseline() {
    assertThat(fault(1, 0, 0, 0, 20, 16, 2, 1, 1, 0, 2, 1, 1)).isEmpty();
  }

  @Test
  void aRunThatOverflowsIsRejected() {
    assertThat(fault(1, 0, 0, 0, 9, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, 0))
        .contains(MalformedPacket.BAD_DELTA_RUN);
    assertThat(fault(1, 0, 0, 0, 9, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 1, 0))
        .contains(MalformedPacket.BAD_DELTA_RUN);
  }

  @Test
  void aRunOfNothingIsRejected() {
    assertThat(fault(1, 0, 0, 0, 9, 0, 0, 0, 0)).contains(MalformedPacket.BAD_DELTA_RUN);
  }

  @Test
  void aNumberThatIsNotInShortestFormIsRejected() {
    assertThat(fault(1, 0, 0, 0, 4, 0x84, 0x00, 0)).contains(MalformedPacket.BAD_DELTA_RUN);
  }

  @Test
  void aStateBeyondTheLimitIsRejectedBeforeItIsBuilt() {
    assertThat(fault(1, 0x7F, 0, 0, 0, 4, 0)).contains(MalformedPacket.STATE_TOO_LARGE);
    assertThat(fault(0, 0xFF, 0, 0, 0, 4, 0)).contains(MalformedPacket.STATE_TOO_LARGE);
  }

  @Test
  void anUnknownFormIsRejected() {
    assertThat(fault(2, 0, 0, 0, 0)).contains(MalformedPacket.BAD_DELTA_FORM);
  }

  private static Optional<MalformedPacket> fault(int... delta) {
    byte[] content = new byte[delta.length];
    for (int i = 0; i < delta.length; i++) {
      content[i] = (byte) delta[i];
    }
    return Delta.apply(bytes(new byte[16]), bytes(content), new GrowingBytes(STATE_BYTES_MAX));
  }

  private static byte[] delta(byte[] baseline, byte[] current) {
    GrowingBytes out = new GrowingBytes(current.length + Delta.OVERHEAD_BYTES);
    Delta.encode(bytes(baseline), bytes(current), out);
    return copied(out);
  }

  private static byte[] applied(byte[] baseline, byte[] delta) {
    GrowingBytes out = new GrowingBytes(STATE_BYTES_MAX);
    assertThat(Delta.apply(bytes(baseline), bytes(delta), out)).isEmpty();
    return copied(out);
  }

  private static void changeSome(byte[] state, int percent, Random random) {
    for (int i = 0; i < state.length; i++) {
      if (random.nextInt(100) < percent) {
        state[i] = (byte) random.nextInt();
      }
    }
  }

  private static byte[] mutated(byte[] delta, Random random) {
    byte[] copy = Arrays.copyOf(delta, delta.length + random.nextInt(3) - 1);
    if (copy.length > 0) {
      copy[random.nextInt(Math.min(copy.length, 24))] = (byte) random.nextInt();
    }
    return copy;
  }
}
