package dev.baton.cli;

import dev.baton.simulator.Fault;
import dev.baton.simulator.Simulation;
import dev.baton.simulator.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report of simulated sessions: one page of HTML that asks for nothing else. */
final class SimPage {

  /** More are not told one by one. */
  private static final int VIOLATIONS_MAX = 100;

  private final ReportPage page = new ReportPage("Baton: simulated sessions");

  private SimPage() {}

  /** The page, as the text of an HTML file. */
  static String html(SimFigures figures, List<SimPictures.Drawn> pictures, String command) {
    SimPage sim = new SimPage();
    sim.head(figures, command);
    sim.totals(figures);
    sim.rules(figures);
    if (!figures.ok()) {
      // Whoever reads a page with violations has come for them.
      pictures.forEach(sim::picture);
    }
    sim.gaps(figures);
    if (figures.ok()) {
      pictures.forEach(sim::picture);
    }
    new MarksSection(sim.page, figures.marks()).write();
    return sim.page.html();
  }

  private void head(SimFigures figures, String command) {
    page.verdict("Simulated sessions", figures.violations().size());
    page.element(
        "p",
        "A session is a game of a few players, one of whom is its host: the game as he has it is"
            + " the one that counts. When he is gone, another one must become host. Each seed makes"
            + " up a session, the network between its players, and what befalls them. It runs on"
            + " virtual time, with the code that ships; checkers look on after every event, and"
            + " know no more than players could know.");
    page.element("pre", command);
  }

  private void totals(SimFigures figures) {
    SimFigures.Gaps gaps = figures.gapMs();
    page.beginTable();
    page.row("Sessions", String.valueOf(figures.seeds()));
    page.row("Hours of play", String.format(Locale.ROOT, "%.2f", figures.simulatedHours()));
    page.row("Events a second of real time", String.valueOf(figures.eventsPerSecond()));
    page.row("Changes of host", String.valueOf(figures.migrations()));
    page.row("... of them without a fault", String.valueOf(figures.migrationsWithoutFault()));
    page.row(
        "Players who lost their session, and were told why",
        String.valueOf(figures.lostSessions()));
    page.row("A picture stood for, half of all times, at most", span(gaps.p50()));
    page.row("... 99 of 100 times, at most", span(gaps.p99()));
    page.row("... the longest time", span(gaps.max()));
    page.endTable();
  }

  private static String span(int ms) {
    return SequenceWords.span(ms * 1_000_000L);
  }

  /** What was checked, and what of it did not hold. */
  private void rules(SimFigures figures) {
    List<Violation> violations = figures.violations();
    if (!violations.isEmpty()) {
      page.element("h2", "What did not hold");
      page.beginTable(">seed", ">at", "rule", "what was seen");
      for (Violation it : violations.subList(0, Math.min(VIOLATIONS_MAX, violations.size()))) {
        page.row(
            String.valueOf(it.seed()),
            String.format(Locale.ROOT, "%.3f s", it.atMs() / 1000),
            it.property(),
            it.what());
      }
      page.endTable();
    }
    page.beginDetails("What was checked after every event");
    page.beginTable("rule", ">violations");
    for (String property : Simulation.properties()) {
      long broken = violations.stream().filter(it -> it.property().equals(property)).count();
      page.row(property, String.valueOf(broken));
    }
    page.endTable();
    page.endDetails();
  }

  private void gaps(SimFigures figures) {
    if (figures.gapsMs().isEmpty()) {
      return;
    }
    page.element("h2", "How long pictures stood");
    page.picture(SimHistogram.svg(figures.gapsMs()));
    page.element("h2", "By what befell the session");
    page.element(
        "p",
        "Each change of host counts once, with the player that waited longest. Its cause is the"
            + " latest fault that met the old host, or else the latest of all, so that some stand"
            + " under a fault that only came between.");
    page.beginTable("fault", "what it is", ">changes of host", ">median", ">99 %", ">longest");
    for (Map.Entry<String, List<Integer>> kind : figures.gapsMsByKind().entrySet()) {
      SimFigures.Gaps gaps = SimFigures.Gaps.of(kind.getValue());
      page.row(
          kind.getKey(),
          words(kind.getKey()),
          String.valueOf(kind.getValue().size()),
          span(gaps.p50()),
          span(gaps.p99()),
          span(gaps.max()));
    }
    page.endTable();
  }

  private static String words(String kind) {
    for (Fault.Kind one : Fault.Kind.values()) {
      if (SimReplay.word(one).equals(kind)) {
        return words(one);
      }
    }
    return "nothing that would have been a reason";
  }

  private static String words(Fault.Kind kind) {
    return switch (kind) {
      case KILL -> "a process dies, and its system closes its sockets";
      case VANISH -> "a machine loses its power, and nobody says anything";
      case RESTART -> "a process dies, and a new one takes its place";
      case STOP -> "a process does not run for a while";
      case BUSY -> "a process runs in short spells only";
      case CUT -> "two do not reach each other";
      case PART -> "some are cut off from all others";
      case UNLOBBY -> "one is cut off from the lobby";
      case WEATHER -> "packets take longer, or are lost";
      case LOBBY -> "the lobby is down, slow, or refuses";
      case JOIN -> "somebody comes in";
      case LEAVE -> "somebody leaves";
      case KICK -> "the host removes somebody";
      case HANDOVER -> "the host hands over";
      case TERMINATE -> "the host ends the session for all";
      case FITNESS -> "somebody can, or cannot, be host from now on";
      case REPLAY -> "what a player has said lately comes once more";
      case FORGE -> "a player says that it is host, with votes that nobody gave";
    };
  }

  private void picture(SimPictures.Drawn drawn) {
    page.element("h2", drawn.heading());
    page.element("p", drawn.words());
    page.picture(drawn.svg());
    page.beginDetails("The session as a scenario");
    page.element("pre", drawn.scenario().toString());
    page.endDetails();
    page.command("To see all of it:", drawn.command());
  }
}
