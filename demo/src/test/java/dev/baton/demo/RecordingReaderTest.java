package dev.baton.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordingReaderTest {
  private static final String START =
      "{\"t\":5,\"e\":\"start\",\"format\":1,\"name\":\"ann\",\"wallMs\":9}\n";

  @TempDir private Path folder;

  @Test
  void everyEventOfTheDocumentIsRead() throws IOException {
    Recording recording =
        readable(
            START
                + """
                {"t":6,"e":"seat","peer":2,"epoch":1}
                {"t":6,"e":"joined","peer":3,"epoch":1}
                {"t":6,"e":"left","peer":3,"epoch":1,"reason":"normal"}
                {"t":6,"e":"link","peer":0,"state":"open"}
                {"t":6,"e":"link","key":"00aa11bb","state":"closed","cause":"timeout"}
                {"t":6,"e":"clock","peer":1,"rttUs":700,"offsetUs":-12}
                {"t":6,"e":"stage","from":"idle","to":"joining","reason":"asked","epoch":1}
                {"t":6,"e":"suspect","epoch":1,"evidence":"silence","silenceMs":130}
                {"t":6,"e":"suspect","epoch":1,"by":3,"evidence":"lobbyNotice"}
                {"t":6,"e":"unsuspect","epoch":1}
                {"t":6,"e":"claim","epoch":2,"candidate":2,"sponsored":true}
                {"t":6,"e":"vote","epoch":2,"for":2,"voter":0}
                {"t":6,"e":"refuse","epoch":2,"for":2,"voter":3,"reason":"hostHeard"}
                {"t":6,"e":"announce","epoch":2,"host":2,"resumeEpoch":1,"resumeTick":9}
                {"t":6,"e":"host","epoch":2,"resumeEpoch":1,"resumeTick":9}
                {"t":6,"e":"follow","epoch":3,"host":3,"resumeEpoch":2,"resumeTick":19}
                {"t":6,"e":"attach","epoch":2,"by":3}
                {"t":6,"e":"isolated","epoch":2,"on":true}
                {"t":6,"e":"noMajority","policy":"freeze","limitMs":3000}
                {"t":6,"e":"rewind","epoch":3,"from":21,"to":19}
                {"t":6,"e":"applied","epoch":2,"tick":10,"inputs":[[1,7],[2,9]]}
                {"t":6,"e":"shown","epoch":2,"tick":10,"scope":"visible","hash":"0011223344556677"}
                {"t":6,"e":"held","epoch":2,"tick":10,"scope":"complete","hash":"0011223344556677"}
                {"t":6,"e":"input","seq":10}
                {"t":6,"e":"safe","upTo":9}
                {"t":6,"e":"resent","count":1}
                {"t":6,"e":"lost","from":1,"to":2,"reason":"overflow"}
                {"t":6,"e":"fault","kind":"kill","peer":1}
                {"t":6,"e":"ended","reason":"left"}
                {"t":6,"e":"full","limitBytes":65536}
                """);

    assertThat(recording.events()).hasSize(31).doesNotHaveDuplicates();
    assertThat(recording.peer()).hasValue(2);
    assertThat(recording.events(RecordedEvent.Applied.class).getFirst().inputs())
        .containsExactly(new RecordedEvent.InputId(1, 7), new RecordedEvent.InputId(2, 9));
    assertThat(recording.events(RecordedEvent.LinkChanged.class))
        .extracting(RecordedEvent.LinkChanged::to)
        .containsExactly("lobby", "00aa11bb");
    assertThat(recording.torn()).isFalse();
  }

  @Test
  void unknownEventsAndKeysAreSkipped() throws IOException {
    Recording recording =
        readable(
            START
                + "{\"t\":6,\"e\":\"weather\",\"degrees\":21.5}\n"
                + "{\"t\":7,\"e\":\"safe\",\"upTo\":1,"
                + "\"more\":{\"a\":[1.5,null]},\"none\":null}\n");

    assertThat(recording.events())
        .containsExactly(recording.start(), new RecordedEvent.SafeReported(7, 1));
  }

  @Test
  void linesAreSortedByTimeAndKeepTheirOrderWithinIt() throws IOException {
    Recording recording =
        readable(
            START
                + "{\"t\":9,\"e\":\"input\",\"seq\":3}\n"
                + "{\"t\":8,\"e\":\"input\",\"seq\":1}\n"
                + "{\"t\":8,\"e\":\"input\",\"seq\":2}\n");

    assertThat(recording.events(RecordedEvent.InputSubmitted.class))
        .extracting(RecordedEvent.InputSubmitted::sequence)
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void aTornLastLineIsIgnoredAndToldOf() throws IOException {
    for (String tail : List.of("{\"t\":7,\"e\":\"safe\",\"upTo\":1}", "{", "{\"t\":7\0\0\0\0")) {
      Recording recording = readable(START + tail);

      assertThat(recording.torn()).as(tail).isTrue();
      assertThat(recording.events()).as(tail).hasSize(1);
    }
  }

  @Test
  void theZerosOfAMappedFileAreItsEnd() throws IOException {
    assertThat(readable(START + "\0".repeat(20_000)).torn()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "}{|not a JSON object",
        "[]|not a JSON object",
        "{\"t\":6,\"e\":\"safe\",\"upTo\":1} {}|more than one JSON object",
        "{\"t\":6,\"t\":6,\"e\":\"safe\",\"upTo\":1}|Duplicate",
        "{\"t\":6}|no e",
        "{\"e\":\"safe\",\"upTo\":1}|no t",
        "{\"t\":6,\"e\":\"safe\"}|no upTo",
        "{\"t\":6,\"e\":\"safe\",\"upTo\":-1}|upTo must be an integer from 0 to",
        "{\"t\":6,\"e\":\"safe\",\"upTo\":1.5}|upTo must be an integer",
        "{\"t\":6,\"e\":\"safe\",\"upTo\":99999999999999999999}|not a JSON object",
        "{\"t\":6,\"e\":\"seat\",\"peer\":70000,\"epoch\":1}|peer must be an integer from 1 to"
            + " 65535",
        "{\"t\":6,\"e\":\"start\",\"format\":1,\"wallMs\":1}|a second start",
        "{\"t\":6,\"e\":\"fault\",\"kind\":\"hug\",\"peer\":1}|kind must be one of",
        "{\"t\":6,\"e\":\"held\",\"epoch\":1,\"tick\":1,\"scope\":\"all\",\"hash\":\"00\"}|scope"
            + " must be one of",
        "{\"t\":6,\"e\":\"held\",\"epoch\":1,\"tick\":1,\"scope\":\"visible\","
            + "\"hash\":\"00AA223344556677\"}|hash"
            + " must be 16 to 64",
        "{\"t\":6,\"e\":\"applied\",\"epoch\":1,\"tick\":1,\"inputs\":[1]}|pairs",
        "{\"t\":6,\"e\":\"applied\",\"epoch\":1,\"tick\":1,\"inputs\":[[1,0]]}|inputs must be an"
            + " integer",
        "{\"t\":6,\"e\":\"isolated\",\"epoch\":1,\"on\":1}|on must be true or false",
        "{\"t\":6,\"e\":\"ended\",\"reason\":7}|reason must be text",
      })
  void aBadLineIsNamed(String line, String reason) throws IOException {
    Reading reading = read(START + line + "\n");

    assertThat(reading)
        .asInstanceOf(type(Reading.Unreadable.class))
        .satisfies(
            unreadable -> {
              assertThat(unreadable.line()).isEqualTo(2);
              assertThat(unreadable.reason()).contains(reason);
            });
  }

  @Test
  void aFileThatDoesNotStartWithStartIsUnreadable() throws IOException {
    unreadable("", 0, "empty");
    unreadable("{\"t\":6,\"e\":\"safe\",\"upTo\":1}\n", 1, "the first line must be start");
    unreadable(START.replace("\"format\":1", "\"format\":2"), 1, "format must be");
    unreadable(START.replace("\"format\":1", "\"role\":\"spy\",\"format\":1"), 1, "role must be");
  }

  @Test
  void aPeerHasOneNumber() throws IOException {
    String seat = "{\"t\":6,\"e\":\"seat\",\"peer\":2,\"epoch\":1}\n";

    assertThat(readable(START + seat + seat).peer()).hasValue(2);
    unreadable(START + seat + seat.replace("2", "3"), 3, "this peer is 2 already: 3");
  }

  @Test
  void textAndLinesHaveABound() throws IOException {
    String ended = "{\"t\":6,\"e\":\"ended\",\"reason\":\"" + "x".repeat(200) + "\"}\n";

    assertThat(readable(START + ended).events()).hasSize(2);
    unreadable(START + ended.replace("xx", "xxx"), 2, "more than 200 characters");
    unreadable(START + " ".repeat(9000) + "\n", 2, "longer than 8192 bytes");
  }

  @Test
  void aNulAmidTheTextIsNoEnd() throws IOException {
    unreadable(START + "\0" + START, 2, "NUL");
  }

  @Test
  void aFileThatIsNotThereIsUnreadable() {
    assertThat(RecordingReader.read(folder.resolve("none"))).isInstanceOf(Reading.Unreadable.class);
  }

  private void unreadable(String content, int line, String reason) throws IOException {
    assertThat(read(content))
        .asInstanceOf(type(Reading.Unreadable.class))
        .satisfies(
            unreadable -> {
              assertThat(unreadable.reason()).contains(reason);
              assertThat(unreadable.line()).isEqualTo(line);
            });
  }

  private Recording readable(String content) throws IOException {
    Reading reading = read(content);
    assertThat(reading).isInstanceOf(Recording.class);
    return (Recording) reading;
  }

  private Reading read(String content) throws IOException {
    Path file = folder.resolve("peer.jsonl");
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
    return RecordingReader.read(file);
  }
}
