package dev.baton.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cli.Timeline.Lane;
import dev.baton.cli.Timeline.Moment;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes a timeline as one JSON object: {@code session}, {@code peers}, {@code migrations} as in
 * the report of {@code baton demo}, {@code faults} and {@code events}, each with {@code ms} since
 * the start, {@code peer} (whose recorder says it), {@code event} and its own keys under {@code
 * fields}.
 */
final class TraceJson {
  private static final double NS_PER_MS = 1e6;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private TraceJson() {}

  /**
   * Writes the timeline.
   *
   * @param everyTick whether to write also what comes with every tick
   */
  static void write(Timeline timeline, boolean everyTick, PrintWriter out) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("session", timeline.session());
    ArrayNode peers = root.putArray("peers");
    List<Row> rows = new ArrayList<>();
    for (Lane lane : timeline.lanes()) {
      ObjectNode peer = peers.addObject();
      lane.peer().ifPresent(number -> peer.put("peer", number));
      peer.put("name", lane.name());
      TraceText.listed(lane.moments(), everyTick).forEach(m -> rows.add(new Row(m, lane)));
    }
    root.set("migrations", JSON.valueToTree(timeline.migrations()));
    rows.sort(Comparator.comparingLong(row -> row.moment.atNs()));
    ArrayNode faults = root.putArray("faults");
    timeline.faults().forEach(fault -> event(faults.addObject(), fault));
    ArrayNode events = root.putArray("events");
    for (Row row : rows) {
      ObjectNode event = events.addObject();
      row.lane.peer().ifPresent(number -> event.put("peer", number));
      event(event, row.moment);
    }
    out.println(JSON.writeValueAsString(root));
  }

  private static void event(ObjectNode node, Moment moment) {
    TraceEvent told = TraceEvent.of(moment.event());
    node.put("ms", moment.atNs() / NS_PER_MS);
    node.put("event", told.name());
    node.set("fields", JSON.valueToTree(told.fields()));
  }

  private record Row(Moment moment, Lane lane) {}
}
