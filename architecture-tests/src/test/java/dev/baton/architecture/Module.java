package dev.baton.architecture;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A module of the project, and the modules of ours that its classes may know. */
enum Module {
  CORE,
  REPLICATION,
  LOBBY_CORE,
  WIRE,
  SIMULATOR,
  TRANSPORT,
  CLIENT,
  LOBBY,
  DEMO,
  CLI;

  /** No clock, thread, chance, socket, logger or unordered collection: the same run every time. */
  static final Set<Module> PURE = EnumSet.of(CORE, REPLICATION, LOBBY_CORE, SIMULATOR);

  /** The modules that this one builds on; it may also know those that they build on. */
  private Set<Module> foundations() {
    return switch (this) {
      case CORE -> EnumSet.noneOf(Module.class);
      case REPLICATION, LOBBY_CORE -> EnumSet.of(CORE);
      case WIRE -> EnumSet.of(CORE, REPLICATION, LOBBY_CORE);
      case SIMULATOR -> EnumSet.of(WIRE, REPLICATION, LOBBY_CORE);
      case TRANSPORT -> EnumSet.of(WIRE);
      case CLIENT -> EnumSet.of(TRANSPORT, REPLICATION, CORE);
      case LOBBY -> EnumSet.of(WIRE, LOBBY_CORE);
      case DEMO -> EnumSet.of(CLIENT, LOBBY);
      case CLI -> EnumSet.of(DEMO, CLIENT, LOBBY, SIMULATOR);
    };
  }

  private Set<Module> known() {
    Set<Module> known = foundations();
    foundations().forEach(module -> known.addAll(module.known()));
    return known;
  }

  /** The modules that this one must not know. */
  Set<Module> unknown() {
    Set<Module> others = EnumSet.complementOf(EnumSet.of(this));
    others.removeAll(known());
    return others;
  }

  /** The folder of the module. */
  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The packages of these modules, in the project and among the planted faults. */
  static String[] packages(Set<Module> modules) {
    return modules.stream()
        .map(module -> module.folder().replace("-", ""))
        .flatMap(name -> Stream.of("dev.baton." + name + "..", "..planted." + name + ".."))
        .toArray(String[]::new);
  }
}
