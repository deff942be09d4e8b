package dev.baton.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program {@code baton}: everything that Baton can show, run and measure from a terminal. */
@Command(
    name = "baton",
    description = "Keeps peer-hosted multiplayer games alive by migrating the host.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    subcommands = {
      DemoCommand.class,
      LobbyCommand.class,
      PeerCommand.class,
      TraceCommand.class,
      BenchCommand.class,
      SimCommand.class
    },
    footerHeading = "%nTo begin with:%n",
    footer = {
      "  baton demo             watch a session lose its hosts, and go on",
      "  baton COMMAND --help   what a command does, and its options"
    },
    exitCodeListHeading = "%nExit codes:%n")
public final class Main implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs the command that the arguments name and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine program = new CommandLine(new Main());
    program.getCommandSpec().usageMessage().exitCodeList(ExitCode.byNumber());
    return program
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Main::wrongArguments)
        .setExecutionExceptionHandler(Main::failed);
  }

  /** Prints the help, since no command was named. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int wrongArguments(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println("%s: %s (see %s --help)".formatted(name, wrong.getMessage(), name));
    return ExitCode.USAGE.number();
  }

  private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof CommandFailure told) {
      err.println(command.getCommandSpec().qualifiedName() + ": " + told.getMessage());
      return told.code().number();
    }
    err.println("A defect of this program; please report it with these lines:");
    failure.printStackTrace(err);
    return ExitCode.DEFECT.number();
  }
}
