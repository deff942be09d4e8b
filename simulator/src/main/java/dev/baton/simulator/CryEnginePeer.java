package dev.baton.simulator;

import dev.baton.core.EndReason;
import dev.baton.core.StateId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A peer by the rules of CRYENGINE 5's host migration, as its public documentation describes them.
 *
 * <p>Modelled: peers are connected with the host alone, and either side gives up after 10 s of
 * silence. The host tells everybody the order of the possible hosts; with equal hints that is the
 * order of their numbers, without those whose game says that they cannot be host. After a loss the
 * first of the order goes through the engine's five stages, one frame each, and tells the others;
 * they reconnect, and 3 s after the last of them has, play goes on. Who has not confirmed 3 s
 * before the end of 30 s is pruned; a migration that is not done after 30 s ends the session for
 * whoever still waits. An announcement to somebody who has not noticed the loss yet gets lost; a
 * candidate that stays silent is waited for until the 30 s are over. A host that quits tells
 * everybody at once.
 *
 * <p>Not modelled: the state of the game beyond the picture, which counts as complete at every
 * peer; loading times; the measuring of hints; lobby migration before play.
 */
final class CryEnginePeer extends BaselinePeer {

  private static final long MS = 1_000_000;
  private static final long SILENCE_NS = 10_000 * MS;
  private static final long LIMIT_NS = 30_000 * MS;
  private static final long PRUNE_NS = LIMIT_NS - 3_000 * MS;
  private static final long RESUME_PAUSE_NS = 3_000 * MS;
  private static final long LOOK_NS = 100 * MS;
  private static final int FRAMES_TO_PROMOTE = 5;

  private List<Integer> order = new ArrayList<>();
  private List<Integer> members = List.of();
  private final TreeSet<Integer> clients = new TreeSet<>();
  private final TreeSet<Integer> unconfirmed = new TreeSet<>();
  private final Map<Integer, Long> heardNs = new LinkedHashMap<>();
  private boolean migrating;
  private boolean promoted;

  /** Whether a new host has announced itself. */
  private boolean found;

  private long beganNs;
  private int migrations;

  CryEnginePeer(BaselineWorld world, BaselinePlayer player, int number) {
    super(world, player, number);
  }

  @Override
  void create() {
    becomeHost(StateId.NONE, 0);
    begin();
  }

  private void begin() {
    look();
    speak();
  }

  @Override
  void joinAsked(BaselinePeer joiner) {
    if (!migrating) {
      clients.add(joiner.self());
      heard(joiner.self());
      tellOrder();
    }
  }

  @Override
  List<Integer> followers() {
    return List.copyOf(clients);
  }

  @Override
  List<Integer> successors() {
    return order;
  }

  private void tellOrder() {
    if (!isHosting()) {
      return;
    }
    List<Integer> fit = new ArrayList<>();
    for (int client : clients) {
      if (world().players().get(client - 1).isFit()) {
        fit.add(client);
      }
    }
    order = fit;
    List<Integer> all = List.copyOf(clients);
    for (int client : clients) {
      tell(client, there -> there.orderArrived(self(), fit, all));
    }
  }

  /** The host says who comes after it; a new one says thereby that the migration is done. */
  private void orderArrived(int from, List<Integer> newOrder, List<Integer> newMembers) {
    if (!isSeated()) {
      follow(from);
      begin();
    }
    if (from == hostPlayer() && !isHosting() && (!migrating || found)) {
      order = newOrder;
      members = newMembers;
      migrating = false;
      found = false;
      heard(from);
    }
  }

  @Override
  void remove(int other) {
    clients.remove(other);
    unconfirmed.remove(other);
    tellOrder();
  }

  // Noticing a loss.

  @Override
  void heard(int from) {
    heardNs.put(from, nowNs());
  }

  private boolean isSilent(int other) {
    return nowNs() - heardNs.computeIfAbsent(other, it -> nowNs()) > SILENCE_NS;
  }

