package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.simulator.Fault;
import dev.baton.simulator.Happening;
import dev.baton.simulator.Happening.Act;
import dev.baton.simulator.ScenarioText;
import dev.baton.simulator.Simulation;
import dev.baton.simulator.SimulationResult;
import dev.baton.simulator.Who;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sequence pictures of made-up runs, and of a real one. */
final class SequencePictureTest {

  private static final long MS = 1_000_000;

  private final List<Happening> run = new ArrayList<>();
  private int messages;

  private void moved(long atMs, int peer, String stage, int epoch) {
    run.add(new Happening.Moved(atMs * MS, peer, stage, "", epoch));
  }

  private int said(long atMs, int from, int to, Act act, String words) {
    run.add(new Happening.Said(atMs * MS, ++messages, from, to, act, words));
    return messages;
  }

  private void heard(long atMs, int number) {
    run.add(new Happening.Heard(atMs * MS, number));
  }

  /** Three peers play, and a host dies at 10 s. */
  private void beginning() {
    moved(0, 1, "hosting", 1);
    moved(1, 2, "following", 1);
    moved(2, 3, "following", 1);
    heard(5_005, said(5_000, 2, 1, Act.NOTICE, "an old story"));
    run.add(new Happening.Befell(10_000 * MS, new Fault.Kill(Who.HOST), List.of(1), 1));
    run.add(new Happening.Vanished(10_000 * MS, 1));
    moved(10_100, 2, "suspecting", 1);
    heard(10_110, said(10_100, 2, 3, Act.SUSPICION, "host lost: silent"));
  }

  private void end() {
    moved(10_200, 2, "hosting", 2);
    heard(10_230, said(10_200, 2, 3, Act.ANNOUNCEMENT, "peer2 is host (epoch 2)"));
    moved(10_230, 3, "following", 2);
    run.add(new Happening.Resumed(10_240 * MS, 3, 9_980 * MS, 2));
    heard(20_005, said(20_000, 3, 2, Act.NOTICE, "a new story"));
  }

  private SequenceWindow window() {
    return SequenceWindow.ofMigration(run, 10_200 * MS, 2);
  }

  private static List<String> words(SequenceWindow window) {
    return window.shown().stream()
        .filter(Happening.Said.class::isInstance)
        .map(it -> ((Happening.Said) it).words())
        .toList();
  }

  @Test
  void theWindowIsWhatLedToTheNewHostAndWhatFollowed() {
    beginning();
    end();
    SequenceWindow window = window();
    assertThat(words(window)).containsExactly("host lost: silent", "peer2 is host (epoch 2)");
    assertThat(window.zeroNs()).isEqualTo(10_000 * MS);
    assertThat(window.lanes()).containsExactly(1, 2, 3);
    assertThat(window.before().values())
        .extracting(Happening.Moved::stage)
        .containsExactly("hosting", "following", "following");
    assertThat(window.shown().getLast()).isInstanceOf(Happening.Resumed.class);
  }

  @Test
  void whatIsSaidAgainIsShownOnceAndOnceMoreIfOnlyThatArrives() {
    beginning();
    said(10_101, 2, 3, Act.SUSPICION, "host lost: silent");
    said(10_120, 2, 3, Act.CLAIM, "claims epoch 2");
    said(10_130, 2, 3, Act.CLAIM, "claims epoch 2");
    heard(10_145, said(10_140, 2, 3, Act.CLAIM, "claims epoch 2"));
    heard(10_155, said(10_150, 2, 3, Act.CLAIM, "claims epoch 2"));
    end();
    assertThat(words(window()))
        .containsExactly(
            "host lost: silent", "claims epoch 2", "claims epoch 2", "peer2 is host (epoch 2)");
  }

  @Test
  void ofALongStoryTheBeginningAndTheEndAreShown() {
    beginning();
    for (int epoch = 2; epoch < 90; epoch++) {
      said(10_100 + epoch, 2, 3, Act.CLAIM, "claims epoch " + epoch);
    }
    end();
    SequenceWindow window = window();
    assertThat(words(window))
        .contains("claims epoch 2", "claims epoch 89")
        .doesNotContain("claims epoch 35");
    assertThat(window.leftOut()).isPositive();
    assertThat(SequencePicture.svg(window, "")).contains(window.leftOut() + " lines are left out");
  }

  @Test
  void nothingInALaneCoversAnythingElseAndTimeGoesDown() {
    beginning();
    for (int i = 0; i < 30; i++) {
      said(10_120 + i / 5, 2 + i % 2, 3 - i % 2, Act.VOTE, "votes " + i);
    }
    end();
    SequenceRows rows = new SequenceRows(window(), 100);
    for (int lane = 1; lane <= 3; lane++) {
      double bottom = 0;
      for (SequenceRows.Block block : rows.blocks()) {
        if (block.lane() == lane) {
          assertThat(block.y()).isGreaterThan(bottom);
          bottom = block.bottom();
        }
      }
    }
    assertThat(List.copyOf(rows.moments().values())).isSorted();
    assertThat(rows.blocks()).extracting(SequenceRows.Block::y).isSorted();
  }

  @Test
  void noArrowGoesUp() {
    beginning();
    end();
    SequenceRows rows = new SequenceRows(window(), 100);
    for (SequenceRows.Block block : rows.blocks()) {
      for (SequenceRows.Line line : block.lines()) {
        for (Happening.Said said : line.messages()) {
          assertThat(rows.arrivals())
              .hasEntrySatisfying(
                  said.number(), place -> assertThat(place.y()).isGreaterThan(block.y()));
        }
      }
    }
  }

  @Test
  void thePictureNamesPeersFaultsActsAndStages() {
    beginning();
    end();
    String svg = SequencePicture.svg(window(), "A <title> & more");
    SimPageTest.assertWellFormed(svg);
    assertThat(svg)
        .contains("peer1 (host)", "kill host", "host lost: silent", "suspects the host")
        .contains("HOST of epoch 2", "picture stood 260 ms", "plays in epoch 2", "(no process)")
        .contains("Where each peer stood", "What the marks mean", "thinks the host is lost")
        .doesNotContain("an old story", "names its successor", "NaN");
  }

  @Test
  void aRealRunCanBeDrawn() throws ScenarioText.Malformed {
    SimulationResult real =
        Simulation.run(ScenarioText.parse("seed 3\npeers 4\nplay 3000\nat 1000 kill host\n"), true);
    List<SimPictures.Drawn> drawn = SimPictures.of(real, "baton sim");
    assertThat(drawn).hasSize(1);
    assertThat(drawn.getFirst().words()).startsWith("After a fault of the kind kill. It took one");
    SimPageTest.assertWellFormed(drawn.getFirst().svg());
    assertThat(drawn.getFirst().svg()).contains(">lobby<", "claims epoch 2", "kill host");
  }
}
