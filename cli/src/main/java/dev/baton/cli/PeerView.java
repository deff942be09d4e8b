package dev.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a peer process last said of its session. Immutable.
 *
 * @param peer its number; 0 while it has none
 * @param code the session's join code; empty while unknown
 * @param epoch the epoch in force
 * @param host who is host
 * @param present who is in the session
 * @param tick the tick that it shows
 * @param advancedAtNs when a higher tick was told last, by this process's clock
 * @param end why the session ended for it; empty while it goes on
 */
record PeerView(
    int peer,
    String code,
    int epoch,
    int host,
    List<Integer> present,
    long tick,
    long advancedAtNs,
    String end) {

  static final PeerView NONE = new PeerView(0, "", 0, 0, List.of(), 0, 0, "");

  /** This view, changed by one line of the peer. */
  PeerView after(JsonNode line, long nowNs) {
    return switch (line.path("e").asText()) {
      case "open" -> opened(line);
      case "host" -> following(line, present);
      case "status" -> following(line, numbers(line.path("present"))).at(line, nowNs);
      case "ended" ->
          new PeerView(
              peer, code, epoch, host, present, tick, advancedAtNs, line.path("reason").asText());
      default -> this;
    };
  }

  private PeerView opened(JsonNode line) {
    return new PeerView(
            line.path("peer").asInt(),
            line.path("code").asText(),
            epoch,
            host,
            present,
            tick,
            advancedAtNs,
            end)
        .following(line, present);
  }

  private PeerView following(JsonNode line, List<Integer> others) {
    return new PeerView(
        peer,
        code,
        line.path("epoch").asInt(),
        line.path("host").asInt(),
        others,
        tick,
        advancedAtNs,
        end);
  }

  private PeerView at(JsonNode line, long nowNs) {
    long told = line.path("tick").asLong();
    boolean advanced = told > tick;
    return new PeerView(
        peer, code, epoch, host, present, told, advanced ? nowNs : advancedAtNs, end);
  }

  private static List<Integer> numbers(JsonNode array) {
    List<Integer> numbers = new ArrayList<>();
    array.forEach(element -> numbers.add(element.asInt()));
    return numbers;
  }
}
