package dev.baton.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one fault, word by word. */
final class FaultText {

  private final String text;
  private final String[] words;
  private int next;

  FaultText(String text) {
    this.text = text;
    words = text.split("\\s+", -1);
  }

  /**
   * The fault.
   *
   * @throws IllegalArgumentException if it is none
   */
  Fault fault() {
    Fault fault = named(word());
    if (next < words.length) {
      throw new IllegalArgumentException("nothing may follow here: " + words[next]);
    }
    return fault;
  }

  private Fault named(String name) {
    return switch (name) {
      case "kill" -> new Fault.Kill(who());
      case "vanish" -> new Fault.Vanish(who());
      case "restart" -> new Fault.Restart(who());
      case "stop" -> new Fault.Stop(who(), forMs());
      case "busy" -> new Fault.Busy(who(), forMs());
      case "cut" -> cut();
      case "part" -> part();
      case "unlobby" -> new Fault.Unlobby(who(), forMs());
      case "weather" -> weather();
      case "lobby" -> lobby();
      case "join" -> new Fault.Join();
      case "leave" -> new Fault.Leave(who());
      case "kick" -> new Fault.Kick(who());
      case "handover" -> new Fault.HandOver(maybe("to"));
      case "terminate" -> new Fault.Terminate();
      case "fit" -> new Fault.Fitness(who(), true);
      case "unfit" -> new Fault.Fitness(who(), false);
      case "replay" -> new Fault.Replay(who());
      case "forge" -> new Fault.Forge(who());
      default -> throw new IllegalArgumentException("unknown fault: " + name);
    };
  }

  private Fault cut() {
    Who from = who();
    String way = word();
    if (!way.equals(">") && !way.equals("-")) {
      throw new IllegalArgumentException("must be > for one way or - for both: " + way);
    }
    return new Fault.Cut(from, who(), way.equals(">"), forMs());
  }

  private Fault part() {
    List<Who> inside = new ArrayList<>();
    boolean withLobby = false;
    while (!peek().equals("for")) {
      if (peek().equals("lobby")) {
        word();
        withLobby = true;
      } else {
        inside.add(who());
      }
    }
    return new Fault.Part(inside, withLobby, forMs());
  }

  private Fault weather() {
    Optional<Who> at = maybe("at");
    StringBuilder air = new StringBuilder();
    while (!peek().equals("for")) {
      air.append(word()).append(' ');
    }
    return new Fault.Weather(ScenarioText.air(air.toString().strip()), at, forMs());
  }

  private Fault lobby() {
    String name = word();
    for (Fault.Trouble trouble : Fault.Trouble.values()) {
      if (ScenarioText.word(trouble).equals(name)) {
        return new Fault.Lobby(trouble, forMs());
      }
    }
    throw new IllegalArgumentException(
        "must be dies, stops, slows, echoes, drops or refuses: " + name);
  }

  private Optional<Who> maybe(String preposition) {
    if (next < words.length && words[next].equals(preposition)) {
      next++;
      return Optional.of(who());
    }
    return Optional.empty();
  }

  private Who who() {
    return Who.parse(word());
  }

  private int forMs() {
    String preposition = word();
    if (!preposition.equals("for")) {
      throw new IllegalArgumentException("must be for MS: " + preposition);
    }
    return ScenarioText.number("time in ms", word());
  }

  private String peek() {
    if (next == words.length) {
      throw new IllegalArgumentException("something is missing at the end of: " + text);
    }
    return words[next];
  }

  private String word() {
    String word = peek();
    next++;
    return word;
  }
}
