package dev.baton.lobby;

import dev.baton.core.JoinCode;
import dev.baton.lobbycore.ConnectionId;
import dev.baton.lobbycore.LobbyInput;
import dev.baton.lobbycore.LobbyMachine;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyOutput;
import dev.baton.lobbycore.LobbyPorts;
import dev.baton.lobbycore.LobbyRefusal;
import dev.baton.lobbycore.LobbyRequest;
import dev.baton.lobbycore.Moment;
import dev.baton.lobbycore.SessionStatus;
import dev.baton.wire.Decoded;
import dev.baton.wire.LobbyWire;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects the lines to the machine: one input at a time, on the thread that brings it.
 *
 * <p>The thread that sees a connection end is the one that tells the others, without a queue or
 * another thread between: that is the fastest way to spread the news of a death. What the machine
 * does takes microseconds, so that waiting for one's turn takes no longer than waiting in a queue
 * would, and the network's own buffers are the bound on what waits.
 *
 * <p>Safe for any thread.
 */
final class Switchboard {

  private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);
  private static final int CLOSING_RETRY_MS = 5_000;

  private final LobbyConfig config;
  private final LobbyClock clock;
  private final LobbyMachine machine;
  private final SplittableRandom conditionsRandom;
  private final ReentrantLock turn = new ReentrantLock();
  private final ArrayDeque<LobbyInput> inputs = new ArrayDeque<>();
  private final Map<ConnectionId, Line> lines = new LinkedHashMap<>();
  private final SecureRandom chance = new SecureRandom();
  private boolean handling;
  private boolean shut;
  private long connections;
  private @Nullable LobbyNotice encodedLast;
  private ByteBuffer frameLast = ByteBuffer.allocate(0);

  Switchboard(LobbyConfig config, LobbyClock clock) {
    this.config = config;
    this.clock = clock;
    this.conditionsRandom = new SplittableRandom(config.conditions().seed());
    LobbyPorts ports = new LobbyPorts(config.key(), LobbyKey::verify, chance::nextLong);
    this.machine = new LobbyMachine(config.limits(), config.timing(), ports, System.nanoTime());
    clock.every(config.timing().sweepNs(), () -> take(new LobbyInput.SweepDue()));
  }

  /** A WebSocket was opened. */
  Line opened(Session session) {
    turn.lock();
    try {
      Line line = new Line(new ConnectionId(++connections), session, heldBack(), heldBack());
      if (shut) {
        line.disconnect();
        return line;
      }
      lines.put(line.id(), line);
      line.arrived(() -> take(new LobbyInput.Opened(line.id(), addressOf(session))));
      return line;
    } finally {
      turn.unlock();
    }
  }

  /** A binary frame came; its bytes are read before this returns. */
  void received(Line line, ByteBuffer frame) {
    LobbyInput input =
        switch (LobbyWire.decodeRequest(frame)) {
          case Decoded.Ok<LobbyRequest>(LobbyRequest request) ->
              new LobbyInput.Received(line.id(), request);
          case Decoded.Malformed<LobbyRequest>(String reason) ->
              new LobbyInput.Garbled(line.id(), reason);
        };
    line.arrived(() -> take(input));
  }

  /** A frame came that is not binary. */
  void receivedText(Line line) {
    line.arrived(() -> take(new LobbyInput.Garbled(line.id(), "a text frame")));
  }

  /** A connection ended, for whatever reason. */
  void ended(Line line) {
    line.arrived(() -> take(new LobbyInput.Ended(line.id())));
  }

  /** Looks at the machine while nothing changes. */
  <T> T read(Function<LobbyMachine, T> question) {
    turn.lock();
    try {
      return question.apply(machine);
    } finally {
      turn.unlock();
    }
  }

  Optional<SessionStatus> status(JoinCode code) {
    return read(it -> it.status(code));
  }

  /** From now on nothing is taken or sent; peers are told so and disconnected by the rules. */
  void close() {
    LobbyNotice closing = new LobbyNotice.LobbyRefused(0, LobbyRefusal.CLOSING, CLOSING_RETRY_MS);
    for (Line line : shut()) {
      line.send(LobbyWire.encode(closing));
      line.close(StatusCode.SHUTDOWN, "closing");
    }
  }

  /** From now on nothing is taken or sent, and all connections break, as if by a kill. */
  void kill() {
    shut().forEach(Line::disconnect);
  }

  private List<Line> shut() {
    turn.lock();
    try {
      shut = true;
      List<Line> open = List.copyOf(lines.values());
      lines.clear();
      return open;
    } finally {
      turn.unlock();
    }
  }

  /** Inputs that come up while outputs are carried out wait until those are all out. */
  private void take(LobbyInput input) {
    turn.lock();
    try {
      if (shut) {
        return;
      }
      inputs.add(input);
      if (handling) {
        return;
      }
      handling = true;
      try {
        handleAll();
      } finally {
        handling = false;
      }
    } finally {
      turn.unlock();
    }
  }

  private void handleAll() {
    for (LobbyInput next = inputs.poll(); next != null; next = inputs.poll()) {
      if (next instanceof LobbyInput.Ended ended) {
        lines.remove(ended.connection());
      }
      Moment at = new Moment(System.nanoTime(), System.currentTimeMillis());
      machine.handle(at, next).forEach(this::carryOut);
    }
  }

  private void carryOut(LobbyOutput output) {
    switch (output) {
      case LobbyOutput.Send send -> {
        Line line = lines.get(send.to());
        if (line != null) {
          line.send(encoded(send.notice()));
        }
      }
      case LobbyOutput.Close close -> {
        Line line = lines.remove(close.connection());
        if (line != null) {
          line.close();
        }
      }
      case LobbyOutput.SetTimer timer -> setTimer(timer);
      case LobbyOutput.Ignore ignore -> LOG.debug("ignored: {}", ignore.reason());
    }
  }

  /** The frame of a notice; the same notice often goes to many in a row. */
  private ByteBuffer encoded(LobbyNotice notice) {
    if (notice != encodedLast) {
      frameLast = LobbyWire.encode(notice);
      encodedLast = notice;
    }
    return frameLast.duplicate();
  }

  private void setTimer(LobbyOutput.SetTimer timer) {
    LobbyInput fired = new LobbyInput.TimerFired(timer.session(), timer.nonce());
    clock.after(timer.atNs() - System.nanoTime(), () -> take(fired));
  }

  private HeldBack heldBack() {
    return new HeldBack(config.conditions(), clock, conditionsRandom.split());
  }

  private static String addressOf(Session session) {
    return session.getRemoteSocketAddress() instanceof InetSocketAddress remote
            && remote.getAddress() != null
        ? remote.getAddress().getHostAddress()
        : "0.0.0.0";
  }
}
