package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Timing;
import dev.baton.lobbycore.LobbyLimits;
import dev.baton.lobbycore.LobbyTiming;
import dev.baton.replication.ReplicationLimits;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PROTOCOL.md 10 says of every limit and every length of time just what the code does. */
final class LimitsTest {
  private static final ProtocolTables DOCUMENT = ProtocolTables.ofSection(10);
  private static final long NS_PER_MS = 1_000_000;

  static Stream<Arguments> tables() {
    return Stream.of(
        Arguments.of("10.1 Packets", constants(Limits.class)),
        Arguments.of("10.2 Session", components(Timing.DEFAULT)),
        Arguments.of("10.3 Replication", components(ReplicationLimits.DEFAULT)),
        Arguments.of("10.4 Lobby", components(LobbyTiming.DEFAULT, LobbyLimits.DEFAULT)));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void theTableIsThatOfTheCode(String heading, List<String> declared) {
    assertThat(DOCUMENT.rows(heading).stream().map(row -> row.get(0) + " | " + row.get(1)))
        .containsExactlyElementsOf(declared);
    assertThat(DOCUMENT.rows(heading)).allSatisfy(row -> assertThat(row.get(2)).isNotBlank());
  }

  private static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> Modifier.isPublic(field.getModifiers()))
        .map(field -> row(field.getName(), constant(field)))
        .toList();
  }

  private static long constant(Field field) {
    try {
      return field.getInt(null);
    } catch (IllegalAccessException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static List<String> components(Record... defaults) {
    return Arrays.stream(defaults)
        .flatMap(
            each ->
                Arrays.stream(each.getClass().getRecordComponents())
                    .map(component -> row(component.getName(), component(component, each))))
        .toList();
  }

  private static long component(RecordComponent component, Record of) {
    try {
      return ((Number) component.getAccessor().invoke(of)).longValue();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static String row(String name, long value) {
    if (name.endsWith("Ns")) {
      assertThat(value % NS_PER_MS).as(name).isZero();
      return name + " | " + value / NS_PER_MS + " ms";
    }
    return name + " | " + value + (name.endsWith("Ms") ? " ms" : "");
  }
}