  private void speak() {
    if (hostPlayer() == self()) {
      clients.forEach(client -> datagramTo(client, there -> there.heard(self())));
    } else {
      datagramTo(hostPlayer(), there -> there.spokenTo(self()));
    }
    after(world().setup().inputGapMs() * MS, this::speak);
  }

  private void spokenTo(int client) {
    if (clients.contains(client)) {
      heard(client);
    } else {
      tell(client, there -> there.refused(self()));
    }
  }

  /** Whom this peer takes for its host knows it no longer. */
  private void refused(int from) {
    if (from == hostPlayer() && !isHosting() && !migrating) {
      end(EndReason.HOST_LOST);
    }
  }

  private void look() {
    if (isHosting() && !migrating) {
      for (int client : List.copyOf(clients)) {
        if (isSilent(client)) {
          remove(client);
        }
      }
      noteFitness();
    } else if (hostPlayer() != self() && isSilent(hostPlayer()) && !waits()) {
      migrate();
    }
    after(LOOK_NS, this::look);
  }

  private void noteFitness() {
    boolean same = true;
    for (int client : clients) {
      same &= order.contains(client) == world().players().get(client - 1).isFit();
    }
    if (!same) {
      tellOrder();
    }
  }

  /** Whether it waits for a new host already, without having found one. */
  private boolean waits() {
    return migrating && !found;
  }

  // Migrating.

  /** The host is lost; a migration that was under way goes on, in the time that it has left. */
  private void migrate() {
    if (!migrating) {
      beganNs = nowNs();
      int migration = ++migrations;
      after(LIMIT_NS, () -> tookTooLong(migration));
    }
    migrating = true;
    found = false;
    order = new ArrayList<>(order);
    order.remove((Integer) hostPlayer());
    if (order.isEmpty()) {
      end(EndReason.HOST_LOST);
    } else if (order.getFirst() == self()) {
      follow(self());
      after(FRAMES_TO_PROMOTE * world().tickNs(), this::promote);
    } else {
      follow(order.getFirst());
      heard(hostPlayer());
    }
  }

  private void tookTooLong(int migration) {
    if (migrating && !promoted && migration == migrations) {
      end(EndReason.MIGRATION_TIMEOUT);
    }
  }

  private void promote() {
    promoted = true;
    clients.clear();
    unconfirmed.clear();
    members.stream().filter(other -> other != self()).forEach(unconfirmed::add);
    unconfirmed.forEach(other -> tell(other, there -> there.announced(self())));
    int migration = migrations;
    after(beganNs + PRUNE_NS - nowNs(), () -> prune(migration));
    checkComplete();
  }

  private void announced(int newHost) {
    if (migrating && !promoted) {
      found = true;
      follow(newHost);
      heard(newHost);
      tell(newHost, there -> there.confirmed(self()));
    }
  }

  private void confirmed(int client) {
    if (promoted) {
      clients.add(client);
      heard(client);
      unconfirmed.remove(client);
      checkComplete();
    }
  }

  private void prune(int migration) {
    if (promoted && migration == migrations) {
      unconfirmed.clear();
      checkComplete();
    }
  }

  private void checkComplete() {
    if (promoted && unconfirmed.isEmpty()) {
      promoted = false;
      migrating = false;
      becomeHost(shown(), RESUME_PAUSE_NS);
      tellOrder();
    }
  }

  @Override
  void sayGoodbye() {
    if (isHosting()) {
      clients.forEach(client -> tell(client, there -> there.hostQuit(self())));
    } else {
      tell(hostPlayer(), there -> there.clientQuit(self()));
    }
  }

  private void hostQuit(int from) {
    if (from == hostPlayer() && !isHosting() && !waits()) {
      migrate();
    }
  }

  private void clientQuit(int client) {
    if (isHosting()) {
      remove(client);
    }
  }

  private void tell(int to, Consumer<CryEnginePeer> what) {
    send(to, there -> what.accept((CryEnginePeer) there));
  }

  private void datagramTo(int to, Consumer<CryEnginePeer> what) {
    datagram(to, there -> what.accept((CryEnginePeer) there));
  }
}
