package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;
import picocli.CommandLine;

final class TraceCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private List<Path> files = List.of();

  @BeforeEach
  void record() throws IOException {
    files = SyntheticSession.of(1, 4, 300, 0).write(folder);
  }

  @Test
  void theLinesOfAllPeersAreInOrderOfTime() {
    assertThat(trace()).isZero();

    assertThat(out.toString().lines().skip(1).filter(line -> !line.startsWith("--")))
        .extracting(line -> Double.parseDouble(line.strip().split(" ", 2)[0]))
        .isSorted()
        .hasSizeGreaterThan(50);
  }

  @Test
  void eachChangeOfHostIsMarkedWithItsGaps() {
    trace();

    assertThat(out.toString().lines().filter(line -> line.startsWith("--")))
        .hasSize(3)
        .first()
        .asString()
        .matches(
            "---- epoch 2: host 1 -> 2 \\(kill, linkClosed\\); gap in ms:"
                + " peer 2 \\d+\\.\\d, peer 3 \\d+\\.\\d, peer 4 \\d+\\.\\d ----");
  }

  @Test
  void whatComesWithEveryTickIsLeftOutUnlessAskedFor() {
    trace();
    assertThat(out.toString()).doesNotContain("  applied ", "  input ");
    int few = lines("  shown ");

    trace("--all");
    assertThat(out.toString()).contains("  applied ", "  input ");
    assertThat(few).isBetween(8, 30);
    assertThat(lines("  shown ")).isGreaterThan(100);
  }

  @Test
  void aPartCanBeChosen() {
    assertThat(trace("--from", "400", "--to", "500")).isZero();

    assertThat(out.toString()).contains("epoch 2: host 1 -> 2").doesNotContain("start", "epoch 3");
  }

  @Test
  void jsonHoldsPeersMigrationsFaultsAndEvents() throws IOException {
    assertThat(trace("--json")).isZero();

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("session").asText()).startsWith("3fa9c2d4");
    assertThat(json.get("peers")).hasSize(4);
    assertThat(json.get("migrations")).hasSize(3);
    assertThat(json.at("/migrations/0/survivors/0/gapMs").asDouble()).isPositive();
    assertThat(json.get("faults")).hasSize(3);
    assertThat(json.at("/faults/0/fields/kind").asText()).isEqualTo("kill");
    assertThat(json.at("/events/0/event").asText()).isEqualTo("start");
  }

  @Test
  void thePictureIsOneWellFormedFileThatAsksForNothingElse()
      throws IOException, ParserConfigurationException, SAXException {
    Path picture = folder.resolve("timeline.svg");

    assertThat(trace("--svg", picture.toString())).isZero();

    String svg = Files.readString(picture);
    Document parsed =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
    assertThat(parsed.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(svg.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http", "href", "<script", "<style", "NaN", "Infinity");
    assertThat(svg)
        .contains("4 peers, 3 changes of host", "host, epoch 4", "1: peer 1 is killed")
        .containsPattern(">\\d+\\.\\d ms<");
  }

  @Test
  void noArrowGoesBackInTime() throws IOException {
    Path picture = folder.resolve("timeline.svg");
    trace("--svg", picture.toString());
    int claims = claimArrows(picture);
    Path file = files.getLast();
    Matcher votes = Pattern.compile("(\\d+),\"e\":\"vote\"").matcher(Files.readString(file));
    String early =
        votes.replaceAll(vote -> Long.parseLong(vote.group(1)) - 20_000_000 + ",\"e\":\"vote\"");
    Files.writeString(file, early);

    trace("--svg", picture.toString());

    assertThat(claims - claimArrows(picture)).isEqualTo(2);
  }

  @Test
  void aNameThatAPeerChoseCannotBreakThePicture()
      throws IOException, ParserConfigurationException, SAXException {
    Path file = files.getLast();
    Files.writeString(file, Files.readString(file).replace("bot-4", "<g>&\\u0001"));
    Path picture = folder.resolve("timeline.svg");

    assertThat(trace("--svg", picture.toString())).isZero();

    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
    assertThat(Files.readString(picture)).contains("&lt;g&gt;&amp;?");
  }

  @Test
  void oneRecorderAloneGivesATimelineToo() throws IOException {
    Path picture = folder.resolve("timeline.svg");
    files = List.of(files.getLast());

    assertThat(trace("--svg", picture.toString())).isZero();

    assertThat(Files.readString(picture)).contains("1 peer,");
  }

  @Test
  void aFileWithABadLineIsRefusedWithItsPlace() throws IOException {
    Path bad = files.get(2);
    Files.writeString(bad, "{\"t\":1,\"e\":\"vote\"}\n", StandardOpenOption.APPEND);
    long line = Files.readString(bad).lines().count();

    assertThat(trace()).isEqualTo(86);
    assertThat(err.toString()).contains("baton trace: " + bad + ":" + line + ": no epoch");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    files = List.of(folder.resolve("nowhere.jsonl"));

    assertThat(trace()).isEqualTo(86);
    assertThat(err.toString()).contains("nowhere.jsonl");
  }

  @Test
  void aPictureThatCannotBeWrittenIsReported() {
    assertThat(trace("--svg", folder.resolve("no/such/folder.svg").toString())).isEqualTo(80);
    assertThat(err.toString()).contains("cannot be written");
  }

  @Test
  void aTornLastLineIsIgnoredAndTold() throws IOException {
    Files.writeString(files.getLast(), "{\"t\":12", StandardOpenOption.APPEND);

    assertThat(trace()).isZero();
    assertThat(err.toString()).contains("torn last line ignored");
  }

  @Test
  void wrongArgumentsAreRefused() throws IOException {
    assertThat(trace("--from", "5", "--to", "4")).isEqualTo(2);
    assertThat(trace("--from", "NaN")).isEqualTo(2);
    assertThat(trace("--json", "--svg", "x.svg")).isEqualTo(2);
    assertThat(trace("--nonsense")).isEqualTo(2);
    Files.writeString(
        files.getLast(), Files.readString(files.getLast()).replace("3fa9c2d4", "0000"));
    assertThat(trace()).isEqualTo(2);
    assertThat(err.toString()).contains("2 different sessions");
    files = List.of();
    assertThat(trace()).isEqualTo(2);
  }

  @Test
  void helpSaysWhatTheExitCodesMean() {
    files = List.of();

    assertThat(trace("--help")).isZero();
    assertThat(out.toString()).contains("Exit codes:", "--svg", "--from", "cannot be read");
  }

  private static int claimArrows(Path picture) throws IOException {
    String head = "Z\" fill=\"" + TimelineColours.CLAIM;
    return Files.readString(picture).split(head, -1).length - 1;
  }

  private int lines(String containing) {
    return (int) out.toString().lines().filter(line -> line.contains(containing)).count();
  }

  private int trace(String... options) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(Stream.of(options).toList());
    arguments.addFirst("trace");
    files.forEach(file -> arguments.add(file.toString()));
    return new CommandLine(new Main())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }
}
