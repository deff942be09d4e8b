package dev.baton.client;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Players push one counter up to 500 together, whoever of them is host. */
public final class TinyGame {
  record Push(int amount) {}

  public static void main(String... args) throws BatonException {
    AtomicLong total = new AtomicLong();
    Simulation<Push> game =
        Simulation.of(
            Push.class,
            tick -> tick.inputs().forEach(push -> total.addAndGet(push.input().amount())),
            out -> out.putLong(total.get()),
            in -> total.set(in.getLong()));
    SessionSettings settings = SessionSettings.of("ann", URI.create(args[0]));
    try (Session<Push> session =
        args.length > 1 ? Baton.join(args[1], settings, game) : Baton.host(settings, game)) {
      while (session.isOpen() && total.get() < 500) {
        session.update(Duration.ofMillis(16));
        if (session.peers().size() > 1) {
          session.submit(new Push(1));
        }
        System.out.println(session.joinCode().get() + ": " + session.host() + " says " + total);
      }
    }
  }
}
