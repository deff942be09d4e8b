package dev.baton.lobbycore;

import dev.baton.core.Bytes;
import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.HostAddress;
import dev.baton.core.JoinCode;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import dev.baton.core.Voter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** One session as the lobby sees it: who is host, who is a member, and what happened. */
final class LobbySession {

  private static final int MEMBERS_MAX = 2 * SessionSettings.PEERS_MAX;

  private final Surroundings around;
  private final Name name;
  private final Map<PeerKey, Member> members = new LinkedHashMap<>();
  private final EventLog events;
  private final SessionWitness witness;
  private Epoch epoch = Epoch.FIRST;
  private HostAddress host;
  private SeatPlan seats;
  private final TreeSet<PeerId> overruled = new TreeSet<>();
  private boolean started;
  private boolean full;

  LobbySession(Surroundings around, Name name, Caller.Proven creator, Endpoint endpoint) {
    this.around = around;
    this.name = name;
    this.events = new EventLog(name.id, around.limits().eventsKept());
    this.host = new HostAddress(creator.key(), endpoint);
    this.seats = SeatPlan.ofHost(name.id, creator);
    this.witness = new SessionWitness(this, around);
  }

  SessionId id() {
    return name.id;
  }

  JoinCode code() {
    return name.code;
  }

  SessionSettings settings() {
    return name.settings;
  }

  PeerKey creator() {
    return name.creator;
  }

  Epoch epoch() {
    return epoch;
  }

  HostAddress host() {
    return host;
  }

  SeatPlan seats() {
    return seats;
  }

  SessionWitness witness() {
    return witness;
  }

  long lastEvent() {
    return events.last();
  }

  Optional<Member> member(PeerKey key) {
    return Optional.ofNullable(members.get(key));
  }

  Optional<ConnectionId> hostConnection() {
    return member(host.key()).flatMap(Member::connection);
  }

  boolean empty() {
    return members.isEmpty();
  }

  /** Whether nobody has been connected for longer than {@code limitNs}. */
  boolean deserted(long nowNs, long limitNs) {
    return members.values().stream()
        .noneMatch(member -> member.connected() || member.unchangedNs(nowNs) <= limitNs);
  }

  boolean hasRoomFor(PeerKey key, long nowNs) {
    if (members.containsKey(key)) {
      return true;
    }
    if (seats.peer(key).isPresent()) {
      return members.size() < MEMBERS_MAX;
    }
    long expected =
        members.values().stream()
            .filter(member -> seats.peer(member.key()).isEmpty())
            .filter(member -> nowNs - member.joinedNs() <= around.timing().joinNs())
            .count();
    long taken = seats.keys().size() + expected;
    return !full && taken < settings().peersMax() && members.size() < MEMBERS_MAX;
  }

  /** Makes a peer a member, or an old member connected again; tells the others, not itself. */
  Member admit(Caller.Proven proven, ConnectionId connection, long nowNs) {
    Member member = members.get(proven.key());
    if (member == null) {
      member = new Member(proven, nowNs);
      members.put(proven.key(), member);
      tell(new LobbyEvent.MemberJoined(proven.key()));
    } else if (!member.connected()) {
      tell(new LobbyEvent.MemberConnection(proven.key(), true));
    }
    member.goLive(connection, nowNs);
    return member;
  }

  /** Brings a member up to date on a new connection. */
  void resume(Moment at, ConnectionId on, Member member, LobbyRequest.Resume asked) {
    admit(member.proven(), on, at.nowNs());
    Bytes ticket = ticket(member.key(), at.wallMs());
    if (!events.reachesBackTo(asked.lastEvent())) {
      around
          .out()
          .send(on, new LobbyNotice.EventsGone(asked.request(), events.oldest(), status(), ticket));
      return;
    }
    around.out().send(on, new LobbyNotice.Resumed(asked.request(), status(), ticket));
    events.after(asked.lastEvent()).forEach(event -> around.out().send(on, event));
  }

