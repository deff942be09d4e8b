package dev.baton.client;

import dev.baton.core.Bytes;
import dev.baton.core.Durability;
import dev.baton.core.NoMajorityPolicy;
import dev.baton.core.Operation;
import dev.baton.core.Rules;
import dev.baton.core.Rules.NoMajorityStep;
import dev.baton.core.Timing;
import dev.baton.transport.LinkConditions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How a peer takes part in a session, and, on the peer that creates it, what session it is.
 *
 * <p>Immutable. The defaults suit an action game among friends: 60 ticks a second, an input is safe
 * once one of two standbys holds it, and without a majority the survivors go on.
 */
public final class SessionSettings {

  final String playerName;
  final Optional<URI> lobby;
  final Optional<Path> identityFile;
  final String bindAddress;
  final int port;
  final int peersMax;
  final OptionalInt rateHz;
  final Durability durability;
  final int standbys;
  final boolean migratable;
  final List<NoMajorityStep> noMajority;
  final Timing timing;
  final LinkConditions conditions;
  final Optional<Path> recorderFile;
  final long recorderBytesMax;
  final boolean recordsArrivals;
  final int stateBytesMax;
  final boolean rehearsal;

  private SessionSettings(Builder from) {
    playerName = from.playerName;
    lobby = Optional.ofNullable(from.lobby);
    identityFile = Optional.ofNullable(from.identityFile);
    bindAddress = from.bindAddress;
    port = from.port;
    peersMax = from.peersMax;
    rateHz = from.rateHz;
    durability = from.durability;
    standbys = from.standbys;
    migratable = from.migratable;
    noMajority = List.copyOf(from.noMajority);
    timing = from.timing;
    conditions = from.conditions;
    recorderFile = Optional.ofNullable(from.recorderFile);
    recorderBytesMax = from.recorderBytesMax;
    recordsArrivals = from.recordsArrivals;
    stateBytesMax = from.stateBytesMax;
    rehearsal = from.rehearsal;
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** The defaults, for a player of that name who plays through that lobby. */
  public static SessionSettings of(String playerName, URI lobby) {
    return builder().playerName(playerName).lobby(lobby).build();
  }

  Rules rules(int rateHzDefault, Optional<Bytes> witnessKey) {
    return new Rules(
        migratable,
        durability,
        standbys,
        rateHz.orElse(rateHzDefault),
        peersMax,
        noMajority,
        witnessKey);
  }

  /** Gathers settings; each method checks its argument and names it in the exception. */
  public static final class Builder {

    private String playerName = "player";
    private @Nullable URI lobby;
    private @Nullable Path identityFile;
    private String bindAddress = "0.0.0.0";
    private int port;
    private int peersMax = 16;
    private OptionalInt rateHz = OptionalInt.empty();
    private Durability durability = Durability.DEFAULT;
    private int standbys = 2;
    private boolean migratable = true;
    private List<NoMajorityStep> noMajority =
        List.of(
            new NoMajorityStep(NoMajorityPolicy.SURVIVORS, 5_000),
            new NoMajorityStep(NoMajorityPolicy.FREEZE, 20_000),
            new NoMajorityStep(NoMajorityPolicy.END, 0));
    private Timing timing = Timing.DEFAULT;
    private LinkConditions conditions = LinkConditions.NONE;
    private @Nullable Path recorderFile;
    private long recorderBytesMax = 256L << 20;
    private boolean recordsArrivals;
    private int stateBytesMax = 256 << 10;
    private boolean rehearsal;

    private Builder() {}

    /** What this peer calls itself; 1 to {@value Operation#NAME_MAX} characters. */
    public Builder playerName(String name) {
      check(
          !name.isBlank() && name.length() <= Operation.NAME_MAX,
          "playerName must have 1 to 64 characters",
          name);
      playerName = name;
      return this;
    }

    /**
     * The lobby's address, for example {@code http://127.0.0.1:8080}. Without one a session is
     * joined by {@link Invitation}, and two peers that lose each other have no witness.
     */
    public Builder lobby(URI address) {
      String scheme = String.valueOf(address.getScheme());
      check(
          (scheme.equals("http") || scheme.equals("https")) && address.getHost() != null,
          "lobby must be an http or https address",
          address);
      lobby = address;
      return this;
    }

    /** Where this peer's key is kept, made if it is missing; by default it lives in memory only. */
    public Builder identityFile(Path file) {
      identityFile = file;
      return this;
    }

    /** The local address to listen on; all IPv4 addresses by default. */
    public Builder bindAddress(String address) {
      check(!address.isBlank(), "bindAddress must be an IP address", address);
      bindAddress = address;
      return this;
    }

    /** The UDP port, 1 to 65535, or 0 (the default) for any that is free. */
    public Builder port(int number) {
      check(number >= 0 && number <= 65_535, "port must be 0 to 65535", number);
      port = number;
      return this;
    }

    /** Seats of a session that is created, 2 to 64; 16 by default. */
    public Builder peersMax(int seats) {
      check(seats >= 2 && seats <= 64, "peersMax must be 2 to 64", seats);
      peersMax = seats;
      return this;
    }

    /**
     * Ticks a second of a session that is created, 1 to 240; by default 60, and 1 for a game that
     * brings no {@link Simulation}.
     */
    public Builder rateHz(int ticks) {
      check(ticks >= 1 && ticks <= 240, "rateHz must be 1 to 240", ticks);
      rateHz = OptionalInt.of(ticks);
      return this;
    }

    /** When an input counts as safe in a session that is created; one standby by default. */
    public Builder durability(Durability level) {
      durability = level;
      return this;
    }

    /** How many standbys a session that is created has, 0 to 8; 2 by default. */
    public Builder standbys(int count) {
      check(count >= 0 && count <= 8, "standbys must be 0 to 8", count);
      standbys = count;
      return this;
    }

    /** Whether a session that is created survives the loss of its host; it does by default. */
    public Builder migratable(boolean value) {
      migratable = value;
      return this;
    }

    /**
     * What to do without a majority, tried in order, 1 to 8 steps; by default survivors for 5 s,
     * then freeze for 20 s, then end. To freeze first, and for longer, keeps a session that is cut
     * in two from playing on as two, and lets players that were cut off come back later.
     */
    public Builder noMajority(List<NoMajorityStep> steps) {
      check(
          !steps.isEmpty() && steps.size() <= 8, "noMajority must have 1 to 8 steps", steps.size());
      noMajority = List.copyOf(steps);
      return this;
    }

    /** All lengths of time of the protocol, which should be the same on all peers. */
    public Builder timing(Timing lengths) {
      timing = lengths;
      return this;
    }

    /**
     * Makes the network worse than it is, to try out the game on a bad one; the same on all peers.
     * By default packets pass untouched.
     */
    public Builder conditions(LinkConditions shaping) {
      conditions = shaping;
      return this;
    }

    /**
     * Where this peer's flight recorder is written; there must be no such file yet. By default none
     * is written.
     */
    public Builder recorder(Path file) {
      recorderFile = file;
      return this;
    }

    /** The largest flight recorder, 64 KiB to 256 MiB; 256 MiB by default. */
    public Builder recorderBytesMax(long bytes) {
      check(
          bytes >= 64 << 10 && bytes <= 256L << 20,
          "recorderBytesMax must be 65536 to 268435456",
          bytes);
      recorderBytesMax = bytes;
      return this;
    }

    /**
     * Whether the flight recorder says of each packet that one arrived, too, some thousands a
     * minute; by default it does not.
     */
    public Builder recordArrivals(boolean wanted) {
      recordsArrivals = wanted;
      return this;
    }

    /** The largest state that the game saves, 1 KiB to 4 MiB; 256 KiB by default. */
    public Builder stateBytesMax(int bytes) {
      check(bytes >= 1 << 10 && bytes <= 4 << 20, "stateBytesMax must be 1024 to 4194304", bytes);
      stateBytesMax = bytes;
      return this;
    }

    /** For a session that nobody is to notice, see {@link Rehearsal}. */
    Builder rehearsal() {
      rehearsal = true;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException if the durability asks for more copies than there are
     *     standbys
     */
    public SessionSettings build() {
      if (durability instanceof Durability.Standby level) {
        check(
            level.copies() <= standbys,
            "durability copies must be at most standbys = " + standbys,
            level.copies());
      }
      return new SessionSettings(this);
    }

    private static void check(boolean holds, String rule, Object value) {
      if (!holds) {
        throw new IllegalArgumentException(rule + ": " + value);
      }
    }
  }
}
