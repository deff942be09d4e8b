package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.demo.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the form of the file that {@code baton demo --json} writes, which others read. */
final class ReportFormTest {

  @Test
  void theReportHasTheKeysThatOthersRead() throws JsonProcessingException {
    Report report =
        new Report(
            true,
            4,
            60,
            1,
            0,
            0.5,
            List.of(
                new Report.Migration(
                    2,
                    "kill",
                    1,
                    2,
                    "linkClosed",
                    List.of(new Report.Survivor(2, 41.0, 9.1, 6.0, 26.0, 0)))),
            new Report.Inputs(10, 9, 0, 0, 2),
            new Report.StateHashes(100, 0),
            0);

    assertThat(new ObjectMapper().writeValueAsString(report))
        .isEqualTo(
            """
            {"ok":true,"peers":4,"rateHz":60,"seed":1,"rttMs":0,"lossPercent":0.5,\
            "migrations":[{"epoch":2,"fault":"kill","oldHost":1,"newHost":2,\
            "cause":"linkClosed","survivors":[{"peer":2,"gapMs":41.0,"detectMs":9.1,\
            "decideMs":6.0,"resumeMs":26.0,"rewoundTicks":0}]}],\
            "inputs":{"sent":10,"safe":9,"lostSafe":0,"appliedTwice":0,"resent":2},\
            "stateHashes":{"comparedTicks":100,"mismatches":0},"migrationsWithoutFault":0}\
            """);
  }
}
