package dev.baton.transport;

import dev.baton.core.Bytes;
import dev.baton.core.PeerKey;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The self-signed certificate (RFC 5280) that carries a peer's public key into TLS, made anew for
 * each network that is opened.
 *
 * <p>Its serial number is chance, so that two certificates with one key tell that the peer was
 * started anew. It is valid for ever: peers are known by key, and their clocks are not to be
 * trusted. Immutable.
 */
final class LinkCertificate extends X509ExtendedKeyManager {

  private static final byte[] ECDSA_WITH_SHA256 = {
    0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
  };
  private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
  private static final int VERSION_3 = 2;
  private static final int SERIAL_BITS = 63;
  private static final String ALIAS = "baton";

  private final PrivateKey privateKey;
  private final X509Certificate certificate;

  private LinkCertificate(PrivateKey privateKey, X509Certificate certificate) {
    this.privateKey = privateKey;
    this.certificate = certificate;
  }

  static LinkCertificate create(Identity identity, SecureRandom random) {
    byte[] algorithm = Der.sequence(Der.objectIdentifier(ECDSA_WITH_SHA256));
    byte[] name =
        Der.sequence(
            Der.set(Der.sequence(Der.objectIdentifier(COMMON_NAME), Der.utf8String(ALIAS))));
    byte[] content =
        Der.sequence(
            Der.explicit(0, Der.integer(BigInteger.valueOf(VERSION_3))),
            Der.integer(new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE)),
            algorithm,
            name,
            Der.sequence(
                Der.generalizedTime("20000101000000Z"), Der.generalizedTime("99991231235959Z")),
            name,
            identity.publicKey().toArray());
    byte[] signature = identity.sign(content).toArray();
    return new LinkCertificate(
        identity.privateKey(), parse(Der.sequence(content, algorithm, Der.bitString(signature))));
  }

  /** Refuses anything but one certificate on P-256 that is signed with its own key. */
  static void check(X509Certificate[] chain) throws CertificateException {
    if (chain.length != 1) {
      throw new CertificateException("one certificate expected: " + chain.length);
    }
    if (!Identity.isOnP256(chain[0].getPublicKey())) {
      throw new CertificateException("a key on P-256 expected");
    }
    try {
      chain[0].verify(chain[0].getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new CertificateException("not signed with its own key", e);
    }
  }

  /** Whose certificate it is. */
  static PeerKey keyOf(X509Certificate certificate) {
    return PeerKey.of(Bytes.of(certificate.getPublicKey().getEncoded()));
  }

  private static X509Certificate parse(byte[] encoded) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate made here does not parse", e);
    }
  }

  X509Certificate certificate() {
    return certificate;
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public String chooseClientAlias(String[] keyType, Principal[] issuers, java.net.Socket socket) {
    return ALIAS;
  }

  @Override
  public String chooseEngineClientAlias(String[] keyType, Principal[] issuers, SSLEngine engine) {
    return ALIAS;
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, java.net.Socket socket) {
    return ALIAS;
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    return ALIAS;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return new X509Certificate[] {certificate};
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return privateKey;
  }
}
