package dev.baton.demo;

import dev.baton.client.Baton;
import dev.baton.client.BatonException;
import dev.baton.client.Session;
import dev.baton.client.SessionSettings;
import java.time.Duration;

/**
 * One peer of the demo game without a window: the arena, the session that carries it, and a bot
 * that plays.
 *
 * <p>Confined to the thread that made it, but for those methods of the session that any thread may
 * call.
 */
public final class PeerGame implements AutoCloseable {

  private final Arena arena;
  private final Session<ArenaInput> session;
  private final Play play;
  private long nextInputNs = System.nanoTime();

  private PeerGame(Arena arena, Session<ArenaInput> session, Play play) {
    this.arena = arena;
    this.session = session;
    this.play = play;
  }

  /**
   * Creates a session of the demo game and hosts it.
   *
   * @throws BatonException as {@link Baton#host(SessionSettings, dev.baton.client.Simulation)}
   */
  public static PeerGame host(SessionSettings settings, Play play) throws BatonException {
    Arena arena = new Arena(play.seed());
    return new PeerGame(arena, Baton.host(settings, arena), play);
  }

  /**
   * Joins a session of the demo game.
   *
   * @param code the lobby's join code, or an invitation
   * @throws BatonException as {@link Baton#join(String, SessionSettings,
   *     dev.baton.client.Simulation)}
   */
  public static PeerGame join(String code, SessionSettings settings, Play play)
      throws BatonException {
    Arena arena = new Arena(play.seed());
    return new PeerGame(arena, Baton.join(code, settings, arena), play);
  }

  /** The session that carries the game. */
  public Session<ArenaInput> session() {
    return session;
  }

  /**
   * Plays: hands over the bot's input when its time has come, and does what is due in the session.
   *
   * @param maxWait how long to wait at most until something is due
   */
  public void step(Duration maxWait) {
    long nowNs = System.nanoTime();
    if (play.bot() && nowNs - nextInputNs >= 0) {
      submit(nowNs);
    }
    long untilInputNs = play.bot() ? nextInputNs - nowNs : Long.MAX_VALUE;
    long waitNs = Math.min(maxWait.toNanos(), untilInputNs);
    session.update(Duration.ofNanos(Math.max(0, waitNs)));
  }

  /** Inputs that a stopped process missed are not made up for. */
  private void submit(long nowNs) {
    if (session.isOpen()) {
      session.submit(new Bot(play.seed(), session.self()).next(arena.state()));
    }
    long inputNs = 1_000_000_000L / play.rateHz();
    boolean late = nowNs - nextInputNs > inputNs;
    nextInputNs = (late ? nowNs : nextInputNs) + inputNs;
  }

  /** The arena as this peer sees it, in text: see the legend of {@link ArenaPicture}. */
  public String picture() {
    return ArenaPicture.text(arena.state());
  }

  /** Leaves the session if that was not done, and frees its resources. */
  @Override
  public void close() {
    session.close();
  }

  /**
   * How a peer plays.
   *
   * @param seed of the bot and, on the peer that creates the session, of the arena
   * @param rateHz inputs a second, 1 to 240
   * @param bot whether a bot plays; otherwise the player stands still
   */
  public record Play(long seed, int rateHz, boolean bot) {

    /** Checks the range. */
    public Play {
      if (rateHz < 1 || rateHz > 240) {
        throw new IllegalArgumentException("Play rateHz must be 1 to 240: " + rateHz);
      }
    }
  }
}
