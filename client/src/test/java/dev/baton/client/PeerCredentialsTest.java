package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Bytes;
import dev.baton.transport.Identity;
import org.junit.jupiter.api.Test;

final class PeerCredentialsTest {

  private static final byte[] CONTENT = {1, 2, 3};
  private static final byte[] OTHER = {1, 2, 4};

  private final PeerCredentials own = new PeerCredentials(Identity.create());
  private final PeerCredentials others = new PeerCredentials(Identity.create());

  @Test
  void aGenuineSignatureIsFoundGenuineAsOftenAsItIsAsked() {
    Bytes signature = others.sign(CONTENT);

    assertThat(own.verify(others.publicKey(), CONTENT, signature)).isTrue();
    assertThat(own.verify(others.publicKey(), CONTENT, signature)).isTrue();
  }

  @Test
  void ofAnotherContentOrKeyARememberedSignatureSaysNothing() {
    Bytes signature = others.sign(CONTENT);
    assertThat(own.verify(others.publicKey(), CONTENT, signature)).isTrue();

    assertThat(own.verify(others.publicKey(), OTHER, signature)).isFalse();
    assertThat(own.verify(own.publicKey(), CONTENT, signature)).isFalse();
    assertThat(others.verify(others.publicKey(), OTHER, signature)).isFalse();
  }

  @Test
  void whatWasForgottenIsVerifiedAnew() {
    Bytes first = own.sign(CONTENT);
    for (int i = 0; i < 100; i++) {
      assertThat(own.sign(new byte[] {(byte) i})).isNotEqualTo(first);
    }

    assertThat(own.verify(own.publicKey(), CONTENT, first)).isTrue();
  }
}
