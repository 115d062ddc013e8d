package dev.larder.testkit;

import dev.larder.testkit.model.ModelCommand;
import dev.larder.testkit.promise.PromisesCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The entry point of the program. */
@Command(
    name = "larder-testkit",
    description = "Checks of JCache providers.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ModelCommand.class, PromisesCommand.class, HelpCommand.class})
public final class Main {
  private Main() {}

  /** Runs the command line, and ends the JVM with its exit code. */
  public static void main(String[] args) {
    CommandLine commandLine =
        new CommandLine(new Main())
            .setUsageHelpAutoWidth(true)
            .setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(commandLine.execute(args));
  }
}
