package dev.baton.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Scenarios as text: a line {@code name value} for each part of the {@link Setup}, then a line
 * {@code at MS FAULT} for each fault; what follows a {@code #} is a remark.
 */
public final class ScenarioText {

  private static final String KNOWN =
      "seed peers rate play standbys copies lobby secrets ballast compute input drift air patient";

  private final TreeMap<String, String> head = new TreeMap<>();
  private final List<Timed> faults = new ArrayList<>();

  private ScenarioText() {}

  /** A text that is no scenario, and where it goes wrong. */
  public static final class Malformed extends Exception {

    private static final long serialVersionUID = 1;

    Malformed(int line, String reason) {
      super("line " + line + ": " + reason);
    }
  }

  /**
   * Reads a scenario.
   *
   * @throws Malformed with the line at fault
   */
  public static Scenario parse(String text) throws Malformed {
    ScenarioText read = new ScenarioText();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String bare = line.replaceFirst("#.*", "").strip();
      try {
        if (!bare.isEmpty()) {
          read.line(bare);
        }
      } catch (IllegalArgumentException wrong) {
        throw new Malformed(number, String.valueOf(wrong.getMessage()));
      }
    }
    try {
      return read.scenario();
    } catch (IllegalArgumentException wrong) {
      throw new Malformed(number, String.valueOf(wrong.getMessage()));
    }
  }

  private void line(String line) {
    String[] words = line.split("\\s+", 2);
    if (words.length < 2) {
      throw new IllegalArgumentException("a line has a name and a value: " + line);
    }
    if (words[0].equals("at")) {
      fault(words[1]);
    } else if (!List.of(KNOWN.split(" ", -1)).contains(words[0])) {
      throw new IllegalArgumentException("unknown name, must be at or one of " + KNOWN);
    } else if (head.put(words[0], words[1]) != null) {
      throw new IllegalArgumentException(words[0] + " stands twice");
    } else if (!words[0].equals("seed")) {
      // Read as soon as it is there, so that the line at fault can be named.
      setup();
    }
  }

  private void fault(String text) {
    String[] words = text.split("\\s+", 2);
    if (words.length < 2) {
      throw new IllegalArgumentException("at MS FAULT: at " + text);
    }
    faults.add(new Timed(number("time in ms", words[0]), new FaultText(words[1]).fault()));
  }

  static int number(String name, String text) {
    try {
      int value = Integer.parseInt(text);
      if (value < 0) {
        throw new IllegalArgumentException(name + " must be 0 or more: " + text);
      }
      return value;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a whole number: " + text, e);
    }
  }

  private int number(String name, int otherwise) {
    String text = head.get(name);
    return text == null ? otherwise : number(name, text);
  }

  private boolean yes(String name, boolean otherwise) {
    String text = head.getOrDefault(name, otherwise ? "yes" : "no");
    if (!text.equals("yes") && !text.equals("no")) {
      throw new IllegalArgumentException(name + " must be yes or no: " + text);
    }
    return text.equals("yes");
  }

  private Setup setup() {
    return new Setup(
        number("peers", 4),
        number("rate", 20),
        number("play", 30_000),
        number("standbys", 2),
        number("copies", Math.min(1, number("standbys", 2))),
        yes("lobby", true),
        yes("secrets", false),
        number("ballast", 0),
        number("compute", 500),
        number("input", 100),
        number("drift", 50),
        Optional.ofNullable(head.get("air")).map(ScenarioText::air).orElse(Air.FINE),
        yes("patient", false));
  }

  private Scenario scenario() {
    faults.sort(Comparator.comparingInt(Timed::atMs));
    String seed = head.getOrDefault("seed", "1");
    try {
      return new Scenario(Long.parseLong(seed), setup(), faults);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("seed must be a whole number: " + seed, e);
    }
  }

  /** Reads what {@link #of(Air)} wrote; what is left out is as usual. */
  static Air air(String text) {
    TreeMap<String, Integer> parts = new TreeMap<>();
    for (String part : text.split("\\s+", -1)) {
      String[] sides = part.split("=", -1);
      if (sides.length != 2) {
        throw new IllegalArgumentException("must be NAME=NUMBER: " + part);
      }
      parts.put(sides[0], number(sides[0], sides[1]));
    }
    Air fine = Air.FINE;
    Air air =
        new Air(
            taken(parts, "delay", fine.delayUs()),
            taken(parts, "jitter", fine.jitterUs()),
            taken(parts, "loss", fine.lossPerMille()),
            taken(parts, "double", fine.doublePerMille()),
            taken(parts, "late", fine.latePerMille()),
            taken(parts, "kbps", fine.kbps()),
            taken(parts, "mtu", fine.mtuBytes()));
    if (!parts.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown, must be delay, jitter, loss, double, late, kbps or mtu: " + parts.firstKey());
    }
    return air;
  }

  private static int taken(Map<String, Integer> parts, String name, int otherwise) {
    Integer value = parts.remove(name);
    return value == null ? otherwise : value;
  }

  static String of(Air air) {
    return "delay=%d jitter=%d loss=%d double=%d late=%d kbps=%d mtu=%d"
        .formatted(
            air.delayUs(),
            air.jitterUs(),
            air.lossPerMille(),
            air.doublePerMille(),
            air.latePerMille(),
            air.kbps(),
            air.mtuBytes());
  }

  static String of(Scenario scenario) {
    Setup setup = scenario.setup();
    StringBuilder text = new StringBuilder();
    text.append("seed ").append(scenario.seed()).append('\n');
    text.append("peers ").append(setup.peers()).append('\n');
    text.append("rate ").append(setup.rateHz()).append('\n');
    text.append("play ").append(setup.playMs()).append('\n');
    text.append("standbys ").append(setup.standbys()).append('\n');
    text.append("copies ").append(setup.copies()).append('\n');
    text.append("lobby ").append(setup.lobby() ? "yes" : "no").append('\n');
    text.append("secrets ").append(setup.secrets() ? "yes" : "no").append('\n');
    text.append("ballast ").append(setup.ballastBytes()).append('\n');
    text.append("compute ").append(setup.computeUs()).append('\n');
    text.append("input ").append(setup.inputGapMs()).append('\n');
    text.append("drift ").append(setup.driftPpm()).append('\n');
    text.append("air ").append(of(setup.air())).append('\n');
    text.append(setup.patient() ? "patient yes\n" : "");
    scenario.faults().forEach(fault -> text.append(fault).append('\n'));
    return text.toString();
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
