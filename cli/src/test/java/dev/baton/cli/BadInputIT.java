package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong from outside gets one line and its own exit code, and nothing hangs. */
@Tag("process")
@Timeout(150)
final class BadInputIT {

  private static final Duration LIMIT = Duration.ofSeconds(45);

  @TempDir private Path folder;

  @Test
  void anUnknownCodeIsRefusedAtOnce() throws IOException, InterruptedException {
    try (Program lobby = lobby()) {
      refused(ExitCode.UNKNOWN_CODE, "peer", "join", "ABCDEF", "--lobby", uri(lobby));
    }
  }

  @Test
  void aLobbyThatIsNotThereIsNamed() throws IOException, InterruptedException {
    Program peer = refused(ExitCode.LOBBY_UNREACHABLE, "peer", "host", "--lobby", nowhere());

    assertThat(peer.said()).contains("check the lobby's address");
  }

  @Test
  void aLobbyThatAcceptsAndSaysNothingIsGivenUp() throws IOException, InterruptedException {
    try (ServerSocket mute = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      String uri = "http://127.0.0.1:" + mute.getLocalPort();
      refused(ExitCode.LOBBY_UNREACHABLE, "peer", "host", "--lobby", uri);
    }
  }

  @Test
  void aPortInUseIsNamed() throws IOException, InterruptedException {
    try (DatagramSocket taken =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ServerSocket lobbys = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Program peer =
          refused(ExitCode.PORT_IN_USE, onPort("peer host --no-lobby", taken.getLocalPort()));
      Program lobby = refused(ExitCode.PORT_IN_USE, onPort("lobby", lobbys.getLocalPort()));

      assertThat(peer.said()).contains("" + taken.getLocalPort());
      assertThat(lobby.said()).contains("" + lobbys.getLocalPort());
    }
  }

  @Test
  void aRecorderThatExistsIsNotWrittenOver() throws IOException, InterruptedException {
    Path record = Files.writeString(folder.resolve("peer.jsonl"), "mine\n");

    refused(ExitCode.UNWRITABLE, "peer", "host", "--no-lobby", "--record", record.toString());

    assertThat(record).hasContent("mine");
  }

  @Test
  void aKeyFileWithoutAKeyIsNamed() throws IOException, InterruptedException {
    Path key = Files.writeString(folder.resolve("key"), "no key");

    refused(ExitCode.BAD_IDENTITY, "peer", "host", "--no-lobby", "--key", key.toString());
  }

  @Test
  void garbageOnThePortOfARunningPeerDisturbsNothing() throws IOException, InterruptedException {
    try (Program host =
            Program.start("peer", "host", "--no-lobby", "--bind", "127.0.0.1", "--control");
        DatagramSocket stranger = new DatagramSocket()) {
      String invitation = invitation(host.awaitLine("baton:", LIMIT));
      throwGarbage(stranger, Integer.parseInt(invitation.split("[:/]", -1)[2]));
      try (Program guest =
          Program.start("peer", "join", invitation, "--bind", "127.0.0.1", "--control")) {
        guest.awaitLine("is in the session", LIMIT);
        host.tell("status");
        host.awaitLine("2 peers", LIMIT);
        host.tell("terminate");

        assertThat(host.awaitExit(LIMIT)).as(host.said()).isZero();
        assertThat(guest.awaitExit(LIMIT)).as(guest.said()).isZero();
      }
    }
  }

  @Test
  void aPeerDoesNotOutliveWhoeverControlsIt() throws IOException, InterruptedException {
    try (Program host = Program.start("peer", "host", "--no-lobby", "--control")) {
      host.awaitLine("baton:", LIMIT);
      host.closeInput();

      assertThat(host.awaitExit(LIMIT)).as(host.said()).isZero();
    }
  }

  @Test
  void aPeerThatIsAskedToEndLeavesFirst() throws IOException, InterruptedException {
    try (Program host = Program.start("peer", "host", "--no-lobby")) {
      host.awaitLine("baton:", LIMIT);
      host.handle().destroy();

      assertThat(host.awaitExit(LIMIT)).isEqualTo(143);
      assertThat(host.said()).contains("the session ended here: left");
    }
  }

  private static Program lobby() throws IOException {
    return Program.start("lobby", "--bind", "127.0.0.1", "--port", "0");
  }

  private static String uri(Program lobby) throws InterruptedException {
    String line = lobby.awaitLine("http://", LIMIT);
    return line.substring(line.indexOf("http://")).split("\\s", -1)[0];
  }

  private static String invitation(String line) {
    return line.substring(line.indexOf("baton:")).split("\\s", -1)[0];
  }

  /** An address where nobody listens: that of a socket which was just closed. */
  private static String nowhere() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + closed.getLocalPort();
    }
  }

  private static String[] onPort(String command, int port) {
    return (command + " --bind 127.0.0.1 --port " + port).split(" ", -1);
  }

  private static void throwGarbage(DatagramSocket stranger, int port) throws IOException {
    Random chance = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      byte[] garbage = new byte[chance.nextInt(1_400)];
      chance.nextBytes(garbage);
      InetAddress address = InetAddress.getLoopbackAddress();
      stranger.send(new DatagramPacket(garbage, garbage.length, address, port));
    }
  }

  private static Program refused(ExitCode code, String... arguments)
      throws IOException, InterruptedException {
    Program program = Program.run(LIMIT, arguments);
    assertThat(program.exitCode()).as(program.said()).isEqualTo(code.number());
    assertThat(program.said().lines()).hasSize(1);
    return program;
  }
}
