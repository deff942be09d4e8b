package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.core.Durability;
import dev.baton.core.NoMajorityPolicy;
import dev.baton.core.Rules;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SessionSettingsTest {

  private static Arguments bad(String value, Consumer<SessionSettings.Builder> setting) {
    return Arguments.of(value, setting);
  }

  static List<Arguments> outOfRange() {
    return List.of(
        bad("playerName", b -> b.playerName(" ")),
        bad("playerName", b -> b.playerName("x".repeat(65))),
        bad("ftp", b -> b.lobby(URI.create("ftp://lobby"))),
        bad("lobby", b -> b.lobby(URI.create("http:lobby"))),
        bad("bindAddress", b -> b.bindAddress("")),
        bad("-1", b -> b.port(-1)),
        bad("65536", b -> b.port(65_536)),
        bad("1", b -> b.peersMax(1)),
        bad("65", b -> b.peersMax(65)),
        bad("0", b -> b.rateHz(0)),
        bad("241", b -> b.rateHz(241)),
        bad("9", b -> b.standbys(9)),
        bad("noMajority", b -> b.noMajority(List.of())),
        bad("65535", b -> b.recorderBytesMax(65_535)),
        bad("268435457", b -> b.recorderBytesMax((256L << 20) + 1)),
        bad("1023", b -> b.stateBytesMax(1023)),
        bad("4194305", b -> b.stateBytesMax((4 << 20) + 1)),
        bad("copies", b -> b.standbys(1).durability(new Durability.Standby(2)).build()));
  }

  @ParameterizedTest
  @MethodSource("outOfRange")
  void aValueOutOfRangeIsNamed(String named, Consumer<SessionSettings.Builder> setting) {
    assertThatThrownBy(() -> setting.accept(SessionSettings.builder()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }

  @Test
  void theDefaultsSuitAnActionGame() {
    Rules rules = SessionSettings.builder().build().rules(60, Optional.empty());
    assertThat(rules.rateHz()).isEqualTo(60);
    assertThat(rules.standbys()).isEqualTo(2);
    assertThat(rules.durability()).isEqualTo(new Durability.Standby(1));
    assertThat(rules.noMajority().stream().map(Rules.NoMajorityStep::policy))
        .containsExactly(NoMajorityPolicy.SURVIVORS, NoMajorityPolicy.FREEZE, NoMajorityPolicy.END);
  }

  @Test
  void aRateThatWasAskedForWinsOverTheDefault() {
    SessionSettings settings = SessionSettings.builder().rateHz(30).build();
    assertThat(settings.rules(60, Optional.empty()).rateHz()).isEqualTo(30);
  }
}
