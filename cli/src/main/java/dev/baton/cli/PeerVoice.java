package dev.baton.cli;

import dev.baton.client.HostChange;
import dev.baton.client.InputLoss;
import dev.baton.client.SessionListener;
import dev.baton.core.EndReason;
import dev.baton.core.LeaveReason;
import dev.baton.core.NoMajorityPolicy;
import dev.baton.core.PeerId;
import dev.baton.core.Tick;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Tells what happens in a peer's session, one line for each event: for people, or as JSON. */
final class PeerVoice implements SessionListener {

  private final boolean json;
  private final PrintWriter out;
  private Optional<EndReason> end = Optional.empty();

  PeerVoice(boolean json, PrintWriter out) {
    this.json = json;
    this.out = out;
  }

  void say(JsonText event, String text) {
    out.println(json ? event.line() : text);
    out.flush();
  }

  /** Why the session ended, once it has. */
  Optional<EndReason> end() {
    return end;
  }

  @Override
  public void onPeerJoined(PeerId peer, String name) {
    say(
        JsonText.of("joined").put("peer", peer.value()).put("name", name),
        "%s (%s) is in the session".formatted(peer, name));
  }

  @Override
  public void onPeerLeft(PeerId peer, LeaveReason reason) {
    say(
        JsonText.of("left").put("peer", peer.value()).put("reason", word(reason)),
        "%s is gone: %s".formatted(peer, word(reason)));
  }

  @Override
  public void onHostChanged(HostChange change) {
    say(
        JsonText.of("host")
            .put("epoch", change.epoch().value())
            .put("host", change.host().value())
            .put("isSelf", change.isSelf()),
        "%s: %s is host%s"
            .formatted(change.epoch(), change.host(), change.isSelf() ? ", this one" : ""));
  }

  @Override
  public void onRewind(Tick from, Tick to) {
    say(
        JsonText.of("rewind").put("from", from.value()).put("to", to.value()),
        "%s was shown, and only %s survived".formatted(from, to));
  }

  @Override
  public void onInputLost(long sequence, InputLoss reason) {
    say(
        JsonText.of("inputLost").put("seq", sequence).put("reason", word(reason)),
        "input %d is lost: %s".formatted(sequence, word(reason)));
  }

  @Override
  public void onIsolated(boolean isolated) {
    say(
        JsonText.of("isolated").put("on", isolated),
        isolated ? "this host hears no majority" : "this host hears a majority again");
  }

  @Override
  public void onNoMajority(NoMajorityPolicy policy, Duration limit) {
    say(
        JsonText.of("noMajority").put("policy", word(policy)).put("limitMs", limit.toMillis()),
        "no majority: %s for %d s".formatted(word(policy), limit.toSeconds()));
  }

  @Override
  public void onEnded(EndReason reason) {
    end = Optional.of(reason);
    say(
        JsonText.of("ended").put("reason", word(reason)).put("advice", reason.advice()),
        "the session ended here: %s (%s)".formatted(word(reason), reason.advice()));
  }

  /** A constant's name as plain words. */
  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
