package dev.larder.tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The top-level command. */
@Command(
    name = "larder",
    description = "Tools around JCache caches, those of Larder and others.",
    mixinStandardHelpOptions = true,
    versionProvider = LarderCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ReplayCommand.class,
      CheckCommand.class,
      MigrateCommand.class,
      HelpCommand.class
    })
final class LarderCommand {

  /** Reads the version from the manifest of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = LarderCommand.class.getPackage().getImplementationVersion();
      return new String[] {"larder " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
