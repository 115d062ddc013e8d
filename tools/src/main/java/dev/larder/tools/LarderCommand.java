package dev.larder.tools;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The top-level command. */
@Command(
    name = "larder",
    description = "Tools around JCache caches, those of Larder and others.",
    mixinStandardHelpOptions = true,
    versionProvider = LarderCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TopCommand.class,
      RecordCommand.class,
      ReplayCommand.class,
      CheckCommand.class,
      MigrateCommand.class,
      HelpCommand.class
    })
final class LarderCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  /** Lists the commands, because none was given. */
  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    line.usage(line.getErr());
    return ExitCode.USAGE;
  }

  /** Returns a number with its noun, such as "1 cache" or "2 caches". */
  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Reads the version from the manifest of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = LarderCommand.class.getPackage().getImplementationVersion();
      return new String[] {"larder " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
