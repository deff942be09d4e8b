package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.core.PeerId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputCodecTest {

  enum Weapon {
    FIST,
    SWORD
  }

  record Aim(float angle, double range) {}

  record Everything(boolean jump, byte b, short s, char c, int i, long l, Weapon weapon, Aim aim) {}

  record Named(String name) {}

  record Large(
      long a,
      long b,
      long c,
      long d,
      Inner e,
      Inner f,
      Inner g,
      Inner h,
      Inner i,
      Inner j,
      Inner k) {}

  record Inner(long a, long b, long c, long d) {}

  record Even(int value) {
    Even {
      if (value % 2 != 0) {
        throw new IllegalArgumentException("value must be even: " + value);
      }
    }
  }

  private static <I> I thereAndBack(InputCodec<I> codec, I input) {
    ByteBuffer bytes = ByteBuffer.allocate(codec.inputBytesMax());
    codec.write(input, bytes);
    I back = codec.read(bytes.flip());
    assertThat(bytes.hasRemaining()).isFalse();
    return back;
  }

  @Test
  void whatWasWrittenIsRead() {
    InputCodec<Everything> codec = InputCodec.of(Everything.class);
    for (Weapon weapon : Weapon.values()) {
      Everything input =
          new Everything(true, (byte) -3, (short) 4000, 'x', -5, 1L << 60, weapon, new Aim(1, 2));
      assertThat(thereAndBack(codec, input)).isEqualTo(input);
    }
  }

  @Test
  void anInputTakesTheSumOfItsComponents() {
    assertThat(InputCodec.of(Everything.class).inputBytesMax())
        .isEqualTo(1 + 1 + 2 + 2 + 4 + 8 + 1 + 12);
  }

  @Test
  void equalInputsHaveEqualBytes() {
    InputCodec<Everything> codec = InputCodec.of(Everything.class);
    byte[] bytes = new byte[codec.inputBytesMax()];
    bytes[0] = 2;
    assertThatThrownBy(() -> codec.read(ByteBuffer.wrap(bytes)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2");
  }

  @Test
  void aConstantThatDoesNotExistIsRefused() {
    InputCodec<Everything> codec = InputCodec.of(Everything.class);
    byte[] bytes = new byte[codec.inputBytesMax()];
    bytes[18] = 2;
    assertThatThrownBy(() -> codec.read(ByteBuffer.wrap(bytes)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tooFewBytesAreRefused() {
    InputCodec<Everything> codec = InputCodec.of(Everything.class);
    assertThatThrownBy(() -> codec.read(ByteBuffer.allocate(codec.inputBytesMax() - 1)))
        .isInstanceOf(BufferUnderflowException.class);
  }

  @Test
  void whatTheRecordItselfRejectsIsRefused() {
    InputCodec<Even> codec = InputCodec.of(Even.class);
    assertThat(thereAndBack(codec, new Even(4))).isEqualTo(new Even(4));
    assertThatThrownBy(() -> codec.read(ByteBuffer.allocate(4).putInt(3).flip()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aComponentOfAnotherTypeIsNamed() {
    assertThatThrownBy(() -> InputCodec.of(Named.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Named.name");
  }

  @Test
  void aRecordThatIsTooLargeIsRefused() {
    assertThatThrownBy(() -> InputCodec.of(Large.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("255");
  }

  @Test
  void aTickLeavesOutWhatIsNoInput() {
    TickWork work = new TickWork(1024);
    work.inputs.input(PeerId.FIRST, 1, ByteBuffer.allocate(4).putInt(3).flip());
    work.inputs.input(PeerId.FIRST, 2, ByteBuffer.allocate(4).putInt(6).flip());
    work.inputs.input(PeerId.FIRST, 3, ByteBuffer.allocate(5));
    TickView<Even> view = new TickView<>(InputCodec.of(Even.class));
    view.fill(work);
    assertThat(view.inputs()).isEqualTo(List.of(new PlayerInput<>(PeerId.FIRST, 2, new Even(6))));
  }
}
