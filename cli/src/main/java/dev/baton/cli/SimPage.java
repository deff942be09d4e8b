package dev.baton.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report of simulated sessions: one page of HTML that asks for nothing else. */
final class SimPage {

  private static final String STYLE =
      """
      body { font: 15px/1.5 "Helvetica Neue", Helvetica, Arial, "DejaVu Sans", sans-serif;
        color: #1f2937; margin: 2em auto; max-width: 1500px; padding: 0 1.5em; }
      h1 { font-size: 1.6em; } h2 { font-size: 1.2em; margin-top: 2em; }
      table { border-collapse: collapse; margin: 1em 0; }
      td, th { padding: 0.25em 0.9em; border-bottom: 1px solid #e5e7eb; text-align: right; }
      td:first-child, th:first-child { text-align: left; }
      .good { color: #15803d; } .bad { color: #dc2626; }
      .picture { overflow-x: auto; border: 1px solid #e5e7eb; border-radius: 6px; }
      .picture svg { display: block; }
      pre { background: #f6f7f9; padding: 0.8em 1em; border-radius: 6px; overflow-x: auto; }
      p { max-width: 60em; }
      """;

  private final StringBuilder html = new StringBuilder();

  private SimPage() {}

  /** The page, as the text of an HTML file. */
  static String html(SimFigures figures, List<SimPictures.Drawn> pictures, String command) {
    SimPage page = new SimPage();
    page.head(figures, command);
    page.totals(figures);
    page.violations(figures);
    page.gaps(figures);
    pictures.forEach(page::picture);
    page.html.append("</body>\n</html>\n");
    return page.html.toString();
  }

  private void head(SimFigures figures, String command) {
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<title>Baton: simulated sessions</title>\n<style>\n").append(STYLE);
    html.append("</style>\n</head>\n<body>\n<h1>Simulated sessions: ");
    html.append(
        figures.ok()
            ? "<span class=\"good\">everything held</span>"
            : "<span class=\"bad\">" + figures.violations().size() + " violations</span>");
    html.append("</h1>\n");
    element(
        "p",
        "Each seed makes up a session, the network between its players, and what befalls them."
            + " It runs on virtual time, with the code that ships; checkers look on after every"
            + " event, and know no more than players could know.");
    element("pre", command);
  }

  private void totals(SimFigures figures) {
    SimFigures.Gaps gaps = figures.gapMs();
    html.append("<table>\n");
    row("Sessions", String.valueOf(figures.seeds()));
    row("Hours of play", String.format(Locale.ROOT, "%.2f", figures.simulatedHours()));
    row("Events a second of real time", String.valueOf(figures.eventsPerSecond()));
    row("Changes of host", String.valueOf(figures.migrations()));
    row("... of them without a fault", String.valueOf(figures.migrationsWithoutFault()));
    row("Times that a player lost its session", String.valueOf(figures.lostSessions()));
    row("A picture stood for, half of all times, at most", gaps.p50() + " ms");
    row("... 99 of 100 times, at most", gaps.p99() + " ms");
    row("... the longest time", gaps.max() + " ms");
    html.append("</table>\n");
  }

  private void violations(SimFigures figures) {
    if (!figures.ok()) {
      element("h2", "What did not hold");
      html.append("<ul>\n");
      figures.violations().forEach(violation -> element("li", SimFigures.text(violation)));
      html.append("</ul>\n");
    }
  }

  private void gaps(SimFigures figures) {
    if (figures.gapsMs().isEmpty()) {
      return;
    }
    element("h2", "How long pictures stood");
    html.append("<div class=\"picture\">\n").append(SimHistogram.svg(figures.gapsMs()));
    html.append("</div>\n");
    element("h2", "By what befell the session");
    element(
        "p",
        "Each change of host counts once, with the player that waited longest. Its cause is the"
            + " latest fault that met the old host, or else the latest of all, so that some stand"
            + " under a fault that only came between.");
    html.append("<table>\n");
    row("fault", "changes of host", "median", "99 %", "longest");
    for (Map.Entry<String, List<Integer>> kind : figures.gapsMsByKind().entrySet()) {
      SimFigures.Gaps gaps = SimFigures.Gaps.of(kind.getValue());
      row(
          kind.getKey(),
          String.valueOf(kind.getValue().size()),
          gaps.p50() + " ms",
          gaps.p99() + " ms",
          gaps.max() + " ms");
    }
    html.append("</table>\n");
  }

  private void picture(SimPictures.Drawn drawn) {
    element("h2", drawn.heading());
    element("p", drawn.words());
    html.append("<div class=\"picture\">\n").append(drawn.svg()).append("</div>\n");
    html.append("<details><summary>The session as a scenario</summary>\n");
    element("pre", drawn.scenario().toString());
    html.append("</details>\n<p>To see all of it: <code>")
        .append(SvgDrawing.escaped(drawn.command()));
    html.append("</code></p>\n");
  }

  private void row(String... cells) {
    html.append("<tr>");
    for (String cell : cells) {
      html.append("<td>").append(SvgDrawing.escaped(cell)).append("</td>");
    }
    html.append("</tr>\n");
  }

  private void element(String name, String text) {
    List<String> lines = text.lines().map(SvgDrawing::escaped).toList();
    html.append('<').append(name).append('>').append(String.join("\n", lines));
    html.append("</").append(name).append(">\n");
  }
}
