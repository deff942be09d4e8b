package dev.baton.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.simulator.DetectorFigures.Family;
import dev.baton.simulator.Traffic.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was recorded of real sessions. */
final class ArrivalRecordingTest {

  private static final long MS = 1_000_000;

  private static List<ArrivalRecording> read(String text) throws IOException {
    return ArrivalRecording.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
  }

  /** A host that is heard every 50 ms for so many seconds, by three peers. */
  private static ArrivalRecording steady(int seconds, String late) throws IOException {
    String heard = "heard" + " 500".repeat(seconds * 20) + "\n" + late + "\n";
    return read("recording steady 20 50 1 0 " + seconds * 10_000 + "\n" + heard.repeat(3))
        .getFirst();
  }

  @Test
  void aRecordingSaysWhenPacketsArrivedAndWhenTheListenerDidNotRun() throws IOException {
    ArrivalRecording recording =
        read("recording far,_lossy 60 200 5 5 300000\nheard 10 500 3\nlate 900 400\n").getFirst();

    assertThat(recording.shape())
        .isEqualTo(new TrafficShape("recorded: far, lossy", 60, 200, 5, false, true));
    Traffic traffic = recording.until(recording.endNs()).getFirst();
    assertThat(traffic.arrivals()).isEqualTo(3);
    assertThat(traffic.arrivalNs(1)).isEqualTo(51 * MS);
    assertThat(traffic.stalls()).containsExactly(new Span(50 * MS, 90 * MS, false));
  }

  @Test
  void aRecordingThatIsCutEndsThere() throws IOException {
    Traffic traffic = steady(30, "late 9000 400").until(800 * MS).getFirst();

    assertThat(traffic.arrivals()).isEqualTo(15);
    assertThat(traffic.stalls()).isEmpty();
    assertThat(traffic.stopNs()).isEqualTo(800 * MS);
  }

  @Test
  void whatIsNoRecordingIsRefused() {
    assertThatThrownBy(() -> read("seen 1 2 3\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("seen");
  }

  @Test
  void aRecordingThatIsTooShortToLearnFromIsRefused() {
    assertThatThrownBy(() -> steady(20, "late")).isInstanceOf(IOException.class);
  }

  @Test
  void aFixedTimeOutNoticesTheEndOfARecordingWhenItIsDue() throws IOException {
    List<DetectorFigures> figures = DetectorTrials.run(steady(40, "late"));

    assertThat(figures).noneMatch(one -> one.family() == Family.SWIM);
    assertThat(figures)
        .filteredOn(one -> one.parameter().equals("500 ms"))
        .singleElement()
        // The last packet came 50 ms before the cut, and was sent 25 ms before it came.
        .satisfies(one -> assertThat(one.detectMsMedian()).isEqualTo(475.0))
        .satisfies(one -> assertThat(one.falseSuspicions()).isZero());
  }

  @Test
  void theRecordingsThatComeAlongAreOfThreePeersEach() {
    List<ArrivalRecording> all = ArrivalRecording.all();

    assertThat(all).hasSize(5);
    for (ArrivalRecording one : all) {
      List<Traffic> traffics = one.until(one.endNs());
      assertThat(traffics).as(one.shape().toString()).hasSize(3);
      double perSecond = traffics.getFirst().arrivals() / (one.endNs() / 1e9);
      assertThat(perSecond).as(one.shape().toString()).isGreaterThan(one.shape().rateHz() * 0.8);
    }
  }
}
