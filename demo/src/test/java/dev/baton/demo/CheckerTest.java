package dev.baton.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.demo.Report.Migration;
import dev.baton.demo.Report.Survivor;
import dev.baton.demo.Verdict.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds the checker one good history, and the same with one thing wrong. */
final class CheckerTest {
  @TempDir private Path folder;

  @Test
  void aGoodHistoryPasses() throws IOException {
    Verdict verdict = Tapes.good().judged(folder);

    assertThat(verdict.violations()).isEmpty();
    Report report = verdict.report();
    assertThat(report.ok()).isTrue();
    assertThat(report.inputs()).isEqualTo(new Report.Inputs(360, 356, 0, 0, 3));
    assertThat(report.stateHashes()).isEqualTo(new Report.StateHashes(482, 0));
    assertThat(report.migrationsWithoutFault()).isZero();
  }

  @Test
  void theGapIsMeasuredOnEachSurvivorAndSplitIntoItsParts() throws IOException {
    List<Migration> migrations = Tapes.good().judged(folder).report().migrations();

    assertThat(migrations)
        .containsExactly(
            new Migration(
                2,
                "kill",
                1,
                2,
                "linkClosed",
                List.of(
                    new Survivor(2, 53.3, 10.0, 6.0, 16.7, 0),
                    new Survivor(3, 53.3, 10.0, 6.0, 16.7, 0),
                    new Survivor(4, 36.7, 10.0, 6.0, 16.7, 1))),
            new Migration(
                3,
                "kill",
                2,
                3,
                "linkClosed",
                List.of(
                    new Survivor(3, 53.3, 10.0, 6.0, 16.7, 0),
                    new Survivor(4, 36.7, 10.0, 6.0, 16.7, 1))));
  }

  @Test
  void aSuspicionThatWasOnlyHeardOfIsNoDetection() throws IOException {
    Verdict verdict =
        Tapes.good()
            .changed(
                "peer-3",
                "\"e\":\"suspect\",\"epoch\":1",
                line -> line.replace("\"epoch\"", "\"by\":4,\"epoch\""))
            .judged(folder);

    Survivor peer3 = verdict.report().migrations().getFirst().survivors().get(1);
    assertThat(peer3.detectMs()).isEqualTo(16.0);
    assertThat(peer3.decideMs()).isZero();
  }

  @Test
  void anInputReportedSafeAndNotInTheHistoryIsFound() throws IOException {
    Verdict verdict =
        Tapes.good()
            .changed("peer-1", "\"inputs\":[[1,30]", line -> line.replace(",[3,30]", ""))
            .judged(folder);

    assertThat(verdict.report().inputs().lostSafe()).isEqualTo(1);
    only(verdict, Kind.SAFE_INPUT_LOST, "input 30 of peer 3");
  }

  @Test
  void anInputThatWasGivenUpBeforeNeedNotBeThere() throws IOException {
    Verdict verdict =
        Tapes.good()
            .changed("peer-1", "\"inputs\":[[1,30]", line -> line.replace(",[3,30]", ""))
            .changed(
                "peer-3",
                "\"seq\":30",
                line ->
                    line
                        + "\n"
                        + line.replaceFirst(
                            "\"e\".*",
                            "\"e\":\"lost\",\"from\":30,\"to\":30,\"reason\":\"overflow\"}"))
            .judged(folder);

    assertThat(verdict.violations()).isEmpty();
    assertThat(verdict.report().inputs().safe()).isEqualTo(355);
  }

  @Test
  void anInputThatOnlyADiscardedTickHeldIsLost() throws IOException {
    Verdict verdict =
        Tapes.good()
            .changed("peer-1", "\"inputs\":[[1,40]", line -> line.replace(",[3,40]", ""))
            .changed("peer-1", "\"tick\":41,\"inputs\":[]", line -> line.replace("[]", "[[3,40]]"))
            .judged(folder);

    only(verdict, Kind.SAFE_INPUT_LOST, "input 40 of peer 3");
  }

  @Test
  void anInputAppliedAgainByTheNextHostIsFound() throws IOException {
    Verdict verdict =
        Tapes.good()
            .changed(
                "peer-2", "\"inputs\":[[2,41]", line -> line.replace("[[2,41]", "[[2,40],[2,41]"))
            .judged(folder);

    assertThat(verdict.report().inputs().appliedTwice()).isEqualTo(1);
    only(verdict, Kind.APPLIED_TWICE, "input 40 of peer 2 was applied 2 times");
  }

  @Test
  void anInputAppliedAgainInADiscardedTickIsNoFault() throws IOException {
    Verdict verdict =
        Tapes.good()
            .changed("peer-1", "\"tick\":41,\"inputs\":[]", line -> line.replace("[]", "[[2,40]]"))
            .judged(folder);

    assertThat(verdict.violations()).isEmpty();
  }

