package dev.baton.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code baton}: everything that Baton can show, run and measure from a terminal. */
@Command(
    name = "baton",
    description = "Keeps peer-hosted multiplayer games alive by migrating the host.",
    versionProvider = Version.class,
    subcommands = TraceCommand.class,
    mixinStandardHelpOptions = true)
public final class Main implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs the command that the arguments name and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  /** Prints the help, since no command was named. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
