package dev.baton.simulator;

import dev.baton.core.Epoch;
import dev.baton.core.Message;
import dev.baton.core.PeerKey;
import dev.baton.core.TableSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whoever speaks of an epoch that is over is shown the proof of the present one. */
final class OldEpochsFenced implements Checker {

  /** So often at most; a little longer, since clocks go wrong. */
  private static final long SHOWN_NS = 105_000_000;

  private final Map<Integer, PeerKey> keys = new LinkedHashMap<>();
  private final Map<Integer, TableSnapshot> tables = new LinkedHashMap<>();
  private final Map<Integer, Proof> proven = new LinkedHashMap<>();
  private final Map<Way, Long> shownNs = new LinkedHashMap<>();

  /** A process has the proof of the epoch that it obeys, since then. */
  private record Proof(Epoch epoch, long sinceNs) {}

  /** From a process to a player. */
  private record Way(int process, int player) {}

  @Override
  public String property() {
    return "older epochs are fenced";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    int process = sighting.process();
    switch (sighting.what()) {
      case What.Began began -> keys.put(began.player(), began.key());
      case What.Table seen -> tables.put(process, seen.table());
      case What.Hosting hosting -> proven.put(process, new Proof(hosting.epoch(), sighting.atNs()));
      case What.Following following -> {
        if (following.letIn()) {
          proven.remove(process);
        } else {
          proven.put(process, new Proof(following.epoch(), sighting.atNs()));
        }
      }
      case What.Said(int to, Message.Announce announce) ->
          shownNs.put(new Way(process, to), sighting.atNs());
      case What.Said(int to, Message.Fence fence) when fence.promised() ->
          shownNs.put(new Way(process, to), sighting.atNs());
      case What.HeardOld(int from, Message message) -> {
        return heard(sighting, from, message);
      }
      default -> {
        // Nothing else is said of an epoch that is over.
      }
    }
    return null;
  }

  private @Nullable String heard(Sighting sighting, int from, Message message) {
    Proof proof = proven.get(sighting.process());
    // What it said just before it had the proof counts, too.
    if (proof == null || sighting.atNs() - proof.sinceNs <= SHOWN_NS) {
      return null;
    }
    if (!proof.epoch.isAfter(message.epoch()) || !isToBeFenced(message)) {
      return null;
    }
    Long shown = shownNs.get(new Way(sighting.process(), from));
    boolean isShown = shown != null && sighting.atNs() - shown <= SHOWN_NS;
    return isShown || !isSeated(sighting.process(), from)
        ? null
        : "process "
            + sighting.process()
            + " obeys "
            + proof.epoch
            + ", heard from player "
            + from
            + " and showed it no proof: "
            + message;
  }

  private boolean isSeated(int process, int player) {
    TableSnapshot table = tables.get(process);
    PeerKey key = keys.get(player);
    return table != null && table.seats().stream().anyMatch(seat -> seat.key().equals(key));
  }

  /** A hello is answered otherwise; what concerns one election alone is passed over. */
  private static boolean isToBeFenced(Message message) {
    return !(message instanceof Message.Hello
        || message instanceof Message.Welcome
        || message instanceof Message.Refused
        || message instanceof Message.Vote
        || message instanceof Message.VoteRefused
        || message instanceof Message.HandOver);
  }
}
