package dev.baton.cli;

import dev.baton.simulator.Happening;
import dev.baton.simulator.Happening.Act;
import java.util.Locale;

/** The words and colours of a sequence picture. */
final class SequenceWords {

  private SequenceWords() {}

  /** A line's name, as scenarios name it. */
  static String lane(int lane) {
    return lane == Happening.LOBBY ? "lobby" : "peer" + lane;
  }

  /** What a stage is, for people. */
  static String stage(Happening.Moved moved) {
    return switch (moved.stage()) {
      case "idle" -> "begins";
      case "joining" -> "asks to come in";
      case "following" -> "plays in epoch " + moved.epoch();
      case "suspecting" -> "suspects the host";
      case "promised" -> "has voted, waits";
      case "claiming" -> "asks for votes";
      case "completing" -> "has won, gathers";
      case "hosting" -> "HOST of epoch " + moved.epoch();
      case "isolated" -> "host, alone";
      case "handingOver" -> "hands over";
      case "stranded" -> "no majority";
      case "ended" -> "is out";
      default -> moved.stage();
    };
  }

  static String colour(String stage) {
    return switch (stage) {
      case "following" -> "#dbeafe";
      case "suspecting" -> "#fde68a";
      case "promised" -> "#ddd6fe";
      case "claiming" -> "#a5e3fb";
      case "completing" -> "#67e8f9";
      case "hosting" -> "#86efac";
      case "isolated" -> "#d9c7a3";
      case "handingOver" -> "#bbf7d0";
      case "stranded" -> "#fecaca";
      default -> "#e5e7eb";
    };
  }

  static String colour(Act act) {
    return switch (act) {
      case SUSPICION -> TimelineColours.SUSPICION;
      case SIGN_OF_LIFE -> "#0f766e";
      case CLAIM -> TimelineColours.CLAIM;
      case VOTE -> TimelineColours.VOTE;
      case REFUSAL -> "#be185d";
      case ANNOUNCEMENT -> TimelineColours.ANNOUNCE;
      case ATTACHMENT -> "#4d7c0f";
      case FENCE -> "#b91c1c";
      case HAND_OVER -> "#c2410c";
      case COMING_AND_GOING -> TimelineColours.GAP;
      case NOTICE, UPKEEP -> TimelineColours.FAINT_INK;
    };
  }

  static String meaning(Act act) {
    return switch (act) {
      case SUSPICION -> "thinks the host is lost";
      case SIGN_OF_LIFE -> "hears the host after all";
      case CLAIM -> "wants to be the next host";
      case VOTE -> "promises to follow it";
      case REFUSAL -> "does not vote for it";
      case ANNOUNCEMENT -> "is the new host, with the votes as proof";
      case ATTACHMENT -> "follows the new host";
      case FENCE -> "tells somebody that he is out of date";
      case HAND_OVER -> "names its successor";
      case COMING_AND_GOING -> "joins, leaves";
      case NOTICE -> "news from the lobby";
      case UPKEEP -> "bookkeeping";
    };
  }

  /** A duration as one would say it. */
  static String span(long ns) {
    double ms = ns / 1e6;
    return ms < 1_000
        ? String.format(Locale.ROOT, "%.0f ms", ms)
        : String.format(Locale.ROOT, "%.1f s", ms / 1_000);
  }

  /** A moment of a picture. */
  static String moment(long ns) {
    return String.format(Locale.ROOT, Math.abs(ns) < 10_000_000_000L ? "%.1f" : "%.0f", ns / 1e6);
  }
}
