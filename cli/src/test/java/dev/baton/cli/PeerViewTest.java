package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

final class PeerViewTest {

  private static final String STATUS =
      "{\"e\":\"status\",\"epoch\":2,\"host\":3,\"tick\":%d,\"present\":[2,3]}";

  @Test
  void itsFirstLineNamesItsNumberAndTheCode() throws JsonProcessingException {
    PeerView view =
        after(
            PeerView.NONE,
            "{\"e\":\"open\",\"peer\":2,\"code\":\"ABCDEF\",\"epoch\":1,\"host\":1}",
            5);

    assertThat(view.peer()).isEqualTo(2);
    assertThat(view.code()).isEqualTo("ABCDEF");
    assertThat(view.epoch()).isEqualTo(1);
    assertThat(view.host()).isEqualTo(1);
  }

  @Test
  void aNewHostIsSeenAtOnce() throws JsonProcessingException {
    PeerView view = after(PeerView.NONE, "{\"e\":\"host\",\"epoch\":4,\"host\":3}", 5);

    assertThat(view.epoch()).isEqualTo(4);
    assertThat(view.host()).isEqualTo(3);
  }

  @Test
  void onlyAHigherTickCountsAsAdvance() throws JsonProcessingException {
    PeerView first = after(PeerView.NONE, STATUS.formatted(10), 100);
    PeerView same = after(first, STATUS.formatted(10), 200);
    PeerView higher = after(same, STATUS.formatted(11), 300);

    assertThat(first.advancedAtNs()).isEqualTo(100);
    assertThat(same.advancedAtNs()).isEqualTo(100);
    assertThat(higher.advancedAtNs()).isEqualTo(300);
    assertThat(higher.present()).containsExactly(2, 3);
  }

  @Test
  void itsEndIsKeptWithTheReason() throws JsonProcessingException {
    PeerView view = after(PeerView.NONE, "{\"e\":\"ended\",\"reason\":\"terminated\"}", 5);

    assertThat(view.end()).isEqualTo("terminated");
  }

  @Test
  void otherLinesChangeNothing() throws JsonProcessingException {
    assertThat(after(PeerView.NONE, "{\"e\":\"rewind\",\"from\":9,\"to\":8}", 5))
        .isEqualTo(PeerView.NONE);
  }

  private static PeerView after(PeerView view, String line, long nowNs)
      throws JsonProcessingException {
    return view.after(new ObjectMapper().readTree(line), nowNs);
  }
}
