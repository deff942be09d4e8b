package dev.baton.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.architecture.TidyRule.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Where the tidy rules draw their lines; that each can fail at all is shown in {@link TidyTest}.
 */
final class TidyRuleTest {

  @Test
  void threeLevelsOfBlocksAreFine() {
    assertThat(faults("class A { void run() { for (;;) { if (true) { while (true) {} } } } }"))
        .isEmpty();
  }

  @Test
  void aChainOfElseIfsIsOneLevel() {
    assertThat(
            faults(
                """
                class A {
                  void run(int i) {
                    if (i == 1) { run(1); }
                    else if (i == 2) { run(2); }
                    else if (i == 3) { run(3); }
                    else if (i == 4) { run(4); }
                    else if (i == 5) { for (;;) { while (true) { run(5); } } }
                  }
                }
                """))
        .isEmpty();
  }

  @Test
  void eachBlockTooDeepIsReportedOnce() {
    assertThat(
            faults(
                """
                class A {
                  void run() {
                    for (;;) {
                      try {
                        while (true) {
                          switch (1) { default -> { if (true) { run(); } } }
                        }
                      } finally { run(); }
                    }
                  }
                }
                """))
        .singleElement()
        .satisfies(fault -> assertThat(fault.line()).isEqualTo(6));
  }

  @Test
  void aMethodOfALocalClassStartsAnew() {
    assertThat(
            faults(
                """
                class A {
                  void run() {
                    for (;;) {
                      if (true) {
                        new Runnable() {
                          @Override public void run() { while (true) { if (true) { run(); } } }
                        }.run();
                      }
                    }
                  }
                }
                """))
        .isEmpty();
  }

  @Test
  void aRecordMayHaveManyComponentsAndAnOverrideManyParameters() {
    assertThat(
            faults(
                """
                record A(int a, int b, int c, int d, int e, int f) {
                  A(int a, int b, int c, int d, int e, int f, int g) { this(a, b, c, d, e, f); }
                  @Override void run(int a, int b, int c, int d, int e, int f) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void aFakeMaySleep() {
    assertThat(faults("class A { void run() { lab.sleep(1); } }")).isEmpty();
  }

  @Test
  void aUnitOfTimeMayNotSleep() {
    assertThat(faults("class A { void run() { TimeUnit.SECONDS.sleep(1); } }")).hasSize(1);
  }

  @Test
  void wordsWithinWordsAreFine() {
    assertThat(faults("class Baseline { record Database() {} record Simplified() {} }")).isEmpty();
  }

  @Test
  void typesThatOthersCannotSeeNeedNoDocComment() {
    assertThat(faults("class A { public static final class B {} }")).isEmpty();
  }

  @Test
  void aStringThatCannotBeBrokenMayRunOverTheEndOfALine() {
    String unbreakable = "x".repeat(101);

    assertThat(faults("class A {\n  String a = f(\"" + unbreakable + "\");\n}")).isEmpty();
    assertThat(faults("class A {\n  String a = \"\"\"\n" + unbreakable + "\"\"\";\n}")).isEmpty();
    assertThat(faults("class A {\n  String a = \"\"; // " + unbreakable + "\n}")).hasSize(1);
  }

  @Test
  void linksWithinCodeAndToOtherPlacesAreFine() {
    SourceFile document =
        TidyRule.planted(
            "planted.md", "[a](https://baton.dev) [b](#here)\n```\n[c](no-such-file)\n```\n");

    assertThat(faults(document)).isEmpty();
  }

  private static List<Fault> faults(String source) {
    return faults(TidyRule.planted("core/src/main/java/dev/baton/core/A.java", source));
  }

  private static List<Fault> faults(SourceFile file) {
    return Stream.concat(TextRules.ALL.stream(), SyntaxRules.ALL.stream())
        .filter(rule -> !rule.name().equals("every package that ships is null-marked"))
        .flatMap(rule -> rule.faults(file).stream())
        .toList();
  }
}
