package dev.baton.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.baton.architecture.Module.CLI;
import static dev.baton.architecture.Module.CLIENT;
import static dev.baton.architecture.Module.DEMO;
import static dev.baton.architecture.Module.LOBBY;
import static dev.baton.architecture.Module.TRANSPORT;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import dev.baton.architecture.planted.core.BorrowsLibraries;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Who may know whom: modules of ours, and the libraries that we borrow. */
final class ModuleRules {

  /** The libraries that only some modules may know, so that each can be replaced in one place. */
  private static final Map<String, Set<Module>> BORROWERS =
      new TreeMap<>(
          Map.of(
              "io.netty..", EnumSet.of(TRANSPORT),
              "io.javalin..", EnumSet.of(LOBBY),
              "org.eclipse.jetty..", EnumSet.of(LOBBY),
              "com.fasterxml.jackson..", EnumSet.of(LOBBY, DEMO, CLI),
              "org.slf4j..", EnumSet.of(CLIENT, LOBBY, CLI),
              "picocli..", EnumSet.of(CLI)));

  static final List<ClassRule> ALL =
      Stream.concat(
              Arrays.stream(Module.values())
                  .filter(module -> !module.unknown().isEmpty())
                  .map(ModuleRules::looksInward),
              Stream.of(
                  new ClassRule(
                      "a library is known only where it is needed",
                      librariesStay(),
                      BorrowsLibraries.class)))
          .toList();

  private ModuleRules() {}

  private static ClassRule looksInward(Module module) {
    return new ClassRule(
        module.folder() + " knows only what stands further in",
        noClasses()
            .that()
            .resideInAnyPackage(Module.packages(EnumSet.of(module)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(Module.packages(module.unknown())),
        outwardLooking(module));
  }

  private static Class<?> outwardLooking(Module module) {
    String name = module.folder().replace("-", "");
    try {
      return Class.forName(
          ModuleRules.class.getPackageName() + ".planted." + name + ".LooksOutward");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("module " + module + " has no planted fault", e);
    }
  }

  private static ArchRule librariesStay() {
    List<ArchRule> rules =
        BORROWERS.entrySet().stream()
            .map(
                library ->
                    (ArchRule)
                        noClasses()
                            .that()
                            .resideOutsideOfPackages(Module.packages(library.getValue()))
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(library.getKey()))
            .toList();
    return CompositeArchRule.of(rules);
  }
}