  @Test
  void anInputThatNobodySubmittedIsFound() throws IOException {
    Verdict verdict =
        Tapes.good()
            .changed(
                "peer-2", "\"inputs\":[[2,41]", line -> line.replace("[[2,41]", "[[2,999],[2,41]"))
            .judged(folder);

    only(verdict, Kind.UNKNOWN_INPUT, "input 999 of peer 2");
  }

  @Test
  void aStateThatDiffersFromTheHostsIsFound() throws IOException {
    Verdict verdict =
        Tapes.good()
            .changed(
                "peer-3",
                "\"epoch\":2,\"tick\":50,\"scope\":\"visible\"",
                line -> line.replaceFirst("\"hash\":\".", "\"hash\":\"0123"))
            .judged(folder);

    assertThat(verdict.report().stateHashes().mismatches()).isEqualTo(1);
    only(verdict, Kind.HASH_MISMATCH, "tick 50 of epoch 2 (visible): peer 3");
  }

  @Test
  void aStateThatIsOnlyHeldIsComparedToo() throws IOException {
    Verdict verdict =
        Tapes.good()
            .changed(
                "peer-3",
                "\"e\":\"held\",\"epoch\":2,\"tick\":50,",
                line -> line.replaceFirst("\"hash\":\".", "\"hash\":\"0123"))
            .judged(folder);

    only(verdict, Kind.HASH_MISMATCH, "tick 50 of epoch 2 (complete): peer 3");
  }

  @Test
  void aStateThatTheHostNeverShowedIsFound() throws IOException {
    Verdict verdict =
        Tapes.good()
            .changed(
                "peer-3",
                "\"epoch\":2,\"tick\":50,\"scope\":\"visible\"",
                line -> line.replace("\"tick\":50", "\"tick\":5000"))
            .judged(folder);

    assertThat(verdict.violations())
        .extracting(Verdict.Violation::kind)
        .contains(Kind.UNKNOWN_STATE);
  }

  @Test
  void aChangeOfHostWithoutAFaultIsFound() throws IOException {
    Verdict verdict = Tapes.good().withoutLines("faults", "\"peer\":2").judged(folder);

    assertThat(verdict.report().migrationsWithoutFault()).isEqualTo(1);
    assertThat(verdict.report().migrations().getLast().fault()).isEqualTo("none");
    assertThat(verdict.violations())
        .extracting(Verdict.Violation::kind)
        .contains(Kind.UNEXPLAINED_MIGRATION);
  }

  @Test
  void aPauseExplainsNothing() throws IOException {
    Verdict verdict =
        Tapes.good()
            .changed("faults", "\"peer\":2", line -> line.replace("kill", "pause"))
            .judged(folder);

    assertThat(verdict.report().migrationsWithoutFault()).isEqualTo(1);
  }

  @Test
  void aFaultOfAnotherPeerExplainsNothing() throws IOException {
    Verdict verdict =
        Tapes.good()
            .changed("faults", "\"peer\":2", line -> line.replace("\"peer\":2", "\"peer\":1"))
            .judged(folder);

    assertThat(verdict.report().migrationsWithoutFault()).isEqualTo(1);
  }

  @Test
  void aHostThatWasHarmedAndThatNobodyFollowedIsFound() throws IOException {
    Verdict verdict =
        Tapes.good()
            .withoutLines("peer-3", "\"epoch\":3")
            .withoutLines("peer-4", "\"epoch\":3")
            .judged(folder);

    assertThat(verdict.report().ok()).isFalse();
    assertThat(verdict.violations())
        .extracting(Verdict.Violation::kind)
        .contains(Kind.NO_MIGRATION);
  }

  @Test
  void aPeerThatNeverSawTheNewHostIsFound() throws IOException {
    Verdict verdict =
        Tapes.good().withoutLines("peer-4", "\"e\":\"shown\",\"epoch\":3").judged(folder);

    only(verdict, Kind.STRANDED, "peer 4");
  }

  @Test
  void aRewindThatTheGameWasNotToldOfIsFound() throws IOException {
    Verdict verdict =
        Tapes.good().withoutLines("peer-4", "\"e\":\"rewind\",\"epoch\":2").judged(folder);

    assertThat(verdict.violations())
        .isNotEmpty()
        .allMatch(violation -> violation.kind() == Kind.HIDDEN_REWIND);
  }

  @Test
  void aRewindThatNamesOtherTicksIsFound() throws IOException {
    Verdict verdict =
        Tapes.good()
            .changed(
                "peer-4",
                "\"e\":\"rewind\",\"epoch\":2",
                line -> line.replace("\"from\":41", "\"from\":42"))
            .judged(folder);

    only(verdict, Kind.HIDDEN_REWIND, "peer 4 showed tick 41, epoch 2 resumed after tick 40");
  }

  @Test
  void aTickThatRunsBackwardsWithinAnEpochIsFound() throws IOException {
    Verdict verdict =
        Tapes.good()
            .changed(
                "peer-3",
                "\"e\":\"shown\",\"epoch\":2,\"tick\":51,",
                line -> line + "\n" + hostsLine(49))
            .judged(folder);

    only(verdict, Kind.HIDDEN_REWIND, "peer 3 showed tick 49 of epoch 2 after tick 51");
  }

