package dev.baton.replication;

import dev.baton.core.StateId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What hosts did and peers were told, judged without any knowledge of how replication works.
 *
 * <p>Each input has a nonce of its own, so that it is recognised wherever it turns up.
 */
final class History {

  private final Map<StateId, Step> steps = new TreeMap<>();
  private final Map<String, Long> hashes = new TreeMap<>();
  private final Map<Long, String> safe = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();

  private record Step(StateId before, List<Long> nonces) {}

  /** A host went from one state to the next by these inputs. */
  void stepped(StateId before, StateId after, List<Long> nonces) {
    if (steps.put(after, new Step(before, List.copyOf(nonces))) != null) {
      faults.add("two states are called " + after);
    }
  }

  /** Somebody holds a state with that hash. */
  void held(StateId state, Scope scope, long hash) {
    Long known = hashes.putIfAbsent(scope + " " + state, hash);
    if (known != null && known != hash) {
      faults.add(scope + " state " + state + " has two hashes");
    }
  }

  /** A peer was told that its input is safe. */
  void reportedSafe(long nonce, String byWhom) {
    safe.putIfAbsent(nonce, byWhom);
  }

  /** Something else that must not be. */
  void fault(String what) {
    faults.add(what);
  }

  /** The inputs in the history that ends in {@code last}, oldest first. */
  List<Long> applied(StateId last) {
    ArrayList<Long> reversed = new ArrayList<>();
    @Nullable Step step = steps.get(last);
    while (step != null) {
      for (int i = step.nonces().size() - 1; i >= 0; i--) {
        reversed.add(step.nonces().get(i));
      }
      step = steps.get(step.before());
    }
    return reversed.reversed();
  }

  /** The states of the history that ends in {@code last}. */
  Set<StateId> states(StateId last) {
    TreeSet<StateId> states = new TreeSet<>();
    StateId state = last;
    @Nullable Step step = steps.get(state);
    while (step != null) {
      states.add(state);
      state = step.before();
      step = steps.get(state);
    }
    return states;
  }

  /** How many states were compared. */
  int statesHeld() {
    return hashes.size();
  }

  int safeInputs() {
    return safe.size();
  }

  /** What is wrong with the history that ends in {@code last}; empty when all is well. */
  List<String> faults(StateId last) {
    List<String> found = new ArrayList<>(faults);
    TreeSet<Long> seen = new TreeSet<>();
    for (long nonce : applied(last)) {
      if (!seen.add(nonce)) {
        found.add("applied twice: " + nonce);
      }
    }
    safe.forEach(
        (nonce, byWhom) -> {
          if (!seen.contains(nonce)) {
            found.add("safe but lost: " + nonce + ", reported to " + byWhom);
          }
        });
    return found;
  }
}
