package dev.baton.client;

import dev.baton.core.Epoch;
import dev.baton.core.Event;
import dev.baton.core.Input;
import dev.baton.core.Message;
import dev.baton.core.Output;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Step;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/**
 * Writes what the machine does into the flight recorder and the log, before it is carried out.
 * Confined to the driver's thread.
 */
final class SessionTrace {

  private static final int STEPS_KEPT = 64;
  private static final long CLOCK_GAP_NS = 1_000_000_000;

  private final Logger log;
  private final FlightRecorder recorder;
  private final PeerLinks links;
  private final ArrayDeque<Taken> steps = new ArrayDeque<>();
  private final Map<PeerId, ClockSample> clocks = new LinkedHashMap<>();
  private Optional<Message.Claim> lastClaim = Optional.empty();
  private Optional<Message.Announce> lastAnnounce = Optional.empty();

  private record Taken(Input input, Step step) {}

  private record ClockSample(long atNs, long rttNs) {}

  SessionTrace(FlightRecorder recorder, PeerLinks links) {
    this.recorder = recorder;
    log =
        recorder.isRehearsal()
            ? NOPLogger.NOP_LOGGER
            : LoggerFactory.getLogger("dev.baton.session");
    this.links = links;
  }

  /** Writes down one step of the machine, whose epoch is {@code epoch} after it. */
  void record(Input input, Step step, Epoch epoch) {
    if (steps.size() == STEPS_KEPT) {
      steps.remove();
    }
    steps.add(new Taken(input, step));
    if (step.ignored().isPresent()) {
      log.debug("{} ignored: {}", input, step.ignored().get());
    } else if (input instanceof Input.MessageArrived arrived) {
      arrived(arrived);
    }
    for (Step.Transition change : step.transitions()) {
      log.info("{} to {} in {}: {}", change.from(), change.to(), change.epoch(), change.reason());
      recorder.stage(change);
    }
    for (Output output : step.outputs()) {
      ordered(output, epoch);
    }
  }

  private void arrived(Input.MessageArrived arrived) {
    if (links.peer(arrived.from()).isEmpty()) {
      return;
    }
    switch (arrived.message()) {
      case Message.Claim claim -> claimed(claim);
      case Message.Announce announce -> announced(announce);
      default -> {
        // What else peers say to each other shows in events and stages.
      }
    }
  }

  private void ordered(Output output, Epoch epoch) {
    if (output instanceof Output.Tell tell) {
      told(tell.event(), epoch);
    } else if (output instanceof Output.SendTo send) {
      said(send.message());
    } else if (output instanceof Output.SendWitness send) {
      said(send.message());
    }
  }

  private void said(Message message) {
    if (message instanceof Message.Claim claim) {
      claimed(claim);
    } else if (message instanceof Message.Announce announce) {
      announced(announce);
    }
  }

  /** Claims are repeated, to several and by several ways; each is written once. */
  private void claimed(Message.Claim claim) {
    boolean isNew =
        lastClaim
            .filter(
                last ->
                    last.epoch().equals(claim.epoch())
                        && last.candidate().equals(claim.candidate()))
            .isEmpty();
    if (isNew) {
      lastClaim = Optional.of(claim);
      recorder.claim(claim);
    }
  }

  private void announced(Message.Announce announce) {
    if (lastAnnounce.filter(last -> last.epoch().equals(announce.epoch())).isEmpty()) {
      lastAnnounce = Optional.of(announce);
      recorder.announce(announce.epoch(), announce.host(), announce.resume());
    }
  }

  private void told(Event event, Epoch epoch) {
    switch (event) {
      case Event.Admitted e -> recorder.seat(e.self(), epoch);
      case Event.PeerJoined e -> recorder.joined(e.peer(), epoch);
      case Event.PeerLeft e -> recorder.left(e.peer(), epoch, e.reason());
      case Event.Isolated e -> recorder.isolated(epoch, e.isolated());
      case Event.Suspected e -> recorder.suspect(e);
      case Event.Unsuspected e -> recorder.unsuspect(e.epoch());
      case Event.Voted e -> recorder.vote(e.epoch(), e.candidate(), e.voter());
      case Event.Refused e -> recorder.refuse(e);
      case Event.Attached e -> recorder.attach(e.epoch(), e.peer());
      case Event.LinkChanged e -> linkChanged(e.peer(), e.open(), e.cause());
      case Event.ClockSampled e -> clock(e);
      case Event.Ended e -> recorder.ended(e.reason());
      case Event.NoMajority e -> recorder.noMajority(e.policy(), e.limitMs());
      case Event.OperationsDiscarded e ->
          log.warn("{} operations of an older host did not survive", e.operations().size());
      case Event.HostChanged e -> log.debug("{}", e);
      case Event.TableChanged e -> log.trace("{}", e);
      case Event.Claimed e -> claimed(e.claim());
    }
  }

  private void linkChanged(PeerKey key, boolean open, String cause) {
    log.debug("link to {} {}: {}", key.shortText(), open ? "opened" : "closed", cause);
    links.peer(key).ifPresent(peer -> recorder.link(peer.value(), open, cause));
  }

  /** At most one a second of each peer, apart from those that are better than any before. */
  private void clock(Event.ClockSampled sample) {
    ClockSample last = clocks.get(sample.peer());
    long nowNs = System.nanoTime();
    long bestNs = last == null ? Long.MAX_VALUE : last.rttNs;
    boolean better = sample.rttNs() < bestNs;
    if (last == null || better || nowNs - last.atNs >= CLOCK_GAP_NS) {
      clocks.put(sample.peer(), new ClockSample(nowNs, Math.min(bestNs, sample.rttNs())));
      recorder.clock(sample.peer(), sample.rttNs(), sample.offsetNs());
    }
  }

  /** The machine has failed: what it did last is the only way to learn why. */
  void dump(Input input, RuntimeException defect) {
    log.error("The protocol's machine failed at {}; please report this.", input, defect);
    for (Taken taken : steps) {
      recorder.step(taken.input + " -> " + taken.step);
    }
    recorder.step(input + " -> " + defect);
  }
}
