package dev.baton.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the classes of all modules to the rules, and every rule to its planted fault. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.baton");

  private static final JavaClasses PLANTED =
      new ClassFileImporter().importPackages("dev.baton.architecture.planted");

  static Stream<ClassRule> rules() {
    return Stream.concat(ModuleRules.ALL.stream(), PurityRules.ALL.stream());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(ClassRule rule) {
    assertThat(faults(rule, CLASSES)).as(rule.name()).isEmpty();
  }

  /** Each method of the planted class breaks the rule, so each must be reported. */
  @ParameterizedTest
  @MethodSource("rules")
  void reportsItsPlantedFaults(ClassRule rule) {
    String report = String.join("\n", faults(rule, PLANTED));
    Stream<Method> planted =
        Arrays.stream(rule.planted().getDeclaredMethods()).filter(m -> !m.isSynthetic());

    assertThat(planted)
        .as(rule.name())
        .isNotEmpty()
        .allSatisfy(
            method ->
                assertThat(report)
                    .contains(rule.planted().getName() + "." + method.getName() + "("));
  }

  @ParameterizedTest
  @EnumSource
  void seesTheClassesOfEachModule(Module module) {
    String root = "dev.baton." + module.folder().replace("-", "");

    assertThat(CLASSES).anyMatch(type -> type.getPackageName().equals(root));
  }

  @Test
  void everyModuleHasItsPlaceInTheTable() {
    List<String> placed = Arrays.stream(Module.values()).map(Module::folder).toList();

    assertThat(Checkout.here().modules())
        .filteredOn(module -> !module.equals("architecture-tests"))
        .containsExactlyInAnyOrderElementsOf(placed);
  }

  private static List<String> faults(ClassRule rule, JavaClasses classes) {
    return rule.rule().allowEmptyShould(true).evaluate(classes).getFailureReport().getDetails();
  }
}
