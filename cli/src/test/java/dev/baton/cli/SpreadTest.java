package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.demo.Report;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpreadTest {

  @Test
  void theMedianIsTheMiddleAndTheWorstTheLargest() {
    assertThat(spread(5, 1, 9)).isEqualTo(new BenchFigures.Spread(5, 9));
  }

  @Test
  void ofTwoMiddlesTheMedianIsTheLarger() {
    assertThat(spread(1, 2, 3, 4)).isEqualTo(new BenchFigures.Spread(3, 4));
  }

  @Test
  void ofNothingBothAreZero() {
    assertThat(spread()).isEqualTo(new BenchFigures.Spread(0, 0));
  }

  private static BenchFigures.Spread spread(double... gaps) {
    List<Report.Survivor> survivors =
        Arrays.stream(gaps).mapToObj(gap -> new Report.Survivor(1, gap, 0, 0, 0, 0)).toList();
    return BenchFigures.Spread.of(survivors, Report.Survivor::gapMs);
  }
}
