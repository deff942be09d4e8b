package dev.baton.simulator;

import dev.baton.core.Input;
import dev.baton.core.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How often runs came through each place where core gives a reason: for taking no notice of an
 * input, for entering a stage, and each change from one stage to another.
 *
 * <p>Confined to one thread.
 */
public final class Marks {

  private final Map<String, Integer> times = new TreeMap<>();
  private final Set<String> strangers = new TreeSet<>();

  /** What a mark is about. */
  public enum Kind {
    /** An input of which no notice is taken. */
    IGNORES,
    /** A stage that is entered. */
    ENTERS,
    /** A change from one stage to another, {@code from > to}. */
    CHANGES;

    /** The mark's name in lists. */
    String named(String text) {
      return name().toLowerCase(Locale.ROOT) + ": " + text;
    }
  }

  /**
   * One place, and how often runs came through it.
   *
   * @param kind what it is about
   * @param text the reason, with {@code ...} for what differs each time; or the two stages
   * @param times how often
   * @param instead where no test of the simulator comes through it, a test of core that does, or
   *     why none can; else empty
   */
  public record Mark(Kind kind, String text, int times, String instead) {}

  /** Takes in what other runs came through. */
  public void add(Marks other) {
    other.times.forEach((mark, count) -> times.merge(mark, count, Integer::sum));
    strangers.addAll(other.strangers);
  }

  /** All marks of a kind, in order of their texts. */
  public List<Mark> all(Kind kind) {
    List<Mark> all = new ArrayList<>();
    for (String text : MarkList.KNOWN.texts(kind)) {
      String name = kind.named(text);
      int count = times.getOrDefault(name, 0);
      all.add(new Mark(kind, text, count, MarkList.KNOWN.instead(name)));
    }
    return all;
  }

  /** Changes of stage, and reasons to ignore, that stand on no list. */
  Set<String> strangers() {
    return new TreeSet<>(strangers);
  }

  /** Notes all that the processes of a run do. */
  Probe probe() {
    return new Probe() {
      @Override
      public void handled(PeerProcess process, Input input, Step step) {
        note(step);
      }
    };
  }

  private void note(Step step) {
    step.ignored().ifPresent(reason -> count(Kind.IGNORES, reason));
    for (Step.Transition change : step.transitions()) {
      count(Kind.ENTERS, change.reason());
      count(Kind.CHANGES, change.from().label() + " > " + change.to().label());
    }
  }

  private void count(Kind kind, String reason) {
    String mark = MarkList.KNOWN.find(kind, reason);
    if (mark != null) {
      times.merge(mark, 1, Integer::sum);
    } else if (kind != Kind.ENTERS) {
      // A stage can be entered for a reason that another peer gave; all others are core's own.
      strangers.add(kind.named(reason));
    }
  }
}