  /** A connection ended: all others are told at once. */
  void connectionEnded(PeerKey key, ConnectionId connection, long nowNs) {
    Member member = members.get(key);
    if (member != null && member.connection().equals(Optional.of(connection))) {
      disconnect(member, nowNs);
    }
  }

  /** The same key came on a new connection, and may resume in a moment. */
  void connectionMoved(PeerKey key, ConnectionId from, ConnectionId to, long nowNs) {
    Member member = members.get(key);
    if (member != null && member.connection().equals(Optional.of(from))) {
      member.move(to, nowNs);
    }
  }

  void leave(Member member, long nowNs) {
    members.remove(member.key());
    tell(new LobbyEvent.MemberLeft(member.key()));
    if (member.key().equals(host.key())) {
      witness.hostConnectionEnded(nowNs);
    }
  }

  /** The lobby was stopped until now. */
  void excuse(long nowNs) {
    members.values().forEach(member -> member.excuse(nowNs));
  }

  /** Regular work: connections that did not resume, guests that never took a seat. */
  void sweep(long nowNs) {
    LobbyTiming timing = around.timing();
    for (Member member : new ArrayList<>(members.values())) {
      long unchangedNs = member.unchangedNs(nowNs);
      if (member.connected() && !member.live() && unchangedNs > timing.resumeNs()) {
        disconnect(member, nowNs);
      }
      boolean seated = seats.peer(member.key()).isPresent();
      if (!seated && !member.connected() && member.unchangedNs(nowNs) > timing.joinNs()) {
        leave(member, nowNs);
      }
    }
  }

  /** Whether {@code sender} speaks as host of {@code claimed}; else it is told who is. */
  boolean isHost(Caller sender, int request, Epoch claimed) {
    boolean hostNow = sender.proven().filter(it -> it.key().equals(host.key())).isPresent();
    if (hostNow && claimed.equals(epoch)) {
      return true;
    }
    if (claimed.isAfter(epoch)) {
      around.out().refuse(sender.id(), request, LobbyRefusal.NOT_HOST);
    } else {
      fence(sender.id(), request);
    }
    return false;
  }

  void fence(ConnectionId to, int request) {
    around.out().send(to, new LobbyNotice.Fenced(request, id(), epoch, host));
  }

  /** Takes what the present host told; a plan that is older than the known one changes nothing. */
  void presence(Caller sender, LobbyRequest.Presence told) {
    if (!isHost(sender, told.request(), told.epoch())) {
      return;
    }
    Optional<SeatPlan> plan = seats.followedBy(told).filter(it -> it.peer(host.key()).isPresent());
    if (plan.isEmpty()) {
      around.out().refuse(sender.id(), told.request(), LobbyRefusal.MALFORMED);
      return;
    }
    if (witness.promisedBeyond(sender.id())) {
      around.out().ignore("presence of a host while the witness is promised to a later epoch");
      return;
    }
    around.out().send(sender.id(), new LobbyNotice.Accepted(told.request()));
    if (seats.outdates(told)) {
      around.out().ignore("presence of " + told.table() + " is older than " + seats.table());
      return;
    }
    LobbyEvent.SessionUpdated before = summary();
    seats = plan.get();
    overruled.removeAll(seats.present());
    started = told.started();
    full = told.full();
    if (!summary().equals(before)) {
      tell(summary());
    }
  }

