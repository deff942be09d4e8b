package dev.baton.lobbycore;

/**
 * Where session ids, join codes and nonces come from: unpredictable in a lobby that runs, seeded in
 * a test.
 */
@FunctionalInterface
public interface Chance {

  /** 64 random bits. */
  long nextLong();
}
