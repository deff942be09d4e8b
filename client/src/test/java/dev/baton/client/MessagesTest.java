package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Bytes;
import dev.baton.core.PeerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Levels 1 and 2: games with a loop of their own, played on one thread here. */
@Timeout(120)
class MessagesTest {

  private final List<Player> players = new ArrayList<>();

  private static final class Player implements Migratable, SessionListener {
    final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    final Session<Void> session;
    String world = "";
    int applied;

    Player(String code) throws BatonException {
      SessionSettings settings =
          SessionSettings.builder().bindAddress("127.0.0.1").rateHz(20).build();
      session = code.isEmpty() ? Baton.host(settings, this) : Baton.join(code, settings, this);
      session.addListener(this);
    }

    static Player of(String code) {
      try {
        return new Player(code);
      } catch (BatonException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void capture(ByteBuffer out) {
      out.put(world.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void apply(ByteBuffer in) {
      world = StandardCharsets.UTF_8.decode(in).toString();
      applied++;
    }

    @Override
    public void onMessage(PeerId from, Bytes message) {
      heard.add(from.value() + ":" + message);
    }
  }

  @AfterEach
  void closeAll() {
    players.forEach(player -> player.session.close());
  }

  private Player player() {
    String code = players.isEmpty() ? "" : players.getFirst().session.invitation().text();
    CompletableFuture<Player> joining = CompletableFuture.supplyAsync(() -> Player.of(code));
    playUntil("joined", joining::isDone);
    Player player = joining.join();
    players.add(player);
    return player;
  }

  private void playUntil(String what, BooleanSupplier condition) {
    long deadlineNs = System.nanoTime() + TestPeer.LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadlineNs);
      players.forEach(player -> player.session.update(Duration.ofMillis(1)));
    }
  }

  @Test
  void theLastCaptureIsAppliedByTheNextHostAndMessagesForTheHostFollow() {
    Player host = player();
    Player guest = player();
    Player other = player();
    host.world = "the world";
    playUntil(
        "standbys", () -> other.session.peers().stream().filter(Peer::isStandby).count() == 2);
    int ticks = 20;
    long from = host.session.tick().value();
    playUntil("captures", () -> host.session.tick().value() > from + ticks);

    guest.session.sendToHost(Bytes.of((byte) 1));
    guest.session.sendToHost(Bytes.of((byte) 2));
    playUntil("two messages", () -> host.heard.size() == 2);
    assertThat(host.heard).containsExactly("2:01", "2:02");

    players.remove(host);
    ((LiveSession<Void>) host.session).die();
    other.session.sendToHost(Bytes.of((byte) 3));
    playUntil("a new host", () -> other.session.epoch().value() == 2);
    Player next = guest.session.isHost() ? guest : other;
    playUntil("the capture", () -> next.applied == 1);
    assertThat(next.world).isEqualTo("the world");
    playUntil("the message", () -> next.heard.contains("3:03"));

    guest.session.broadcast(Bytes.of((byte) 4));
    playUntil("the broadcast", () -> other.heard.contains("2:04"));
    other.session.send(guest.session.self(), Bytes.of((byte) 5));
    playUntil("the message", () -> guest.heard.contains("3:05"));
  }
}
