package dev.baton.cli;

import dev.baton.cli.ExhaustiveFigures.Broken;
import dev.baton.cli.ExhaustiveFigures.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report of deaths at every message boundary: one page of HTML that asks for nothing else. */
final class ExhaustivePage {

  private static final int VIOLATIONS_MAX = 100;

  private final ReportPage page = new ReportPage("Baton: a death at every boundary");

  private ExhaustivePage() {}

  /** The page, as the text of an HTML file. */
  static String html(ExhaustiveFigures figures, String command) {
    ExhaustivePage exhaustive = new ExhaustivePage();
    exhaustive.head(figures, command);
    exhaustive.violations(figures);
    Map<String, List<Row>> migrations = new LinkedHashMap<>();
    for (Row row : figures.covered()) {
      String migration = row.peers() + " players, " + words(row.migration());
      migrations.computeIfAbsent(migration, unseen -> new ArrayList<>()).add(row);
    }
    exhaustive.summary(migrations);
    migrations.forEach(exhaustive::migration);
    new MarksSection(exhaustive.page, figures.marks()).write();
    return exhaustive.page.html();
  }

  private static String words(String migration) {
    return switch (migration) {
      case "kill" -> "the host is killed";
      case "stop" -> "the host does not run for a while";
      case "handover" -> "the host hands over";
      case "leave" -> "the host leaves";
      default -> migration;
    };
  }

  private void head(ExhaustiveFigures figures, String command) {
    page.verdict("A death at every boundary", figures.violations().size());
    page.element(
        "p",
        "A change of host is a dozen messages or more. It is run once, and each point is written"
            + " down at which one is about to leave, or has arrived and is about to be handled: a"
            + " boundary. Then it is run again and again, and each time one player dies at one of"
            + " them, or two do; or the announcement of the new host reaches one of them early,"
            + " late, twice, or never. The others must settle on one host and go on.");
    page.element("pre", command);
    page.element(
        "p",
        String.format(
            Locale.ROOT,
            "%d boundaries, %d runs, %.1f s.",
            figures.boundaries(),
            figures.runs(),
            figures.seconds()));
  }

  private void violations(ExhaustiveFigures figures) {
    List<Broken> violations = figures.violations();
    if (violations.isEmpty()) {
      return;
    }
    page.element("h2", "What did not hold");
    page.beginTable("rule", "what was seen", "shown by baton sim exhaustive --trial");
    for (Broken broken : violations.subList(0, Math.min(VIOLATIONS_MAX, violations.size()))) {
      page.row(broken.property(), broken.what(), "\"" + broken.trial() + "\"");
    }
    page.endTable();
  }

  private void summary(Map<String, List<Row>> migrations) {
    page.element("h2", "What was covered");
    page.beginTable("change of host", ">boundaries", ">runs", ">violations");
    migrations.forEach(
        (migration, rows) ->
            page.row(
                migration,
                String.valueOf(rows.stream().mapToInt(Row::boundaries).sum()),
                String.valueOf(rows.stream().mapToInt(Row::runs).sum()),
                String.valueOf(rows.stream().mapToInt(Row::violations).sum())));
    page.endTable();
  }

  private void migration(String migration, List<Row> rows) {
    page.beginDetails(migration + ": each kind of boundary, and who died there how often");
    page.beginTable("boundary", ">boundaries", ">runs", ">violations", "who dies in how many runs");
    for (Row row : rows) {
      List<String> deaths = new ArrayList<>();
      row.deaths().forEach((who, count) -> deaths.add(who + " " + count));
      if (row.impossible() > 0) {
        deaths.add("could not be " + row.impossible() + " times");
      }
      page.row(
          row.what(),
          String.valueOf(row.boundaries()),
          String.valueOf(row.runs()),
          String.valueOf(row.violations()),
          String.join(", ", deaths));
    }
    page.endTable();
    page.endDetails();
  }
}
