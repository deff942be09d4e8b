package dev.baton.lobbycore;

import dev.baton.core.PeerKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All open connections; of those that proved the same key, only the latest. */
final class Callers {

  private final Map<ConnectionId, Caller> byId = new TreeMap<>();
  private final Map<PeerKey, Caller> byKey = new LinkedHashMap<>();
  private long listeningSinceNs;

  Callers(long startedNs) {
    listeningSinceNs = startedNs;
  }

  int size() {
    return byId.size();
  }

  void add(Caller caller) {
    byId.put(caller.id(), caller);
  }

  Optional<Caller> find(ConnectionId id) {
    return Optional.ofNullable(byId.get(id));
  }

  Optional<Caller> find(PeerKey key) {
    return Optional.ofNullable(byKey.get(key));
  }

  void proved(Caller caller) {
    caller.proven().ifPresent(proven -> byKey.put(proven.key(), caller));
  }

  void remove(Caller caller) {
    byId.remove(caller.id());
    caller.proven().ifPresent(proven -> byKey.remove(proven.key(), caller));
  }

  /** For how long whoever called would have been heard: since the start, or the last stop. */
  long listenedNs(long nowNs) {
    return nowNs - listeningSinceNs;
  }

  /** The lobby was stopped until now: nobody's silence before counts. */
  void excuse(long nowNs) {
    listeningSinceNs = nowNs;
    byId.values().forEach(caller -> caller.excuse(nowNs));
  }

  /** A copy, oldest first, so that the callers can be removed meanwhile. */
  List<Caller> all() {
    return new ArrayList<>(byId.values());
  }
}