  /** A new host, or the present one at another endpoint, makes itself known. */
  void hostIs(Caller sender, Member member, LobbyRequest.HostIs told, long nowNs) {
    Message.Announce announce = told.announce();
    HostAddress named = new HostAddress(member.key(), sender.reachedAt(told.endpoint()));
    boolean again = announce.epoch().equals(epoch) && member.key().equals(host.key());
    if (!again && !announce.epoch().isAfter(epoch)) {
      fence(sender.id(), told.request());
      return;
    }
    Certificate certificate = new Certificate(this, around.ports(), announce);
    Optional<List<Voter>> voters = again ? Optional.empty() : certificate.voters(member);
    boolean proven = voters.filter(certificate::provesHost).isPresent();
    boolean ofThoseLeft =
        !proven && voters.filter(it -> certificate.provesHostOfThoseLeft(it, nowNs)).isPresent();
    if (!again && !proven && !ofThoseLeft) {
      around.out().refuse(sender.id(), told.request(), LobbyRefusal.NOT_BELIEVED);
      return;
    }
    around.out().send(sender.id(), new LobbyNotice.Accepted(told.request()));
    if (again && named.equals(host)) {
      around.out().ignore("the host is known: " + announce.epoch());
      return;
    }
    epoch = announce.epoch();
    host = named;
    if (ofThoseLeft) {
      List<PeerId> lost = seats.present().stream().filter(it -> !overruled.contains(it)).toList();
      overruled.clear();
      overruled.addAll(lost);
    }
    announce.countedOut().ifPresent(out -> overruled.addAll(out.gone()));
    tell(new LobbyEvent.HostChanged(epoch, host));
    witness.hostChanged(nowNs);
  }

  /** Whom the present host was elected without, and has not let in again. */
  List<PeerId> overruled() {
    return List.copyOf(overruled);
  }

  void end(LobbyEvent.EndReason reason) {
    tell(new LobbyEvent.SessionEnded(reason));
    members.clear();
  }

  Bytes ticket(PeerKey peer, long wallMs) {
    long expiresAtMs = wallMs + around.timing().ticketMs();
    return Ticket.sign(around.ports().signer(), id(), peer, expiresAtMs).toBytes();
  }

  SessionStatus status() {
    List<SessionStatus.Member> all =
        members.values().stream()
            .map(
                member ->
                    new SessionStatus.Member(
                        member.key(), seats.peer(member.key()), member.connected()))
            .toList();
    return new SessionStatus(
        id(), code(), settings(), epoch, host, started, full, all, events.last());
  }

  /** Those of {@code peers} whose own connection has been gone for longer than the grace. */
  List<PeerId> gone(List<PeerId> peers, long nowNs) {
    return peers.stream().filter(peer -> isGone(peer, nowNs)).sorted().distinct().toList();
  }

  private boolean isGone(PeerId peer, long nowNs) {
    Optional<PeerKey> key = seats.key(peer);
    if (key.isEmpty()) {
      return false;
    }
    long graceNs = around.timing().countOutGraceNs();
    Member member = members.get(key.get());
    if (member == null) {
      return around.callers().listenedNs(nowNs) > graceNs;
    }
    if (!member.connected()) {
      return member.unchangedNs(nowNs) > graceNs;
    }
    long silenceNsMax = graceNs + around.timing().pingNs();
    return member
        .connection()
        .flatMap(around.callers()::find)
        .filter(caller -> caller.silentNs(nowNs) <= silenceNsMax)
        .isEmpty();
  }

  private void disconnect(Member member, long nowNs) {
    member.disconnect(nowNs);
    tell(new LobbyEvent.MemberConnection(member.key(), false));
    if (member.key().equals(host.key())) {
      witness.hostConnectionEnded(nowNs);
    }
  }

  private LobbyEvent.SessionUpdated summary() {
    return new LobbyEvent.SessionUpdated(started, full, seats.present().size());
  }

  private void tell(LobbyEvent what) {
    LobbyNotice.Event event = events.append(what);
    for (Member member : members.values()) {
      if (member.live()) {
        member.connection().ifPresent(to -> around.out().send(to, event));
      }
    }
  }

  /**
   * What a session is given when it is created, for good.
   *
   * @param id its name among programs
   * @param code its name among players
   * @param settings what it is like
   * @param creator who created it
   */
  record Name(SessionId id, JoinCode code, SessionSettings settings, PeerKey creator) {}
}
