package dev.baton.simulator;

import java.util.List;

/** The defects that are planted to see whether the simulator finds them. */
final class Mutations {

  private Mutations() {}

  /** Those that it finds. */
  static final List<Mutation> FOUND =
      List.of(
          Mutation.of("forgets the watermarks when it becomes host", 2, "replication")
              .and(
                  "InputInbox",
                  "lanes.add(new Lane(image.player(i), image.watermarkAt(i), limits));",
                  "lanes.add(new Lane(image.player(i), 0, limits));"),
          Mutation.of("announces itself without a majority", 1, "core")
              .and(
                  "Ballot",
                  "return count >= NameTable.majorityOf(electorate.size());",
                  "return count >= 1;"),
          Mutation.of("counts half of the votes as a majority", 12, "core")
              .and("NameTable", "return voters / 2 + 1;", "return (voters + 1) / 2;"),
          Mutation.of("reports inputs as safe before a standby holds them", 20, "replication")
              .and("SafeTracker", "if (needed == 0) {", "if (needed >= 0) {"),
          Mutation.of("gives a number of a seat again", 12, "core")
              .and(
                  "TableKeeper",
                  "int next = memory.table.peerIdNext();",
                  "int next = memory.table.present().size() + 1;"),
          Mutation.of("drops one input too many from its journal", 2, "replication")
              .and(
                  "InputJournal",
                  "oldest = Math.max(oldest, safe + 1);",
                  "oldest = Math.max(oldest, safe + 2);"),
          Mutation.of("a new host does not load the state that it goes on from", 2, "replication")
              .and("HostTicks", "loadFirst ? replica.image(Scope.COMPLETE) : null;", "null;"),
          Mutation.of("goes back and does not say so", 67, "replication")
              .and(
                  "StateExchange",
                  ".ifPresent(rewind -> game.rewound(follow.epoch, rewind));",
                  ".isPresent();"),
          Mutation.of("obeys announcements of older epochs", 110, "core")
              .and("Inbox", "if (memory.epoch.isAfter(announce.epoch())) {", "if (false) {")
              .and(
                  "Inbox",
                  "if (announce.epoch().equals(memory.epoch)) {",
                  "if (announce.epoch().equals(memory.epoch) &&"
                      + " announce.host().equals(memory.host)) {"),
          Mutation.of("looks at no message's epoch", 2, "core")
              .and(
                  "Inbox",
                  "boolean older = memory.epoch.isAfter(message.epoch());",
                  "boolean older = false;"),
          Mutation.of("votes twice in an epoch", 20, "core")
              .and(
                  "Voting",
                  "if (!claim.epoch().isAfter(memory.promised)) {\n      return",
                  "if (memory.promised.isAfter(claim.epoch())) {\n      return")
              .and(
                  "Voting",
                  "if (!epoch.isAfter(memory.promised)) {",
                  "if (memory.promised.isAfter(epoch)) {"),
          Mutation.of("accepts an announcement without votes", 1, "core")
              .and("Election", "return proven && known;", "return known;"),
          Mutation.of("ranks peers that cannot be host", 1, "core")
              .and(
                  "TableKeeper",
                  ".filter(seat -> seat.hint().canHost() && seat.hint().consentWeight() > 0)",
                  ".filter(seat -> seat.hint().consentWeight() > 0)"),
          Mutation.of("the witness forgets its vote", 35, "lobby-core")
              .and("SessionWitness", "    bind(ballot, Optional.of(vote), true);\n", ""),
          Mutation.of("a host without lease goes on reporting safe", 12, "core")
              .and("HostDuty", "    turn.order(new Output.SuspendSafe(true));\n", ""),
          Mutation.of("suspends nothing while it has no lease", 12, "replication")
              .and("SafeTracker", "if (suspended || ", "if ("),
          Mutation.of("tells joiners of their seat before others know it", 2, "core")
              .and("TableKeeper", "if (held && present) {", "if (present) {")
              .and("TableKeeper", "if (held || !present) {", "if (true) {"),
          Mutation.of("a voter goes on taking states after its vote", 5, "core")
              .and(
                  "Voting",
                  ": new Output.StopTaking(Optional.empty()));",
                  ": new Output.SuspendSafe(true));"),
          Mutation.of("trims one operation too many", 199, "core")
              .and(
                  "NameTable",
                  "log.subList(keepFrom, log.size()), log.get(keepFrom - 1));",
                  "log.subList(Math.min(keepFrom + 1, log.size()), log.size()), log.get(keepFrom -"
                      + " 1));"));

