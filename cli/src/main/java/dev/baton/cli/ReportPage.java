package dev.baton.cli;

import java.util.List;

/**
 * A page of HTML under construction that asks for nothing else: its style is in it, and so are its
 * pictures. Light or dark as the reader's system is; pictures stay light.
 */
final class ReportPage {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1f2937; --faint: #6b7280; --paper: #ffffff;
        --line: #e5e7eb; --panel: #f6f7f9; --good: #15803d; --bad: #dc2626; --mark: 21, 128, 61; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e5e7eb; --faint: #9ca3af; --paper: #14181f; --line: #333b47;
          --panel: #1f2630; --good: #4ade80; --bad: #f87171; --mark: 74, 222, 128; }
      }
      body { font: 15px/1.5 "Helvetica Neue", Helvetica, Arial, "DejaVu Sans", sans-serif;
        color: var(--ink); background: var(--paper); margin: 2em auto; max-width: 1200px;
        padding: 0 1.5em; }
      h1 { font-size: 1.6em; } h2 { font-size: 1.2em; margin-top: 2.2em; }
      h3 { font-size: 1em; margin: 1.6em 0 0.4em; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; margin: 1em 0; }
      td, th { padding: 0.25em 0.9em; border-bottom: 1px solid var(--line); text-align: left;
        font-weight: normal; vertical-align: top; }
      thead th { color: var(--faint); font-size: 0.9em; vertical-align: bottom; }
      .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
      .good { color: var(--good); } .bad { color: var(--bad); font-weight: bold; }
      .faint { color: var(--faint); }
      .grid td, .grid th { padding: 0.2em 0.5em; text-align: right; font-size: 0.85em; }
      .grid th:first-child { text-align: left; } .grid thead th { color: var(--ink); }
      .grid .hit { background: rgba(var(--mark), 0.18); }
      .grid .miss { outline: 1px solid var(--bad); outline-offset: -2px; color: var(--bad); }
      .picture { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px;
        background: #ffffff; }
      .picture svg { display: block; }
      pre { background: var(--panel); padding: 0.8em 1em; border-radius: 6px; overflow-x: auto; }
      code { background: var(--panel); padding: 0.1em 0.3em; border-radius: 4px; }
      summary { cursor: pointer; margin: 0.6em 0; }
      p, li { max-width: 60em; }
      """;

  private final StringBuilder html = new StringBuilder();

  /**
   * Begins a page.
   *
   * @param title what stands on its tab
   */
  ReportPage(String title) {
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    element("title", title);
    html.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
  }

  /** The page, as the text of an HTML file. */
  String html() {
    return html + "</body>\n</html>\n";
  }

  /** The heading, and whether all is well. */
  void verdict(String heading, int violations) {
    html.append("<h1>").append(SvgDrawing.escaped(heading)).append(": ");
    if (violations == 0) {
      html.append("<span class=\"good\">everything held</span>");
    } else {
      html.append("<span class=\"bad\">").append(violations);
      html.append(violations == 1 ? " violation" : " violations").append("</span>");
    }
    html.append("</h1>\n");
  }

  /** An element with text in it. */
  void element(String name, String text) {
    List<String> lines = text.lines().map(SvgDrawing::escaped).toList();
    html.append('<').append(name).append('>').append(String.join("\n", lines));
    html.append("</").append(name).append(">\n");
  }

  /** A picture, which is its own width and is scrolled where that is too much. */
  void picture(String svg) {
    html.append("<div class=\"picture\">\n").append(svg).append("</div>\n");
  }

  /** How to see something again. */
  void command(String words, String command) {
    html.append("<p>").append(SvgDrawing.escaped(words)).append(" <code>");
    html.append(SvgDrawing.escaped(command)).append("</code></p>\n");
  }

  /** Begins what is hidden until the reader asks for it. */
  void beginDetails(String summary) {
    html.append("<details><summary>").append(SvgDrawing.escaped(summary)).append("</summary>\n");
  }

  /** Ends it. */
  void endDetails() {
    html.append("</details>\n");
  }

  /**
   * Begins a table.
   *
   * @param headings what stands above its columns, after {@code >} for one of numbers; none if
   *     there is no such line
   */
  void beginTable(String... headings) {
    html.append("<div class=\"wide\"><table>\n");
    if (headings.length > 0) {
      html.append("<thead><tr>");
      for (String heading : headings) {
        boolean number = heading.startsWith(">");
        html.append(number ? "<th class=\"n\">" : "<th>");
        html.append(SvgDrawing.escaped(number ? heading.substring(1) : heading)).append("</th>");
      }
      html.append("</tr></thead>\n");
    }
  }

  /** A line of a table; what begins with a digit stands to the right. */
  void row(String... cells) {
    html.append("<tr>");
    for (String cell : cells) {
      boolean number = !cell.isEmpty() && Character.isDigit(cell.charAt(0));
      html.append(number ? "<td class=\"n\">" : "<td>");
      html.append(SvgDrawing.escaped(cell)).append("</td>");
    }
    html.append("</tr>\n");
  }

  /** Begins a table whose cells are small; the first column names the lines. */
  void beginGrid(List<String> headings) {
    html.append("<div class=\"wide\"><table class=\"grid\">\n<thead><tr><th></th>");
    for (String heading : headings) {
      html.append("<th>").append(SvgDrawing.escaped(heading)).append("</th>");
    }
    html.append("</tr></thead>\n");
  }

  /** Begins a line of a grid. */
  void beginGridRow(String name) {
    html.append("<tr><th>").append(SvgDrawing.escaped(name)).append("</th>");
  }

  /**
   * A cell of a grid.
   *
   * @param style {@code hit}, {@code miss}, or empty
   */
  void cell(String text, String style) {
    html.append(style.isEmpty() ? "<td>" : "<td class=\"" + style + "\">");
    html.append(SvgDrawing.escaped(text)).append("</td>");
  }

  /** Ends a line of a grid. */
  void endGridRow() {
    html.append("</tr>\n");
  }

  /** Ends a table or grid. */
  void endTable() {
    html.append("</table></div>\n");
  }
}
