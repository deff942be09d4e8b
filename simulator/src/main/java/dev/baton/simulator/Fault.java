package dev.baton.simulator;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Something that befalls a session, or that its players do; {@code toString} is its line. */
public sealed interface Fault {

  /** For how long, in milliseconds; 0 where it has no end. */
  default int forMs() {
    return 0;
  }

  /** A word for its kind, by which faults are chosen. */
  Kind kind();

  /** The kinds of faults. */
  enum Kind {
    KILL,
    VANISH,
    RESTART,
    STOP,
    BUSY,
    CUT,
    PART,
    UNLOBBY,
    WEATHER,
    LOBBY,
    JOIN,
    LEAVE,
    KICK,
    HANDOVER,
    TERMINATE,
    FITNESS,
    REPLAY,
    FORGE
  }

  /** The process dies; its operating system closes its sockets. */
  record Kill(Who who) implements Fault {
    @Override
    public Kind kind() {
      return Kind.KILL;
    }

    @Override
    public String toString() {
      return "kill " + who;
    }
  }

  /** The machine loses its power: nobody says anything. */
  record Vanish(Who who) implements Fault {
    @Override
    public Kind kind() {
      return Kind.VANISH;
    }

    @Override
    public String toString() {
      return "vanish " + who;
    }
  }

  /** The process is killed, if it runs, and a new one with its key joins. */
  record Restart(Who who) implements Fault {
    @Override
    public Kind kind() {
      return Kind.RESTART;
    }

    @Override
    public String toString() {
      return "restart " + who;
    }
  }

  /** The process does not run: a stop signal, a laptop asleep, a garbage collection. */
  record Stop(Who who, int forMs) implements Fault {
    @Override
    public Kind kind() {
      return Kind.STOP;
    }

    @Override
    public String toString() {
      return "stop " + who + " for " + forMs;
    }
  }

  /** The process runs for 20 ms and does not for 30 ms, in turn. */
  record Busy(Who who, int forMs) implements Fault {
    @Override
    public Kind kind() {
      return Kind.BUSY;
    }

    @Override
    public String toString() {
      return "busy " + who + " for " + forMs;
    }
  }

  /** Nothing gets from one to the other, nor back unless it is cut one way only. */
  record Cut(Who from, Who to, boolean oneWay, int forMs) implements Fault {
    @Override
    public Kind kind() {
      return Kind.CUT;
    }

    @Override
    public String toString() {
      return "cut " + from + (oneWay ? " > " : " - ") + to + " for " + forMs;
    }
  }

  /** These are cut off from all others, but not from each other. */
  record Part(List<Who> inside, boolean withLobby, int forMs) implements Fault {

    /** Copies the list. */
    public Part {
      inside = List.copyOf(inside);
    }

    @Override
    public Kind kind() {
      return Kind.PART;
    }

    @Override
    public String toString() {
      String names = inside.stream().map(Who::toString).collect(Collectors.joining(" "));
      return "part " + names + (withLobby ? " lobby" : "") + " for " + forMs;
    }
  }

  /** Cut off from the lobby alone. */
  record Unlobby(Who who, int forMs) implements Fault {
    @Override
    public Kind kind() {
      return Kind.UNLOBBY;
    }

    @Override
    public String toString() {
      return "unlobby " + who + " for " + forMs;
    }
  }

  /** The network is different, everywhere or at one place. */
  record Weather(Air air, Optional<Who> at, int forMs) implements Fault {
    @Override
    public Kind kind() {
      return Kind.WEATHER;
    }

    @Override
    public String toString() {
      String place = at.map(who -> " at " + who).orElse("");
      return "weather" + place + " " + ScenarioText.of(air) + " for " + forMs;
    }
  }

  /** Something is wrong with the lobby. */
  record Lobby(Trouble trouble, int forMs) implements Fault {
    @Override
    public Kind kind() {
      return Kind.LOBBY;
    }

    @Override
    public String toString() {
      return "lobby " + ScenarioText.word(trouble) + " for " + forMs;
    }
  }

  /** What can be wrong with a lobby. */
  enum Trouble {
    /** Its process dies, and another one starts after that time that knows nothing. */
    DIES,
    /** Its process does not run. */
    STOPS,
    /** Whatever it says takes half a second longer. */
    SLOWS,
    /** Its events come twice. */
    ECHOES,
    /** It closes all connections and takes none for that time, but knows what it knew. */
    DROPS,
    /** It has too much to do: to most of what it is asked it says to ask later. */
    REFUSES
  }

  /** A player that was not there joins. */
  record Join() implements Fault {
    @Override
    public Kind kind() {
      return Kind.JOIN;
    }

    @Override
    public String toString() {
      return "join";
    }
  }

  /** A player leaves of its own accord. */
  record Leave(Who who) implements Fault {
    @Override
    public Kind kind() {
      return Kind.LEAVE;
    }

    @Override
    public String toString() {
      return "leave " + who;
    }
  }

  /** The host removes a player. */
  record Kick(Who who) implements Fault {
    @Override
    public Kind kind() {
      return Kind.KICK;
    }

    @Override
    public String toString() {
      return "kick " + who;
    }
  }

  /** The host hands over. */
  record HandOver(Optional<Who> to) implements Fault {
    @Override
    public Kind kind() {
      return Kind.HANDOVER;
    }

    @Override
    public String toString() {
      return "handover" + to.map(who -> " to " + who).orElse("");
    }
  }

  /** The host ends the session for all. */
  record Terminate() implements Fault {
    @Override
    public Kind kind() {
      return Kind.TERMINATE;
    }

    @Override
    public String toString() {
      return "terminate";
    }
  }

  /** The game says that this peer can be host, or that it cannot. */
  record Fitness(Who who, boolean fit) implements Fault {
    @Override
    public Kind kind() {
      return Kind.FITNESS;
    }

    @Override
    public String toString() {
      return (fit ? "fit " : "unfit ") + who;
    }
  }

  /** What a player has said lately comes again, as from a network that held copies back. */
  record Replay(Who who) implements Fault {
    @Override
    public Kind kind() {
      return Kind.REPLAY;
    }

    @Override
    public String toString() {
      return "replay " + who;
    }
  }

  /** A player says that it is host of the next epoch, with votes that nobody gave. */
  record Forge(Who who) implements Fault {
    @Override
    public Kind kind() {
      return Kind.FORGE;
    }

    @Override
    public String toString() {
      return "forge " + who;
    }
  }
}
