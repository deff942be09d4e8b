package dev.baton.lobbycore;

import dev.baton.core.Bytes;
import dev.baton.core.Endpoint;
import dev.baton.core.PeerKey;
import java.util.Optional;
import java.util.OptionalLong;

/** Whoever is at the other end of one connection. */
final class Caller {

  private final ConnectionId id;
  private final String address;
  private final LobbyNotice.Challenge challenge;
  private final Allowance allowance;
  private long openedNs;
  private Optional<Proven> proven = Optional.empty();
  private long heardNs;
  private OptionalLong pingedNs = OptionalLong.empty();
  private long rttNs;

  Caller(
      LobbyInput.Opened opened,
      LobbyNotice.Challenge challenge,
      Allowance allowance,
      long openedNs) {
    this.id = opened.connection();
    this.address = opened.address();
    this.challenge = challenge;
    this.allowance = allowance;
    this.openedNs = openedNs;
    this.heardNs = openedNs;
  }

  ConnectionId id() {
    return id;
  }

  String address() {
    return address;
  }

  LobbyNotice.Challenge challenge() {
    return challenge;
  }

  Allowance allowance() {
    return allowance;
  }

  /** Who it is; empty until it has proved its key. */
  Optional<Proven> proven() {
    return proven;
  }

  void prove(Bytes publicKey) {
    proven = Optional.of(new Proven(publicKey, PeerKey.of(publicKey)));
  }

  void heard(long nowNs) {
    heardNs = nowNs;
  }

  /** The lobby was stopped until now, and could not hear; a ping meanwhile measures nothing. */
  void excuse(long nowNs) {
    openedNs = nowNs;
    heardNs = nowNs;
    pingedNs = OptionalLong.empty();
  }

  /** For how long nothing came. */
  long silentNs(long nowNs) {
    return nowNs - heardNs;
  }

  /** For how long it has been open, as far as the lobby listened. */
  long ageNs(long nowNs) {
    return nowNs - openedNs;
  }

  /** The last measured round trip, 0 before the first. */
  long rttNs() {
    return rttNs;
  }

  boolean pingDue(long nowNs, long everyNs) {
    return pingedNs.isEmpty() || nowNs - pingedNs.getAsLong() >= everyNs;
  }

  /** The nonce of a ping that is sent now: the clock itself. */
  long ping(long nowNs) {
    pingedNs = OptionalLong.of(nowNs);
    return nowNs;
  }

  /** Whether {@code nonce} is that of the latest ping. */
  boolean pong(long nowNs, long nonce) {
    boolean latest = pingedNs.isPresent() && pingedNs.getAsLong() == nonce;
    if (latest) {
      rttNs = nowNs - nonce;
    }
    return latest;
  }

  /** Where it says that it is reached; for a wildcard address the one from which it called. */
  Endpoint reachedAt(Endpoint said) {
    boolean wildcard = said.address().equals("0.0.0.0") || said.address().equals("::");
    return wildcard ? new Endpoint(address, said.port()) : said;
  }

  /**
   * A key that its owner has proved to own.
   *
   * @param publicKey in SubjectPublicKeyInfo form
   * @param key its identity
   */
  record Proven(Bytes publicKey, PeerKey key) {}
}
