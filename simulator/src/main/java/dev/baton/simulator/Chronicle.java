package dev.baton.simulator;

import dev.baton.core.Epoch;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Step;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRequest;
import dev.baton.simulator.Happening.Act;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes down what happens in a run as records, for pictures. Confined to one thread. */
final class Chronicle {

  /** What is written down at most: half an hour of many peers. */
  private static final int HAPPENINGS_MAX = 2_000_000;

  private final Agenda agenda;
  private final long startNs;
  private final Function<PeerKey, @Nullable Player> players;
  private final Wording wording = new Wording(this::name, this::name);
  private final List<Happening> happenings = new ArrayList<>();
  private final Map<PeerId, Integer> playerOf = new LinkedHashMap<>();
  private final Map<Integer, Picture> pictures = new LinkedHashMap<>();
  private final BitSet heard = new BitSet();
  private int messages;

  /** What a process was shown last. */
  private record Picture(long atNs, Epoch epoch) {}

  Chronicle(Agenda agenda, Function<PeerKey, @Nullable Player> players) {
    this.agenda = agenda;
    this.players = players;
    startNs = agenda.nowNs();
  }

  List<Happening> happenings() {
    return List.copyOf(happenings);
  }

  private void add(Happening happening) {
    if (happenings.size() < HAPPENINGS_MAX) {
      happenings.add(happening);
    }
  }

  private long nowNs() {
    return agenda.nowNs() - startNs;
  }

  private String name(PeerId peer) {
    Integer player = playerOf.get(peer);
    return player == null ? "seat " + peer.value() : "peer" + player;
  }

  private String name(PeerKey key) {
    Player player = players.apply(key);
    return player == null ? "a stranger" : player.name();
  }

  void stepped(PeerProcess process, Step step) {
    for (Step.Transition change : step.transitions()) {
      int epoch = change.epoch().value();
      add(
          new Happening.Moved(
              nowNs(), process.place(), change.to().label(), change.reason(), epoch));
    }
  }

  /** A message is sent; returns the number by which it can be noted that it arrived, or 0. */
  int said(PeerProcess from, PeerKey to, Message message) {
    Player player = players.apply(to);
    return player == null ? 0 : said(from.place(), player.number(), wording.of(message));
  }

  int lobbySaid(PeerProcess to, LobbyNotice notice) {
    return said(Happening.LOBBY, to.place(), wording.of(notice));
  }

  int lobbyTold(PeerProcess from, LobbyRequest request) {
    return said(from.place(), Happening.LOBBY, wording.of(request));
  }

  private int said(int from, int to, Wording.Worded what) {
    if (what.act() == Act.UPKEEP) {
      return 0;
    }
    messages++;
    add(new Happening.Said(nowNs(), messages, from, to, what.act(), what.words()));
    return messages;
  }

  void heard(int number) {
    if (number > 0 && !heard.get(number)) {
      heard.set(number);
      add(new Happening.Heard(nowNs(), number));
    }
  }

  void saw(Sighting sighting) {
    int player = sighting.player();
    switch (sighting.what()) {
      case What.Began ignored -> add(new Happening.Began(nowNs(), player));
      case What.Gone ignored -> add(new Happening.Vanished(nowNs(), player));
      case What.Seated seated -> playerOf.put(seated.self(), player);
      case What.Hosting hosting -> {
        playerOf.put(hosting.self(), player);
        add(new Happening.Hosted(nowNs(), player, hosting.epoch().value()));
      }
      case What.Shown shown -> shown(sighting, shown.state().epoch());
      case What.Befalls befalls ->
          add(new Happening.Befell(nowNs(), befalls.fault(), befalls.whom(), befalls.host()));
      case What.Calm ignored -> add(new Happening.Calmed(nowNs()));
      default -> {
        // The rest is not drawn.
      }
    }
  }

  private void shown(Sighting sighting, Epoch epoch) {
    Picture before = pictures.put(sighting.process(), new Picture(nowNs(), epoch));
    if (before != null && epoch.isAfter(before.epoch)) {
      add(new Happening.Resumed(nowNs(), sighting.player(), before.atNs, epoch.value()));
    }
  }
}
