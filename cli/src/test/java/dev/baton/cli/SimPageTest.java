package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/** The page of a report. */
final class SimPageTest {

  private static final Pattern PICTURE = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL);

  /** Holds that a page is whole by itself, and its pictures are well-formed. */
  static void asksForNothingElse(String page) {
    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http", "href", "src=", "url(", "@import", "<script", "NaN", "Infinity");
    Matcher pictures = PICTURE.matcher(page);
    assertThat(pictures.results()).isNotEmpty();
    pictures.reset().results().forEach(picture -> assertWellFormed(picture.group()));
  }

  static void assertWellFormed(String svg) {
    try {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new AssertionError(svg, e);
    }
  }

  @Test
  void whatStandsOnItCannotBreakIt() {
    String page = SimPage.html(new SimFigures(), List.of(), "a\n<script>alert('&')</script>");
    assertThat(page).contains("a\n&lt;script&gt;alert('&amp;')&lt;/script&gt;");
  }

  @Test
  void eachGapIsInOneBarOfTheHistogram() {
    String svg = SimHistogram.svg(List.of(25, 25, 25, 30, 100_000, 100_000));
    assertWellFormed(svg);
    assertThat(svg).contains(">3<", ">1<", ">2<").doesNotContain(">4<");
  }
}
