package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Digest;
import dev.baton.core.NumberedOperation;
import dev.baton.core.Operation;
import dev.baton.core.TableChain;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 2: the hash chain is taken over the very bytes of the wire. */
final class TableChainTest {

  @Test
  void theChainIsTakenOverTheBytesOfNumberAndOperation() {
    assertThat(Operation.class.getPermittedSubclasses())
        .as("every kind of operation is among the samples")
        .allMatch(
            kind ->
                Samples.OPERATIONS.stream().anyMatch(each -> kind.isInstance(each.operation())));
    Samples.OPERATIONS.forEach(each -> assertChained(Samples.CHAIN, each));
  }

  @Property(tries = 300)
  @Domain(AnyMessage.class)
  void theChainOfAnyOperationIsTakenOverItsBytes(
      @ForAll Digest previous, @ForAll NumberedOperation next) {
    assertChained(previous, next);
  }

  private static void assertChained(Digest previous, NumberedOperation next) {
    Writer size = new Writer();
    write(size, previous, next);
    ByteBuffer content = ByteBuffer.allocate(size.bytes());
    write(new Writer(content), previous, next);

    assertThat(TableChain.next(previous, next.number(), next.operation()))
        .isEqualTo(Digest.sha256(content.array()));
  }

  private static void write(Writer out, Digest previous, NumberedOperation next) {
    out.digest(previous);
    NameForms.TABLE_VERSION.write(out, next.number());
    OperationForms.OPERATION.write(out, next.operation());
  }
}
