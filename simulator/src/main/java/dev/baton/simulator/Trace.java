package dev.baton.simulator;

import dev.baton.core.Event;
import dev.baton.core.Input;
import dev.baton.core.Message;
import dev.baton.core.PeerKey;
import dev.baton.core.Step;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What happened, as a sum over everything, by which two runs are compared, and as text when
 * somebody wants to read it.
 */
final class Trace {

  private final Agenda agenda;
  private final boolean written;
  private final @Nullable Chronicle chronicle;
  private final StringBuilder text = new StringBuilder();
  private long sum;

  /**
   * Begins a trace.
   *
   * @param chronicle where it is written down, too; nowhere for a mere sum
   */
  Trace(Agenda agenda, @Nullable Chronicle chronicle) {
    this.agenda = agenda;
    this.chronicle = chronicle;
    written = chronicle != null;
  }

  long sum() {
    return sum;
  }

  String text() {
    return text.toString();
  }

  /** What happened as records; empty unless it was asked for. */
  List<Happening> happenings() {
    return chronicle == null ? List.of() : chronicle.happenings();
  }

  private void add(long value) {
    long mixed = (sum ^ value) * 0x9e3779b97f4a7c15L;
    sum = mixed ^ (mixed >>> 31);
  }

  void stepped(PeerProcess process, Input input, Step step) {
    add(agenda.nowNs());
    add(process.number() * 1_000_003L + step.outputs().size() * 101L + step.transitions().size());
    add(process.machine().epoch().value());
    if (chronicle != null) {
      chronicle.stepped(process, step);
      for (Step.Transition change : step.transitions()) {
        line(
            process
                + " "
                + change.from().label()
                + " > "
                + change.to().label()
                + ": "
                + change.reason()
                + " ("
                + process.machine().epoch()
                + ")");
      }
      if (step.transitions().isEmpty()
          && !(input instanceof Input.TimerFired)
          && !(input instanceof Input.MessageArrived)) {
        line(process + " took " + input);
      }
    }
  }

  /** A message is sent; what is returned goes along with it, to {@link #heard}. */
  int said(PeerProcess from, PeerKey to, Message message) {
    add(message.epoch().value() + 31L * from.number());
    if (chronicle == null || message instanceof Message.Heartbeat) {
      return 0;
    }
    line("  " + from + " -> " + to.shortText() + " " + shortened(message));
    return chronicle.said(from, to, message);
  }

  /** A message arrived for the first time, or again. */
  void heard(int number) {
    if (chronicle != null) {
      chronicle.heard(number);
    }
  }

  void told(PeerProcess process, Event event) {
    if (written
        && !(event instanceof Event.ClockSampled)
        && !(event instanceof Event.TableChanged)) {
      line("    " + process + " is told " + event);
    }
  }

  int lobbySaid(PeerProcess to, LobbyNotice notice) {
    add(to.number() + 7);
    if (chronicle == null || notice instanceof LobbyNotice.Ping) {
      return 0;
    }
    line("  lobby -> " + to + " " + shortened(notice));
    return chronicle.lobbySaid(to, notice);
  }

  int lobbyTold(PeerProcess from, LobbyRequest request) {
    add(from.number() + 11);
    if (chronicle == null || request instanceof LobbyRequest.Pong) {
      return 0;
    }
    line("  " + from + " -> lobby " + shortened(request));
    return chronicle.lobbyTold(from, request);
  }

  void saw(Sighting sighting) {
    add(sighting.atNs());
    if (chronicle != null) {
      chronicle.saw(sighting);
    }
    switch (sighting.what()) {
      case What.Shown shown -> add(shown.hash());
      case What.Applied applied -> {
        add(applied.made().tick().value());
        if (written && !applied.inputs().isEmpty()) {
          saw(sighting, applied.made() + " applies " + applied.inputs());
        }
      }
      case What.Submitted submitted -> add(submitted.content());
      case What.Safe safe -> {
        add(safe.sequence());
        if (written) {
          String alone = safe.uncovered() ? " (host alone)" : "";
          saw(sighting, "safe up to " + safe.sequence() + alone);
        }
      }
      case What.Said ignored -> {
        // Messages have lines of their own.
      }
      case What.HeardOld ignored -> {}
      case What.HeardTable ignored -> {}
      default -> {
        add(sighting.what().getClass().getSimpleName().length());
        if (!(sighting.what() instanceof What.Table)) {
          saw(sighting, sighting.what());
        }
      }
    }
  }

  private void saw(Sighting sighting, Object what) {
    if (written) {
      line("* " + sighting.player() + "/" + sighting.process() + " " + what);
    }
  }

  private static String shortened(Object what) {
    String all = String.valueOf(what);
    return all.length() <= 220 ? all : all.substring(0, 220) + "...";
  }

  void line(String line) {
    if (written) {
      text.append(String.format(Locale.ROOT, "%11.3f ", agenda.nowNs() / 1e6));
      text.append(line).append('\n');
    }
  }
}
