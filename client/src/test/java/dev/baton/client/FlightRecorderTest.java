package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.core.Epoch;
import dev.baton.core.Event;
import dev.baton.core.Evidence;
import dev.baton.core.PeerId;
import dev.baton.core.Stage;
import dev.baton.core.StateId;
import dev.baton.core.Step;
import dev.baton.core.Tick;
import dev.baton.replication.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecorderTest {

  private static final long BYTES_MAX = 64 << 10;

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("sub/peer.jsonl");
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(file()).stream()
        .map(line -> line.replaceFirst("\"t\":-?\\d+,", ""))
        .toList();
  }

  @Test
  void aLineIsThereOnceItIsFlushed() throws Exception {
    FlightRecorder recorder = FlightRecorder.create(file(), BYTES_MAX);
    recorder.host(new Epoch(2), new StateId(Epoch.FIRST, new Tick(9)));
    assertThat(lines()).isEmpty();
    recorder.flush();
    assertThat(lines())
        .containsExactly("{\"e\":\"host\",\"epoch\":2,\"resumeEpoch\":1,\"resumeTick\":9}");
    recorder.close();
  }

  @Test
  void everyKindOfValueIsWrittenAsTheFormatSays() throws Exception {
    FlightRecorder recorder = FlightRecorder.create(file(), BYTES_MAX);
    recorder.shown(3, 1L << 40, Scope.VISIBLE, 0x0f52b1d3a1c4e870L);
    recorder.suspect(new Event.Suspected(Epoch.FIRST, Evidence.LINK_CLOSED, 12_700_000));
    recorder.stage(
        new Step.Transition(
            new Stage.Idle(), new Stage.Hosting(0), "so \"it\"\n\u00e9", Epoch.FIRST));
    recorder.close();
    assertThat(lines())
        .containsExactly(
            "{\"e\":\"shown\",\"epoch\":3,\"tick\":1099511627776,\"scope\":\"visible\","
                + "\"hash\":\"0f52b1d3a1c4e870\"}",
            "{\"e\":\"suspect\",\"epoch\":1,\"evidence\":\"linkClosed\",\"silenceMs\":12}",
            "{\"e\":\"stage\",\"from\":\"idle\",\"to\":\"hosting\","
                + "\"reason\":\"so \\\"it\\\"\\u000a\\u00e9\",\"epoch\":1}");
  }

  @Test
  void arrivalsAreWrittenOnlyWhenAskedFor() throws Exception {
    FlightRecorder usual = FlightRecorder.create(file(), BYTES_MAX);
    usual.heard(2);
    usual.pulsed(10);
    usual.pulsed(80_000_010);
    usual.close();
    assertThat(lines()).isEmpty();

    Files.delete(file());
    FlightRecorder asked = FlightRecorder.create(file(), BYTES_MAX).withArrivals();
    asked.heard(2);
    asked.pulsed(10);
    asked.pulsed(30_000_010);
    asked.pulsed(75_000_010);
    asked.close();
    assertThat(lines())
        .containsExactly("{\"e\":\"heard\",\"peer\":2}", "{\"e\":\"late\",\"ms\":45}");
  }

  @Test
  void manyInputsOfOneTickGoOnWithTheNextLine() throws Exception {
    FlightRecorder recorder = FlightRecorder.create(file(), BYTES_MAX);
    InputBatch batch = new InputBatch();
    for (int i = 1; i <= 1000; i++) {
      batch.input(new PeerId(1 + i % 9), 100_000_000L + i, ByteBuffer.allocate(3));
    }
    recorder.applied(1, 5, batch);
    recorder.close();
    List<String> lines = lines();
    assertThat(lines).hasSizeGreaterThan(1).allMatch(line -> line.length() < 8192);
    assertThat(lines)
        .allMatch(line -> line.startsWith("{\"e\":\"applied\",\"epoch\":1,\"tick\":5,"));
    assertThat(String.join("", lines).split("\\[\\d+,\\d+\\]", -1)).hasSize(1001);
  }

  @Test
  void aFullFileSaysSoAndStops() throws Exception {
    FlightRecorder recorder = FlightRecorder.create(file(), BYTES_MAX);
    for (int i = 0; i < 5000; i++) {
      recorder.input(i);
    }
    recorder.close();
    assertThat(Files.size(file())).isLessThanOrEqualTo(BYTES_MAX);
    assertThat(lines().getLast()).isEqualTo("{\"e\":\"full\",\"limitBytes\":65536}");
  }

  @Test
  void aFileOfAnEarlierProcessIsNotTouched() throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "old");
    assertThatThrownBy(() -> FlightRecorder.create(file(), BYTES_MAX))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.readString(file())).isEqualTo("old");
  }

  @Test
  void textIsCutAtTwoHundredCharacters() throws Exception {
    FlightRecorder recorder = FlightRecorder.create(file(), BYTES_MAX);
    recorder.step("x".repeat(500));
    recorder.close();
    assertThat(lines()).containsExactly("{\"e\":\"step\",\"what\":\"" + "x".repeat(200) + "\"}");
  }
}
