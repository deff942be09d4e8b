package dev.baton.architecture.planted.core;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Faults: collections in a pure module whose order differs between runs. */
public final class KeepsDisorder {
  Map<String, String> map() {
    return new HashMap<>();
  }

  Set<String> set() {
    return new HashSet<>();
  }

  Set<String> setOf() {
    return Set.of("a", "b");
  }

  Map<String, String> mapOf() {
    return Map.of("a", "b");
  }

  Set<String> setCopy() {
    return Set.copyOf(List.of("a"));
  }

  Map<String, String> mapCopy() {
    return Map.copyOf(mapOf());
  }

  Set<String> toASet() {
    return Stream.of("a").collect(toSet());
  }

  Map<String, String> toAMap() {
    return Stream.of("a").collect(toMap(s -> s, s -> s));
  }

  Map<Integer, List<String>> grouped() {
    return Stream.of("a").collect(groupingBy(String::length));
  }

  Stream<String> parallel() {
    return List.of("a").parallelStream();
  }

  int identity() {
    return System.identityHashCode(this);
  }
}