  /**
   * Those that it has not been seen to find yet: the rest of the code makes up for them, or what
   * they need comes seldom. Nobody has looked through all 2,000 seeds for them.
   */
  static final List<Mutation> SOUGHT =
      List.of(
          Mutation.of("follows a new host without telling it what it holds", 1, "core")
              .and(
                  "Election",
                  "if (memory.host == null || memory.hostOfEpoch()) {\n      return;",
                  "if (memory.stage != null) {\n      return;"),
          Mutation.of("acknowledges tables after its promise to a later epoch", 1, "core")
              .and(
                  "Inbox",
                  "if (memory.promised.isAfter(memory.epoch) && !(message instanceof"
                      + " Message.Terminate)) {",
                  "if (false) {"),
          Mutation.of("resumes from its own state, not from the latest", 1, "core")
              .and(
                  "Ballot",
                  "filter(state -> state.isAfter(have))",
                  "filter(state -> have == null)"),
          Mutation.of("applies inputs that it has applied", 1, "replication")
              .and("InputInbox", "return sequence > watermark\n", "return sequence >= 0\n"),
          Mutation.of("computes ticks while it may not act as host", 1, "replication")
              .and("HostTicks", "!surroundings.mayHost()", "false")
              .and("HostTicks", "    if (surroundings.mayHost()) {", "    if (tickIsOut) {"),
          Mutation.of("goes on after the last tick of a hand-over", 1, "replication")
              .and("HostTicks", "    stopAfter = last;", "    stopAfter = null;"),
          Mutation.of("takes players out at once", 1, "replication")
              .and("HostTicks", "settledSeats != null && !settledSeats.contains(peer);", "true;"),
          Mutation.of("counts a standby before a majority knows it", 1, "replication")
              .and("HostTicks", "counted.contains(peer)", "true"),
          Mutation.of("sends standbys what everybody may see", 1, "replication")
              .and(
                  "HostTicks",
                  "standbys.contains(peer) ? Scope.COMPLETE : Scope.VISIBLE;",
                  "Scope.VISIBLE;"),
          Mutation.of("keeps what a peer held that came back", 1, "replication")
              .and("HostTicks", "isNew || returned.contains(peer)", "isNew"),
          Mutation.of("sends an input once and never again", 1, "replication")
              .and(
                  "StateExchange",
                  "      sendInputs();\n      surroundings.wakeAt",
                  "      surroundings.wakeAt"),
          Mutation.of("shows a state that was fetched for an epoch not won yet", 1, "replication")
              .and(
                  "StateExchange",
                  "        surroundings.stateFetched(wanted, true);",
                  "        advanced(following, nowNs);\n"
                      + "        surroundings.stateFetched(wanted, true);"),
          Mutation.of("tells the old host of the state that ended its time", 1, "replication")
              .and("StateExchange", "if (replica == peer) {", "if (replica != null) {"),
          Mutation.of("announces itself once and never again", 1, "core")
              .and(
                  "HostDuty",
                  "if (contact.open && !memory.epoch.equals(contact.attachedIn)) {",
                  "if (false) {"),
          Mutation.of("asks no standby what it holds", 1, "core")
              .and(
                  "Completion",
                  "if (memory.table.rules().durability() instanceof Durability.Fast ||"
                      + " memory.hostOfEpoch()) {",
                  "if (memory.stage != null) {"),
          Mutation.of("a peer that was stopped trusts what it missed", 1, "core")
              .and("Links", "return nowNs < distrustUntilNs;", "return false;"),
          Mutation.of("nobody serves who alone lost the host", 1, "core")
              .and(
                  "Watch",
                  "if (guide.isPresent() && memory.promised.equals(memory.epoch)) {",
                  "if (guide.isEmpty() && guide.isPresent()) {"),
          Mutation.of("a host goes on though it is promised to a later epoch", 1, "core")
              .and("HostDuty", "        && !promisedLater()\n", ""),
          Mutation.of("forgets that a migration is over", 1, "core")
              .and("Election", "    memory.migratingSinceNs = null;\n", ""),
          Mutation.of("applies operations that do not follow on its table", 1, "core")
              .and(
                  "NameTable",
                  "number.version() == now.number().version() + 1\n",
                  "number.version() > now.number().version()\n")
              .and(
                  "NameTable",
                  "&& next.chain().equals(TableChain.next(now.chain(), number, next.operation()));",
                  ";"));
}
