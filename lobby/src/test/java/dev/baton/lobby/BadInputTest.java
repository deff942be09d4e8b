package dev.baton.lobby;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.JoinCode;
import dev.baton.lobbycore.LobbyLimits;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRefusal;
import dev.baton.lobbycore.LobbyRequest;
import dev.baton.transport.Identity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lobby over real sockets, with callers that keep to no rule: docs/lobby.md, limits. */
@Timeout(60)
class BadInputTest {

  private static final JoinCode NOWHERE = new JoinCode("AAAAAA");

  private final LobbyServer server;
  private final RawSocket caller;

  BadInputTest() throws Exception {
    server = LobbyServer.start(LobbyConfig.loopback());
    caller = new RawSocket(server.uri());
  }

  @BeforeEach
  void identify() throws Exception {
    caller.upgrade();
    caller.identify(Identity.create());
  }

  @AfterEach
  void theLobbyStillServesOthers() throws Exception {
    try (Peer anna = Peer.enter(server.uri())) {
      assertThat(anna.create().code()).isNotNull();
    }
    caller.close();
    server.close();
  }

  @Test
  void garbageIsRefusedAndTheConnectionGoesOn() throws Exception {
    byte[] garbage = new byte[200];
    new SplittableRandom(1).nextBytes(garbage);

    caller.send(RawSocket.BINARY, garbage);

    assertThat(refusal()).isEqualTo(LobbyRefusal.MALFORMED);
    caller.send(new LobbyRequest.JoinSession(1, NOWHERE));
    assertThat(refusal()).isEqualTo(LobbyRefusal.UNKNOWN_CODE);
  }

  @Test
  void anEmptyFrameIsRefused() throws Exception {
    caller.send(RawSocket.BINARY, new byte[0]);

    assertThat(refusal()).isEqualTo(LobbyRefusal.MALFORMED);
  }

  @Test
  void aTextFrameIsRefused() throws Exception {
    caller.send(RawSocket.TEXT, "x".getBytes(StandardCharsets.US_ASCII));

    assertThat(refusal()).isEqualTo(LobbyRefusal.MALFORMED);
  }

  @Test
  void aFrameThatIsTooLargeEndsTheConnection() throws Exception {
    caller.send(RawSocket.BINARY, new byte[LobbyRequest.FRAME_BYTES_MAX + 1]);

    assertThat(caller.nextClose()).isEqualTo(1009);
  }

  @Test
  void whatIsNoWebSocketFrameEndsTheConnection() throws Exception {
    byte[] noise = new byte[64];
    Arrays.fill(noise, (byte) 0x7F);

    caller.sendBytes(noise);

    assertThat(caller.nextClose()).isEqualTo(1002);
  }

  @Test
  void whoSendsTooMuchIsRefusedThenClosed() throws Exception {
    LobbyLimits few = new LobbyLimits(8, 8, 8, 8, 1, 10, 10, 8);
    try (LobbyServer strict = LobbyServer.start(LobbyConfig.loopback().with(few));
        RawSocket chatty = new RawSocket(strict.uri())) {
      chatty.upgrade();
      chatty.identify(Identity.create());
      chatty.sendTogether(
          IntStream.rangeClosed(1, 100)
              .mapToObj(request -> new LobbyRequest.JoinSession(request, NOWHERE))
              .toList());

      LobbyNotice.LobbyRefused last = (LobbyNotice.LobbyRefused) chatty.next();
      while (last.reason() == LobbyRefusal.UNKNOWN_CODE) {
        last = (LobbyNotice.LobbyRefused) chatty.next();
      }
      assertThat(last.reason()).isEqualTo(LobbyRefusal.TOO_MANY_REQUESTS);
      assertThat(last.request()).isLessThan(100);
      assertThat(chatty.nextClose()).isEqualTo(1008);
    }
  }

  @Test
  void aConnectionThatNeverBecomesAWebSocketHarmsNobody() throws Exception {
    try (RawSocket mute = new RawSocket(server.uri());
        RawSocket noisy = new RawSocket(server.uri())) {
      mute.sendBytes(new byte[0]);
      noisy.sendBytes("NONSENSE\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThat(noisy.ended()).isTrue();
    }
  }

  private LobbyRefusal refusal() throws Exception {
    return ((LobbyNotice.LobbyRefused) caller.next()).reason();
  }
}
