package dev.baton.demo;

import dev.baton.demo.Verdict.Kind;
import dev.baton.demo.Verdict.Violation;
import java.util.ArrayList;
import java.util.List;

/** Gathers what does not hold; tells the first of them one by one. */
final class Findings {
  private final List<Violation> violations = new ArrayList<>();

  void add(Kind kind, String text) {
    if (violations.size() < Verdict.VIOLATIONS_MAX) {
      violations.add(new Violation(kind, text));
    }
  }

  List<Violation> violations() {
    return violations;
  }
}
