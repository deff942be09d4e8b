package dev.baton.transport;

import dev.baton.core.PeerKey;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.IdentityHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Decides during a handshake whether the other side's certificate will do: any well-formed one on
 * the accepting side, the one with the pinned key on the dialling side. Confined to the network's
 * thread.
 */
final class PeerTrust extends X509ExtendedTrustManager {

  private final IdentityHashMap<SSLEngine, QuicLink> dialled = new IdentityHashMap<>();

  /** Pins the key of {@code link} to the handshake of {@code engine}, until {@link #forget}. */
  void pin(SSLEngine engine, QuicLink link) {
    dialled.put(engine, link);
  }

  void forget(SSLEngine engine) {
    dialled.remove(engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    LinkCertificate.check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    LinkCertificate.check(chain);
    QuicLink link = dialled.get(engine);
    if (link == null) {
      throw new CertificateException("no key is pinned to this handshake");
    }
    PeerKey found = LinkCertificate.keyOf(chain[0]);
    if (!found.equals(link.remoteKey())) {
      link.pinMismatch(found);
      throw new CertificateException("not the pinned key: " + found.shortText());
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("not for sockets");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("not for sockets");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("not without a handshake");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("not without a handshake");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
