package dev.baton.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.architecture.TidyRule.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every file of the project to the tidy rules, and every tidy rule to its planted fault. */
final class TidyTest {
  private static final List<SourceFile> FILES = Checkout.here().sources();

  static Stream<TidyRule> rules() {
    return Stream.concat(TextRules.ALL.stream(), SyntaxRules.ALL.stream());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(TidyRule rule) {
    Stream<Fault> faults =
        FILES.stream()
            .filter(file -> !isAllowed(rule, file))
            .flatMap(file -> rule.faults(file).stream());

    assertThat(faults).as(rule.name()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void reportsItsPlantedFault(TidyRule rule) {
    assertThat(rule.faults(rule.planted())).as(rule.name()).isNotEmpty();
  }

  @Test
  void everyAllowanceIsStillNeeded() {
    assertThat(Allowance.ALL)
        .allSatisfy(
            allowance ->
                assertThat(rules().filter(rule -> rule.name().equals(allowance.rule())))
                    .singleElement()
                    .satisfies(rule -> assertThat(faultsOf(rule, allowance.path())).isNotEmpty()));
  }

  private static List<Fault> faultsOf(TidyRule rule, String path) {
    return FILES.stream()
        .filter(file -> file.path().equals(path))
        .flatMap(file -> rule.faults(file).stream())
        .toList();
  }

  private static boolean isAllowed(TidyRule rule, SourceFile file) {
    return Allowance.ALL.stream()
        .anyMatch(
            allowance ->
                allowance.rule().equals(rule.name()) && allowance.path().equals(file.path()));
  }
}
