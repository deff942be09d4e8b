package dev.baton.cli;

import dev.baton.simulator.Marks;
import dev.baton.simulator.Marks.Mark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of a report that says which of the protocol's corners the run came into. */
final class MarksSection {

  private static final List<String> STAGES =
      List.of(
          "idle",
          "joining",
          "following",
          "suspecting",
          "promised",
          "claiming",
          "completing",
          "hosting",
          "isolated",
          "handingOver",
          "stranded",
          "ended");

  private static final String SEPARATOR = " > ";

  private final ReportPage page;
  private final Marks marks;

  MarksSection(ReportPage page, Marks marks) {
    this.page = page;
    this.marks = marks;
  }

  /** How many of all marks were reached, for people: {@code 120 of 133}. */
  static String share(List<Mark> all) {
    long reached = all.stream().filter(mark -> mark.times() > 0).count();
    return reached + " of " + all.size();
  }

  void write() {
    page.element("h2", "Where the run came through");
    page.element(
        "p",
        "A peer is in one of twelve stages at a time. Whenever it changes its stage, or takes no"
            + " notice of what came to it, it says why. A run that came through few of these places"
            + " has tried little. What no seed comes through, a test does; which one, or why none"
            + " can, stands beside it. Dots stand for what differs each time.");
    stages();
    reasons(Marks.Kind.ENTERS, "Reasons to enter a stage");
    reasons(Marks.Kind.IGNORES, "Reasons to take no notice");
  }

  private void stages() {
    List<Mark> changes = marks.all(Marks.Kind.CHANGES);
    Map<String, Mark> byName = new LinkedHashMap<>();
    changes.forEach(mark -> byName.put(mark.text(), mark));
    page.element("h3", "Changes of stage: " + share(changes));
    page.element(
        "p",
        "From the stage on the left to the one above, and how often. A change with a frame is"
            + " possible, and this run did not come to it; one without a number is against the"
            + " rules.");
    page.beginGrid(STAGES.stream().map(MarksSection::words).toList());
    for (String from : STAGES) {
      page.beginGridRow(words(from));
      for (String to : STAGES) {
        Mark mark = byName.get(from + SEPARATOR + to);
        if (mark == null) {
          page.cell("", "");
        } else {
          page.cell(String.valueOf(mark.times()), mark.times() > 0 ? "hit" : "miss");
        }
      }
      page.endGridRow();
    }
    page.endTable();
  }

  private static String words(String stage) {
    return switch (stage) {
      case "idle" -> "begins";
      case "joining" -> "asks to come in";
      case "following" -> "plays on";
      case "suspecting" -> "suspects";
      case "promised" -> "has voted";
      case "claiming" -> "asks for votes";
      case "completing" -> "has won";
      case "hosting" -> "is host";
      case "isolated" -> "host, alone";
      case "handingOver" -> "hands over";
      case "stranded" -> "no majority";
      case "ended" -> "is out";
      default -> stage;
    };
  }

  private static String instead(Mark mark) {
    String instead = mark.instead();
    if (instead.isEmpty()) {
      return "other runs, and the tests' own";
    }
    return instead.endsWith("Test") ? "the unit test " + instead : instead;
  }

  private void reasons(Marks.Kind kind, String heading) {
    List<Mark> all = marks.all(kind);
    page.element("h3", heading + ": " + share(all));
    List<Mark> missed = all.stream().filter(mark -> mark.times() == 0).toList();
    if (!missed.isEmpty()) {
      page.beginTable("not reached by this run", "what reaches it");
      for (Mark mark : missed) {
        page.row(mark.text(), instead(mark));
      }
      page.endTable();
    }
    page.beginDetails("Those that were reached, and how often");
    page.beginTable();
    for (Mark mark : all) {
      if (mark.times() > 0) {
        page.row(mark.text(), String.valueOf(mark.times()));
      }
    }
    page.endTable();
    page.endDetails();
  }
}
