package dev.baton.client;

import dev.baton.core.JoinCode;
import java.net.URI;
import java.util.Optional;

/** The way into a session: creates one, or joins one. */
public final class Baton {

  private static final int TICKS_A_SECOND = 60;
  private static final int CAPTURES_A_SECOND = 1;

  private Baton() {}

  /**
   * Goes through some migrations of a small session in this process, so that the first real one
   * does not wait for Java to load classes, link calls and compile. {@link #host} and {@link #join}
   * do so by themselves, unless it was done before; a game that calls this while it loads makes
   * them return one to three seconds sooner. Blocks meanwhile, and so do calls that come meanwhile,
   * for at most 10 seconds; fails without consequence.
   */
  public static void rehearse() {
    Rehearsal.once();
  }

  /**
   * {@link #rehearse()} through a lobby: for a lobby that was just started. It sees a session come
   * and go.
   *
   * @return whether all went as it should
   */
  public static boolean rehearse(URI lobby) {
    return Rehearsal.run(Optional.of(lobby));
  }

  /**
   * Creates a session and hosts it. Waits for a few hundred milliseconds, for the lobby for at most
   * 10 seconds, and for {@link #rehearse()} where that was not done yet.
   *
   * @throws BatonException if the lobby, the port or a file does not do what is needed
   */
  public static <I> Session<I> host(SessionSettings settings, Simulation<I> simulation)
      throws BatonException {
    return SessionStart.host(settings, simulation, TICKS_A_SECOND);
  }

  /**
   * Joins a session; returns when the host has let this peer in. Waits for at most {@link
   * dev.baton.core.Timing#joinLimitNs}, for the lobby for at most 10 seconds, and for {@link
   * #rehearse()} where that was not done yet.
   *
   * @param code the lobby's join code, or an {@link Invitation}'s text
   * @throws BatonException if the code is of no use, the host does not let this peer in, or the
   *     lobby, the port or a file does not do what is needed
   * @throws IllegalArgumentException if the text is neither a join code nor an invitation
   */
  public static <I> Session<I> join(String code, SessionSettings settings, Simulation<I> simulation)
      throws BatonException {
    return SessionStart.join(code, settings, simulation);
  }

  /** {@link #join(String, SessionSettings, Simulation)} by the lobby's join code. */
  public static <I> Session<I> join(
      JoinCode code, SessionSettings settings, Simulation<I> simulation) throws BatonException {
    return join(code.text(), settings, simulation);
  }

  /**
   * Creates a session of a game with a simulation loop of its own (levels 1 and 2), and hosts it.
   *
   * @throws BatonException as {@link #host(SessionSettings, Simulation)}
   */
  public static Session<Void> host(SessionSettings settings, Migratable game)
      throws BatonException {
    return SessionStart.host(settings, new MigratableSimulation(game), CAPTURES_A_SECOND);
  }

  /**
   * Joins a session of a game with a simulation loop of its own (levels 1 and 2).
   *
   * @throws BatonException as {@link #join(String, SessionSettings, Simulation)}
   */
  public static Session<Void> join(String code, SessionSettings settings, Migratable game)
      throws BatonException {
    return SessionStart.join(code, settings, new MigratableSimulation(game));
  }
}
