package dev.baton.simulator;

import dev.baton.core.EndReason;
import dev.baton.core.StateId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A peer by the rules of Unity's Netcode for Entities with its Lobby and Relay services, as their
 * public documentation describes them.
 *
 * <p>Modelled: peers are connected with the host alone; its transport gives a connection up after
 * 30 s of silence. The host gathers its state every 2 s and uploads the last one to the lobby every
 * 5 s. Everybody tells the lobby each second that it is there. Whom the lobby names when the host
 * is gone downloads the state, starts a server, and becomes host; then the lobby tells the others,
 * who connect anew. The start takes 3 to 7 s by chance, which is what a polite leave is known to
 * take in all. A host that learns that another one was named becomes one of its peers.
 *
 * <p>Not modelled, to its favour: uploads that end for good after one failure, a good state
 * overwritten by an empty one, a download that fails, the size of the state. Without a lobby nobody
 * is named, and a lost host ends the session.
 */
final class UnityPeer extends BaselinePeer {

  private static final long MS = 1_000_000;
  private static final long SILENCE_NS = 30_000 * MS;
  private static final long LOOK_NS = 1_000 * MS;
  private static final long GATHER_NS = 2_000 * MS;
  private static final long UPLOAD_NS = 5_000 * MS;
  private static final long START_MIN_NS = 3_000 * MS;
  private static final long START_SPREAD_NS = 4_000 * MS;

  private final UnityLobbyModel lobby;
  private final TreeSet<Integer> clients = new TreeSet<>();
  private final Map<Integer, Long> heardNs = new LinkedHashMap<>();
  private StateId gathered = StateId.NONE;
  private boolean starting;

  UnityPeer(BaselineWorld world, UnityLobbyModel lobby, BaselinePlayer player, int number) {
    super(world, player, number);
    this.lobby = lobby;
  }

  @Override
  void create() {
    lobby.created(self());
    becomeHost(StateId.NONE, 0);
    begin();
  }

  private void begin() {
    look();
    speak();
    gather();
    upload();
  }

  @Override
  void joinAsked(BaselinePeer joiner) {
    clients.add(joiner.self());
    heard(joiner.self());
    tell(joiner.self(), there -> there.connected(self()));
  }

  private void connected(int from) {
    boolean isNew = !isSeated();
    if (isNew || (!isHosting() && !starting && from == hostPlayer())) {
      follow(from);
      heard(from);
    }
    if (isNew) {
      begin();
    }
  }

  @Override
  List<Integer> followers() {
    return List.copyOf(clients);
  }

  @Override
  List<Integer> successors() {
    return List.copyOf(clients);
  }

  @Override
  void remove(int other) {
    clients.remove(other);
    lobby.request(this, () -> lobby.left(other));
  }

  @Override
  void heard(int from) {
    heardNs.put(from, nowNs());
  }

  private boolean isSilent(int other) {
    return nowNs() - heardNs.computeIfAbsent(other, it -> nowNs()) > SILENCE_NS;
  }

  private void speak() {
    if (!isHosting()) {
      datagram(hostPlayer(), there -> there.heard(self()));
    }
    after(world().setup().inputGapMs() * MS, this::speak);
  }

  private void look() {
    lobby.request(this, () -> lobby.beat(self()));
    if (isHosting()) {
      clients.removeIf(this::isSilent);
    } else if (isSilent(hostPlayer()) && !starting) {
      if (lobby.exists()) {
        connect();
      } else {
        end(EndReason.HOST_LOST);
      }
    }
    after(LOOK_NS, this::look);
  }

  private void connect() {
    tell(hostPlayer(), there -> there.connectAsked(this));
  }

  private void connectAsked(UnityPeer peer) {
    if (isHosting()) {
      joinAsked(peer);
    }
  }

  // The state in the lobby.

  private void gather() {
    if (isHosting()) {
      gathered = shown();
    }
    after(GATHER_NS, this::gather);
  }

  private void upload() {
    if (isHosting() && lobby.exists()) {
      StateId state = gathered;
      lobby.request(this, () -> lobby.store(self(), state));
    }
    after(UPLOAD_NS, this::upload);
  }

  // A new host.

  /** The lobby named a host. */
  void hostNamed(int chosen) {
    if (!isSeated()) {
      return;
    }
    starting = chosen == self() && !isHosting();
    if (chosen != self()) {
      clients.clear();
      stopHosting();
      follow(chosen);
      heard(chosen);
    } else if (starting) {
      follow(self());
      lobby.request(this, () -> download(lobby.stored()));
    }
  }

  private void download(StateId state) {
    lobby.answer(this, there -> there.downloaded(state));
  }

  private void downloaded(StateId state) {
    after(START_MIN_NS + world().chance().below(START_SPREAD_NS), () -> started(state));
  }

  private void started(StateId state) {
    if (starting) {
      starting = false;
      clients.clear();
      gathered = state;
      becomeHost(state, 0);
      lobby.request(this, () -> lobby.ready(self()));
    }
  }

  /** The host that the lobby named can be reached. */
  void hostReady(int chosen) {
    if (isSeated() && chosen != self()) {
      stopHosting();
      follow(chosen);
      heard(chosen);
      connect();
    }
  }

  @Override
  void sayGoodbye() {
    lobby.request(this, () -> lobby.left(self()));
    clients.forEach(client -> tell(client, there -> there.hostQuit(self())));
  }

  private void hostQuit(int from) {
    if (from == hostPlayer() && !lobby.exists()) {
      end(EndReason.HOST_LOST);
    }
  }

  private void tell(int to, Consumer<UnityPeer> what) {
    send(to, there -> what.accept((UnityPeer) there));
  }
}
