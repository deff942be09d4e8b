package dev.baton.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import dev.baton.architecture.planted.core.AsksTheSystem;
import dev.baton.architecture.planted.core.DrawsLots;
import dev.baton.architecture.planted.core.KeepsDisorder;
import dev.baton.architecture.planted.core.LooksAround;
import dev.baton.architecture.planted.core.StartsThreads;
import dev.baton.architecture.planted.core.TellsTime;
import dev.baton.architecture.planted.wire.Reflects;
import dev.baton.architecture.planted.wire.Serializes;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What makes a pure module run the same each time, and the wire safe against what comes in. */
final class PurityRules {

  /** The packages of the JDK in which nothing looks at the world outside the program. */
  private static final String[] INWARD_PACKAGES = {
    "java.lang",
    "java.lang.annotation",
    "java.lang.invoke",
    "java.lang.runtime",
    "java.math",
    "java.nio",
    "java.nio.charset",
    "java.security",
    "java.security.spec",
    "java.time",
    "java.util",
    "java.util.function",
    "java.util.random",
    "java.util.regex",
    "java.util.stream",
    "org.jspecify.annotations",
  };

  private static final Set<String> UNORDERED_COLLECTORS =
      Set.of(
          "toSet",
          "toUnmodifiableSet",
          "toMap",
          "toUnmodifiableMap",
          "toConcurrentMap",
          "groupingBy",
          "groupingByConcurrent");
  private static final Pattern REFLECTION =
      Pattern.compile("forName|cast|newInstance|get(Declared)?(Method|Field|Constructor|Record).*");

  static final List<ClassRule> ALL =
      List.of(
          new ClassRule(
              "pure modules look at nothing outside",
              inPureModules(
                  ArchConditions.dependOnClassesThat(
                      not(resideInAnyPackage(INWARD_PACKAGES))
                          .and(not(resideInAnyPackage("dev.baton.."))))),
              LooksAround.class),
          new ClassRule(
              "pure modules tell no time",
              inPureModules(uses(PurityRules::tellsTime)),
              TellsTime.class),
          new ClassRule(
              "pure modules start no thread or process",
              inPureModules(
                  ArchConditions.dependOnClassesThat(
                      belongToAnyOf(
                          Process.class,
                          ProcessBuilder.class,
                          ProcessHandle.class,
                          Runtime.class,
                          Thread.class,
                          ThreadGroup.class,
                          ThreadLocal.class,
                          Timer.class))),
              StartsThreads.class),
          new ClassRule(
              "pure modules draw no lots but from a seed",
              inPureModules(uses(PurityRules::drawsLots)),
              DrawsLots.class),
          new ClassRule(
              "pure modules keep nothing in an order that differs between runs",
              inPureModules(uses(PurityRules::losesOrder)),
              KeepsDisorder.class),
          new ClassRule(
              "pure modules ask the system for nothing",
              inPureModules(
                  uses(
                      target -> is(target, System.class) && !target.getName().equals("arraycopy"))),
              AsksTheSystem.class),
          new ClassRule(
              "wire reads bytes without reflection",
              noClasses()
                  .that()
                  .resideInAnyPackage(Module.packages(EnumSet.of(Module.WIRE)))
                  .should(uses(PurityRules::reflects)),
              Reflects.class),
          new ClassRule(
              "nobody uses Java serialization",
              noClasses()
                  .should()
                  .dependOnClassesThat(
                      belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)),
              Serializes.class));

  private PurityRules() {}

  private static ArchRule inPureModules(ArchCondition<JavaClass> fault) {
    return noClasses().that().resideInAnyPackage(Module.packages(Module.PURE)).should(fault);
  }

  /** Calls, names in a method reference, or reads what the predicate is true of. */
  private static ArchCondition<JavaClass> uses(Predicate<AccessTarget> fault) {
    return ArchConditions.accessTargetWhere(
        describe("it is not predictable", access -> fault.test(access.getTarget())));
  }

  private static boolean tellsTime(AccessTarget target) {
    String name = target.getName();
    return is(target, Clock.class, Calendar.class, Date.class)
        || isNamed(target, System.class, "nanoTime", "currentTimeMillis")
        || (target.getOwner().getPackageName().equals("java.time") && name.equals("now"));
  }

  private static boolean drawsLots(AccessTarget target) {
    boolean withoutSeed = parameters(target).isEmpty();
    return is(target, SecureRandom.class, KeyPairGenerator.class, RandomGeneratorFactory.class)
        || isNamed(target, Math.class, "random")
        || isNamed(target, UUID.class, "randomUUID")
        || isNamed(target, RandomGenerator.class, "getDefault", "of")
        || (withoutSeed && isNamed(target, Random.class, "<init>"))
        || (withoutSeed && isNamed(target, SplittableRandom.class, "<init>"))
        || (isNamed(target, Collections.class, "shuffle") && parameters(target).size() == 1);
  }

  private static boolean losesOrder(AccessTarget target) {
    return is(
            target,
            HashMap.class,
            HashSet.class,
            Hashtable.class,
            IdentityHashMap.class,
            WeakHashMap.class)
        || isNamed(target, Set.class, "of", "copyOf")
        || isNamed(target, Map.class, "of", "ofEntries", "copyOf")
        || isNamed(target, System.class, "identityHashCode")
        || target.getName().equals("parallelStream")
        || (is(target, Collectors.class) && collectsWithoutOrder(target));
  }

  /** Collectors to a set or map keep an order only when the caller supplies an ordered one. */
  private static boolean collectsWithoutOrder(AccessTarget target) {
    return UNORDERED_COLLECTORS.contains(target.getName())
        && parameters(target).stream().noneMatch(type -> type.isEquivalentTo(Supplier.class));
  }

  private static boolean reflects(AccessTarget target) {
    String owner = target.getOwner().getPackageName();
    return owner.equals("java.lang.reflect")
        || (owner.equals("java.lang.invoke") && !viewsBytes(target))
        || (is(target, Class.class) && REFLECTION.matcher(target.getName()).matches());
  }

  /** A view of bytes as wider numbers is the fast way to read them, and reflects on nothing. */
  private static boolean viewsBytes(AccessTarget target) {
    return is(target, VarHandle.class)
        || isNamed(target, MethodHandles.class, "byteArrayViewVarHandle");
  }

  private static boolean is(AccessTarget target, Class<?>... owners) {
    return Arrays.stream(owners).anyMatch(target.getOwner()::isEquivalentTo);
  }

  private static boolean isNamed(AccessTarget target, Class<?> owner, String... names) {
    return is(target, owner) && List.of(names).contains(target.getName());
  }

  private static List<JavaClass> parameters(AccessTarget target) {
    return target instanceof CodeUnitAccessTarget unit ? unit.getRawParameterTypes() : List.of();
  }
}
