package dev.baton.simulator;

import dev.baton.core.PeerId;
import dev.baton.replication.Scope;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A game as small as can be that still remembers everything: each player's avatar counts its
 * inputs, and a running sum over all that ever happened tells two histories apart.
 */
final class Game {

  static final int INPUT_BYTES = 16;

  private final int ballastBytes;
  private final boolean hasSecrets;
  private final TreeMap<PeerId, Avatar> avatars = new TreeMap<>();
  private final List<What.Input> applied = new ArrayList<>();
  private long sum;
  private String wrong = "";

  private static final class Avatar {
    long count;
    long last;
  }

  Game(int ballastBytes, boolean hasSecrets) {
    this.ballastBytes = ballastBytes;
    this.hasSecrets = hasSecrets;
  }

  /** The largest state that it saves. */
  int stateBytesMax() {
    return 64 * 18 + 32 + ballastBytes;
  }

  /** What it found wrong since it was asked last; empty if nothing. */
  String wrong() {
    String found = wrong;
    wrong = "";
    return found;
  }

  /** The inputs of the latest tick. */
  List<What.Input> applied() {
    return List.copyOf(applied);
  }

  void beginTick() {
    applied.clear();
  }

  void joined(PeerId peer) {
    if (avatars.put(peer, new Avatar()) != null) {
      wrong = "a second avatar for " + peer;
    }
  }

  void left(PeerId peer) {
    if (avatars.remove(peer) == null) {
      wrong = "no avatar of " + peer + " to remove";
    }
  }

  void input(PeerId peer, long sequence, ByteBuffer input) {
    long content = input.getLong(input.position());
    applied.add(new What.Input(peer, sequence, content));
    Avatar avatar = avatars.get(peer);
    if (avatar == null) {
      wrong = "an input of " + peer + " that has no avatar";
      return;
    }
    if (sequence <= avatar.last) {
      wrong = "input " + sequence + " of " + peer + " after " + avatar.last;
    }
    avatar.count++;
    avatar.last = sequence;
    sum = mixed(sum, content);
  }

  void endTick(long tick) {
    sum = mixed(sum, tick);
  }

  private static long mixed(long sum, long value) {
    long mixed = (sum ^ value) * 0x9e3779b97f4a7c15L;
    return mixed ^ (mixed >>> 29);
  }

  void save(ByteBuffer out, Scope scope) {
    boolean all = scope == Scope.COMPLETE || !hasSecrets;
    out.putLong(all ? sum : 0);
    out.putShort((short) avatars.size());
    for (Map.Entry<PeerId, Avatar> entry : avatars.entrySet()) {
      out.putShort((short) entry.getKey().value());
      out.putLong(entry.getValue().count).putLong(entry.getValue().last);
    }
    for (int i = 0; i + Long.BYTES <= ballastBytes; i += Long.BYTES) {
      out.putLong(i % 64 == 0 ? sum + i : i);
    }
  }

  void load(ByteBuffer in) {
    int at = in.position();
    sum = in.getLong(at);
    int count = in.getShort(at + 8);
    avatars.clear();
    for (int i = 0; i < count; i++) {
      int entry = at + 10 + 18 * i;
      Avatar avatar = new Avatar();
      avatar.count = in.getLong(entry + 2);
      avatar.last = in.getLong(entry + 10);
      avatars.put(new PeerId(in.getShort(entry)), avatar);
    }
  }
}
