package dev.baton.simulator;

import dev.baton.core.Epoch;
import dev.baton.core.PeerKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** In each epoch at most one peer becomes host, and the lobby names no other. */
final class OneHost implements Checker {

  private final Map<Epoch, Integer> processes = new TreeMap<>();
  private final Map<Epoch, PeerKey> keys = new TreeMap<>();
  private final Map<Integer, PeerKey> keyOf = new LinkedHashMap<>();

  @Override
  public String property() {
    return "one host an epoch";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    return switch (sighting.what()) {
      case What.Began began -> {
        keyOf.put(sighting.process(), began.key());
        yield null;
      }
      case What.Hosting hosting -> hosting(sighting.process(), hosting.epoch());
      case What.LobbyNamed named -> named(named.epoch(), named.host());
      default -> null;
    };
  }

  private @Nullable String hosting(int process, Epoch epoch) {
    Integer before = processes.putIfAbsent(epoch, process);
    if (before != null && before != process) {
      return "processes " + before + " and " + process + " are both host in " + epoch;
    }
    PeerKey key = keyOf.get(process);
    return key == null ? null : named(epoch, key);
  }

  private @Nullable String named(Epoch epoch, PeerKey key) {
    PeerKey before = keys.putIfAbsent(epoch, key);
    return before == null || before.equals(key)
        ? null
        : "two hosts are named for " + epoch + ": " + before.shortText() + ", " + key.shortText();
  }
}
