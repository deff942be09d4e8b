package dev.baton.client;

import dev.baton.core.EndReason;
import dev.baton.core.Epoch;
import dev.baton.core.Event;
import dev.baton.core.LeaveReason;
import dev.baton.core.Message;
import dev.baton.core.NoMajorityPolicy;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import dev.baton.core.StateId;
import dev.baton.core.Step;
import dev.baton.core.Voter;
import dev.baton.core.Witness;
import dev.baton.replication.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what happened to this peer, in the format of docs/flight-recorder.md.
 *
 * <p>Lines wait in memory until {@link #flush}, which comes before anything is sent that others
 * could see. Safe for any thread; a call takes some microseconds and allocates nothing on the path
 * of a tick.
 */
final class FlightRecorder {

  private static final String EPOCH = "epoch";
  private static final String PEER = "peer";
  private static final String REASON = "reason";

  private final @Nullable RecorderFile file;
  private final JsonLine line = new JsonLine();

  /** A pulse that comes so late shows that this process did not run. */
  private static final long LATE_NS = 30_000_000;

  private final boolean rehearsal;
  private boolean arrivals;
  private long pulsedNs;

  private FlightRecorder(@Nullable RecorderFile file, boolean rehearsal) {
    this.file = file;
    this.rehearsal = rehearsal;
  }

  /** One that writes nothing. */
  static FlightRecorder off() {
    return new FlightRecorder(null, false);
  }

  /** One that does all that another does, but that nothing is kept. */
  static FlightRecorder rehearsal() {
    return new FlightRecorder(RecorderFile.unkept(), true);
  }

  /**
   * One that writes a new file.
   *
   * @throws IOException if it cannot be written to, or is there already
   */
  static FlightRecorder create(Path path, long bytesMax) throws IOException {
    return new FlightRecorder(RecorderFile.create(path, bytesMax), false);
  }

  /** The same, which says of each packet that one arrived. */
  synchronized FlightRecorder withArrivals() {
    arrivals = true;
    return this;
  }

  boolean isRehearsal() {
    return rehearsal;
  }

  synchronized void flush() {
    if (file != null) {
      file.flush();
    }
  }

  synchronized void close() {
    if (file != null) {
      file.close();
    }
  }

  // The session.

  synchronized void start(Optional<SessionId> session, PeerKey key, String name) {
    begin("start").number("format", 1).word("role", "peer");
    line.word("session", session.map(SessionId::toString).orElse(""));
    line.word("key", key.toString()).text("name", name);
    line.number("wallMs", System.currentTimeMillis()).text("machine", machine());
    line.number("pid", ProcessHandle.current().pid()).text("program", program());
    end();
  }

  /** Equal for all processes of one boot of one Linux, whose monotonic clock is the same. */
  private static String machine() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static String program() {
    String version = FlightRecorder.class.getPackage().getImplementationVersion();
    return version == null ? "baton" : "baton " + version;
  }

  synchronized void seat(PeerId peer, Epoch epoch) {
    begin("seat").number(PEER, peer.value()).number(EPOCH, epoch.value());
    end();
  }

  synchronized void joined(PeerId peer, Epoch epoch) {
    begin("joined").number(PEER, peer.value()).number(EPOCH, epoch.value());
    end();
  }

  synchronized void left(PeerId peer, Epoch epoch, LeaveReason reason) {
    begin("left").number(PEER, peer.value()).number(EPOCH, epoch.value());
    line.constant(REASON, reason);
    end();
  }

  /**
   * A link opened or closed.
   *
   * @param peer to whom; 0 is the lobby
   */
  synchronized void link(int peer, boolean open, String cause) {
    begin("link").number(PEER, peer).word("state", open ? "open" : "closed");
    if (!open) {
      line.text("cause", cause);
    }
    end();
  }

  synchronized void clock(PeerId peer, long rttNs, long offsetNs) {
    begin("clock").number(PEER, peer.value()).number("rttUs", rttNs / 1000);
    line.number("offsetUs", offsetNs / 1000);
    end();
  }

  synchronized void ended(EndReason reason) {
    begin("ended").constant(REASON, reason);
    end();
  }

  // A migration.

  synchronized void stage(Step.Transition change) {
    begin("stage").word("from", change.from().label()).word("to", change.to().label());
    line.text(REASON, change.reason()).number(EPOCH, change.epoch().value());
    end();
  }

  /** One of the last steps before a defect; not part of the format, which lets readers skip it. */
  synchronized void step(String text) {
    begin("step").text("what", text);
    end();
  }

  synchronized void suspect(Event.Suspected event) {
    begin("suspect").number(EPOCH, event.epoch().value());
    line.constant("evidence", event.evidence());
    line.number("silenceMs", event.silenceNs() / 1_000_000);
    end();
  }

  synchronized void unsuspect(Epoch epoch) {
    begin("unsuspect").number(EPOCH, epoch.value());
    end();
  }

  synchronized void claim(Message.Claim claim) {
    begin("claim").number(EPOCH, claim.epoch().value());
    line.number("candidate", claim.candidate().value()).flag("sponsored", claim.sponsored());
    state("state", claim.stateHeld());
    end();
  }

  synchronized void vote(Epoch epoch, PeerId candidate, Voter voter) {
    begin("vote").number(EPOCH, epoch.value());
    line.number("for", candidate.value()).number("voter", number(voter));
    end();
  }

  synchronized void refuse(Event.Refused event) {
    begin("refuse").number(EPOCH, event.epoch().value());
    line.number("for", event.candidate().value()).number("voter", number(event.voter()));
    line.constant(REASON, event.reason());
    end();
  }

  private static int number(Voter voter) {
    return switch (voter) {
      case PeerId peer -> peer.value();
      case Witness ignored -> 0;
    };
  }

  synchronized void announce(Epoch epoch, PeerId host, StateId resume) {
    begin("announce").number(EPOCH, epoch.value()).number("host", host.value());
    state("resume", resume);
    end();
  }

  synchronized void host(Epoch epoch, StateId resume) {
    begin("host").number(EPOCH, epoch.value());
    state("resume", resume);
    end();
  }

  synchronized void follow(Epoch epoch, PeerId host, StateId resume) {
    begin("follow").number(EPOCH, epoch.value()).number("host", host.value());
    state("resume", resume);
    end();
  }

  private void state(String prefix, StateId state) {
    line.number(prefix.equals("state") ? "stateEpoch" : "resumeEpoch", state.epoch().value());
    line.number(prefix.equals("state") ? "stateTick" : "resumeTick", state.tick().value());
  }

  synchronized void attach(Epoch epoch, PeerId by) {
    begin("attach").number(EPOCH, epoch.value()).number("by", by.value());
    end();
  }

  synchronized void isolated(Epoch epoch, boolean on) {
    begin("isolated").number(EPOCH, epoch.value()).flag("on", on);
    end();
  }

  synchronized void noMajority(NoMajorityPolicy policy, long limitMs) {
    begin("noMajority").constant("policy", policy).number("limitMs", limitMs);
    end();
  }

  synchronized void rewind(int epoch, long from, long to) {
    begin("rewind").number(EPOCH, epoch).number("from", from).number("to", to);
    end();
  }

  // Arrivals.

  /** A packet of a peer came over its own link. */
  synchronized void heard(int peer) {
    if (arrivals) {
      begin("heard").number(PEER, peer);
      end();
    }
  }

  /** The regular work was done; it is written down if it comes late. */
  synchronized void pulsed(long nowNs) {
    long gapNs = pulsedNs == 0 ? 0 : nowNs - pulsedNs;
    pulsedNs = nowNs;
    if (arrivals && gapNs > LATE_NS) {
      begin("late").number("ms", gapNs / 1_000_000);
      end();
    }
  }

  // State and inputs.

  /** The host is about to send the state after a tick with these inputs. */
  synchronized void applied(int epoch, long tick, InputBatch inputs) {
    beginApplied(epoch, tick);
    for (int i = 0; i < inputs.count(); i++) {
      if (!line.hasRoomForPair()) {
        line.endPairs();
        end();
        beginApplied(epoch, tick);
      }
      line.pair(inputs.peer(i).value(), inputs.sequence(i));
    }
    line.endPairs();
    end();
  }

  private void beginApplied(int epoch, long tick) {
    begin("applied").number(EPOCH, epoch).number("tick", tick).pairs("inputs");
  }

  synchronized void shown(int epoch, long tick, Scope scope, long hash) {
    begin("shown");
    stateTaken(epoch, tick, scope, hash);
  }

  synchronized void held(int epoch, long tick, Scope scope, long hash) {
    begin("held");
    stateTaken(epoch, tick, scope, hash);
  }

  private void stateTaken(int epoch, long tick, Scope scope, long hash) {
    line.number(EPOCH, epoch).number("tick", tick);
    line.word("scope", scope == Scope.COMPLETE ? "complete" : "visible").hex("hash", hash);
    end();
  }

  synchronized void input(long sequence) {
    begin("input").number("seq", sequence);
    end();
  }

  synchronized void safe(long upTo) {
    begin("safe").number("upTo", upTo);
    end();
  }

  synchronized void resent(long count) {
    begin("resent").number("count", count);
    end();
  }

  synchronized void lost(long from, long to, InputLoss reason) {
    begin("lost").number("from", from).number("to", to).constant(REASON, reason);
    end();
  }

  private JsonLine begin(String event) {
    return line.begin(System.nanoTime(), event);
  }

  private void end() {
    line.end();
    if (file != null) {
      file.append(line);
    }
  }
}
