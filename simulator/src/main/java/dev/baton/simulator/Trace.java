package dev.baton.simulator;

import dev.baton.core.Event;
import dev.baton.core.Input;
import dev.baton.core.Message;
import dev.baton.core.PeerKey;
import dev.baton.core.Step;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRequest;
import java.util.Locale;

/**
 * What happened, as a sum over everything, by which two runs are compared, and as text when
 * somebody wants to read it.
 */
final class Trace {

  private final Agenda agenda;
  private final boolean written;
  private final StringBuilder text = new StringBuilder();
  private long sum;

  Trace(Agenda agenda, boolean written) {
    this.agenda = agenda;
    this.written = written;
  }

  long sum() {
    return sum;
  }

  String text() {
    return text.toString();
  }

  private void add(long value) {
    long mixed = (sum ^ value) * 0x9e3779b97f4a7c15L;
    sum = mixed ^ (mixed >>> 31);
  }

  void stepped(PeerProcess process, Input input, Step step) {
    add(agenda.nowNs());
    add(process.number() * 1_000_003L + step.outputs().size() * 101L + step.transitions().size());
    add(process.machine().epoch().value());
    if (written) {
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

  void said(PeerProcess from, PeerKey to, Message message) {
    add(message.epoch().value() + 31L * from.number());
    if (written && !(message instanceof Message.Heartbeat)) {
      line("  " + from + " -> " + to.shortText() + " " + shortened(message));
    }
  }

  void told(PeerProcess process, Event event) {
    if (written
        && !(event instanceof Event.ClockSampled)
        && !(event instanceof Event.TableChanged)) {
      line("    " + process + " is told " + event);
    }
  }

  void lobbySaid(PeerProcess to, LobbyNotice notice) {
    add(to.number() + 7);
    if (written && !(notice instanceof LobbyNotice.Ping)) {
      line("  lobby -> " + to + " " + shortened(notice));
    }
  }

  void lobbyTold(PeerProcess from, LobbyRequest request) {
    add(from.number() + 11);
    if (written && !(request instanceof LobbyRequest.Pong)) {
      line("  " + from + " -> lobby " + shortened(request));
    }
  }

  void saw(Sighting sighting) {
    add(sighting.atNs());
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