  @Test
  void aStateOfAnOlderHostAfterOneOfANewerIsFound() throws IOException {
    String[] old = new String[1];
    Tapes tapes = Tapes.good();
    tapes.changed(
        "peer-3",
        "\"e\":\"shown\",\"epoch\":1,\"tick\":40,",
        line -> {
          old[0] = line.substring(line.indexOf(','));
          return line;
        });
    Verdict verdict =
        tapes
            .changed(
                "peer-3",
                "\"e\":\"shown\",\"epoch\":2,\"tick\":51,",
                line -> line + "\n" + line.substring(0, line.indexOf(',')) + old[0])
            .judged(folder);

    only(verdict, Kind.OLD_EPOCH_SHOWN, "peer 3 showed tick 40 of epoch 1");
  }

  @Test
  void aMissingFileIsFound() throws IOException {
    assertThat(Tapes.good().without("peer-4").judged(folder).violations())
        .contains(new Verdict.Violation(Kind.MISSING_FILE, "no recording of peer 4"));
    assertThat(Tapes.good().without("faults").judged(folder).violations())
        .contains(new Verdict.Violation(Kind.MISSING_FILE, "no recording of the faults"));
  }

  @Test
  void aFileThatEndsEarlyIsFoundUnlessItsPeerWasKilled() throws IOException {
    Verdict verdict = Tapes.good().withoutLines("peer-4", "\"e\":\"ended\"").judged(folder);

    only(verdict, Kind.TRUNCATED_FILE, "peer-4.jsonl");
  }

  @Test
  void aHostsFileThatLacksTicksThatSurvivedIsFound() throws IOException {
    Tapes tapes = Tapes.good();
    Verdict verdict =
        tapes
            .withoutLines("peer-1", "\"e\":\"applied\",\"epoch\":1,\"tick\":39,")
            .withoutLines("peer-1", "\"e\":\"applied\",\"epoch\":1,\"tick\":40,")
            .judged(folder);

    assertThat(verdict.violations())
        .contains(
            new Verdict.Violation(
                Kind.MISSING_TICK,
                "ticks 39 to 40 of epoch 1 survived, and their host, peer 1, did not record them"));
  }

  @Test
  void aFullFileIsFound() throws IOException {
    Verdict verdict =
        Tapes.good()
            .changed(
                "peer-4",
                "\"e\":\"ended\"",
                line -> line.replaceFirst("\"e\".*", "\"e\":\"full\",\"limitBytes\":1}\n") + line)
            .judged(folder);

    only(verdict, Kind.TRUNCATED_FILE, "has reached its bound");
  }

  @Test
  void aBadLineIsFound() throws IOException {
    Verdict verdict = Tapes.good().changed("peer-4", "\"seq\":7", line -> "}{").judged(folder);

    assertThat(verdict.violations())
        .extracting(Verdict.Violation::kind)
        .contains(Kind.UNREADABLE_FILE, Kind.MISSING_FILE);
    assertThat(verdict.report().ok()).isFalse();
  }

  @Test
  void twoHostsOfOneEpochAreFound() throws IOException {
    Verdict verdict =
        Tapes.good()
            .changed(
                "peer-4",
                "\"e\":\"follow\",\"epoch\":2",
                line -> line.replace("\"follow\"", "\"host\"").replace("\"host\":2,", ""))
            .judged(folder);

    assertThat(verdict.violations())
        .contains(new Verdict.Violation(Kind.TWO_HOSTS, "peers 2 and 4 are both host of epoch 2"));
  }

  @Test
  void noRecordingsAtAllAreNoGoodHistory() {
    Verdict verdict = Checker.judge(new RunSettings(2, 60, 1, 0, 0), List.of());

    assertThat(verdict.report().ok()).isFalse();
    assertThat(verdict.violations()).hasSize(3);
  }

  @Test
  void statesThatNobodyComparedAreNoGoodSign() throws IOException {
    Tapes tapes = Tapes.good();
    for (int peer = 2; peer <= 4; peer++) {
      tapes.withoutLines("peer-" + peer, "\"e\":\"held\"");
      tapes.withoutLines("peer-" + peer, "\"e\":\"shown\"");
    }

    assertThat(tapes.judged(folder).violations())
        .extracting(Verdict.Violation::kind)
        .contains(Kind.NOTHING_COMPARED);
  }

  private static String hostsLine(long tick) {
    long hash = Dice.mix(tick * 4 + 4 + "visible".length());
    String line =
        "{\"t\":%d,\"e\":\"shown\",\"epoch\":2,\"tick\":%d,"
            + "\"scope\":\"visible\",\"hash\":\"%016x\"}";
    return line.formatted(5_000_000_000L + 54 * Tapes.TICK_NS, tick, hash);
  }

  private static void only(Verdict verdict, Kind kind, String text) {
    assertThat(verdict.report().ok()).isFalse();
    assertThat(verdict.violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.kind()).isEqualTo(kind);
              assertThat(violation.text()).contains(text);
            });
  }
}
