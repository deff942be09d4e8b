package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.core.Digest;
import dev.baton.core.Endpoint;
import dev.baton.core.HostAddress;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvitationTest {

  private static Invitation to(String address) {
    PeerKey key = new PeerKey(Digest.sha256(new byte[] {1}));
    return new Invitation(new SessionId(-1, 7), new HostAddress(key, new Endpoint(address, 7000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "fe80::1%eth0"})
  void theTextLeadsToTheSameHost(String address) {
    assertThat(Invitation.parse(" " + to(address).text() + "\n")).isEqualTo(to(address));
  }

  @Test
  void aJoinCodeIsNoInvitation() {
    assertThat(Invitation.isInvitation("ABC234")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ABC234",
        "baton:",
        "baton:127.0.0.1:7000",
        "baton:127.0.0.1:7000/00/00",
        "baton:127.0.0.1:0/00000000000000000000000000000007/",
        "baton:127.0.0.1:x/00000000000000000000000000000007/"
            + "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a",
        "baton:127.0.0.1:1/0000000000000000000000000000000g/"
            + "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a"
      })
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> Invitation.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
