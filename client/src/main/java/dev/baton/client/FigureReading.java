package dev.baton.client;

import dev.baton.client.SessionFigures.LinkFigures;
import dev.baton.core.Machine;
import dev.baton.core.PeerId;
import dev.baton.replication.StateExchange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads off what the driver has measured and counted. Confined to the driver's thread. */
record FigureReading(Machine machine, SessionParts parts, LinkMeasures measures, DataPlane plane) {

  /** Bytes sent and received up to some moment. */
  record Traffic(long sentBytes, long receivedBytes) {}

  /** The figures, but for those that the game's side counts. */
  SessionFigures figures(Traffic aSecondAgo) {
    Counters counted = parts.counters();
    return new SessionFigures(
        links(),
        0,
        counted.ticksProduced,
        plane.exchange().droppedTicks(),
        0,
        plane.safeSequence(),
        counted.inputsResent,
        counted.inputsLost,
        plane.exchange().safeLagTicks(),
        parts.links().sentBytes() - aSecondAgo.sentBytes,
        counted.receivedBytes - aSecondAgo.receivedBytes,
        counted.malformed,
        counted.fenced,
        counted.messagesDropped);
  }

  private List<LinkFigures> links() {
    StateExchange exchange = plane.exchange();
    List<LinkFigures> figures = new ArrayList<>();
    for (PeerId peer : parts.links().openPeers()) {
      boolean host = machine.host().filter(peer::equals).isPresent();
      long lost = exchange.statesExpected() - exchange.statesTaken();
      figures.add(
          new LinkFigures(
              peer,
              LinkMeasures.micros(measures.meanNs(peer)),
              LinkMeasures.micros(measures.worstNs(peer)),
              host && lost > 0 ? (int) (1000 * lost / exchange.statesExpected()) : 0));
    }
    figures.sort(Comparator.comparing(LinkFigures::peer));
    return figures;
  }
}
