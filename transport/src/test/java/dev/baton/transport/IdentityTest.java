package dev.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.core.Bytes;
import dev.baton.core.PeerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an identity proves, and how it is kept. */
final class IdentityTest {

  @TempDir Path folder;

  @Test
  void whatOneSignsVerifiesWithItsPublicKeyOnly() {
    Identity one = Identity.create();
    Identity other = Identity.create();
    byte[] content = {1, 2, 3};
    Bytes signature = one.sign(content);

    assertThat(Identity.verify(one.publicKey(), content, signature)).isTrue();
    assertThat(Identity.verify(other.publicKey(), content, signature)).isFalse();
    assertThat(Identity.verify(one.publicKey(), new byte[] {1, 2, 4}, signature)).isFalse();
    assertThat(one.key()).isEqualTo(PeerKey.of(one.publicKey())).isNotEqualTo(other.key());
  }

  @Test
  void malformedKeysAndSignaturesDoNotVerify() throws Exception {
    Identity identity = Identity.create();
    byte[] content = {1, 2, 3};
    Bytes signature = identity.sign(content);
    Random random = new Random(1);
    for (int length = 0; length < 400; length++) {
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      assertThat(Identity.verify(Bytes.of(noise), content, signature)).isFalse();
      assertThat(Identity.verify(identity.publicKey(), content, Bytes.of(noise))).isFalse();
    }
    for (int at = 0; at < identity.publicKey().length(); at++) {
      byte[] changed = identity.publicKey().toArray();
      changed[at] ^= (byte) 0x55;
      assertThat(Identity.verify(Bytes.of(changed), content, signature)).isFalse();
    }
    KeyPairGenerator other = KeyPairGenerator.getInstance("EC");
    other.initialize(new ECGenParameterSpec("secp384r1"));
    Bytes onP384 = Bytes.of(other.generateKeyPair().getPublic().getEncoded());
    assertThat(Identity.verify(onP384, content, signature)).isFalse();
  }

  @Test
  void aStoredIdentityIsLoadedAgainAndOnlyTheOwnerMayReadIt() throws Exception {
    Path file = folder.resolve("deep").resolve("me.identity");
    Identity stored = Identity.loadOrCreate(file);
    Identity loaded = Identity.loadOrCreate(file);

    assertThat(loaded.key()).isEqualTo(stored.key());
    assertThat(Identity.verify(stored.publicKey(), new byte[9], loaded.sign(new byte[9]))).isTrue();
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFileThatHoldsNoIdentityIsRefusedByName() throws Exception {
    Path file = folder.resolve("me.identity");
    for (String text : new String[] {"", "nonsense", "-----BEGIN PRIVATE KEY-----\nAAAA\n"}) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> Identity.load(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not an identity file")
          .hasMessageContaining(file.toString());
    }
    Files.writeString(file, "x".repeat(10_000));
    assertThatThrownBy(() -> Identity.load(file)).hasMessageContaining("longer than 8192 bytes");
  }

  @Test
  void keysThatDoNotBelongTogetherAreRefused() throws Exception {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    Identity.create().store(one);
    Identity.create().store(two);
    String begin = "-----BEGIN PUBLIC";
    String private1 = Files.readString(one);
    String public2 = Files.readString(two);
    String mixed =
        private1.substring(0, private1.indexOf(begin)) + public2.substring(public2.indexOf(begin));
    Files.writeString(one, mixed);
    assertThatThrownBy(() -> Identity.load(one)).hasMessageContaining("do not belong together");
  }

  @Test
  void theCertificateCarriesTheKeyAndDiffersEachTime() throws Exception {
    Identity identity = Identity.create();
    SecureRandom random = new SecureRandom();
    X509Certificate first = LinkCertificate.create(identity, random).certificate();
    X509Certificate second = LinkCertificate.create(identity, random).certificate();

    LinkCertificate.check(new X509Certificate[] {first});
    assertThat(LinkCertificate.keyOf(first)).isEqualTo(identity.key());
    assertThat(first.getSerialNumber()).isPositive().isNotEqualTo(second.getSerialNumber());
    first.checkValidity();
  }

  @Test
  void aChainOrACertificateSignedByAnotherIsNoLinkCertificate() {
    SecureRandom random = new SecureRandom();
    X509Certificate one = LinkCertificate.create(Identity.create(), random).certificate();
    assertThatThrownBy(() -> LinkCertificate.check(new X509Certificate[] {one, one}))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> LinkCertificate.check(new X509Certificate[0]))
        .isInstanceOf(CertificateException.class);
  }
}
