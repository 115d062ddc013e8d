package dev.larder.tools;

import dev.larder.tools.jmx.JmxConnection;
import dev.larder.tools.jmx.JmxTarget;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The JVM that a command connects to. */
final class TargetOptions {
  private static final String PASSWORD = "LARDER_JMX_PASSWORD";

  @Parameters(
      paramLabel = "JVM",
      arity = "0..1",
      description =
          "A process id of this machine, a part of the name of its program, HOST:PORT of its JMX"
              + " agent, or an address service:jmx:URL. Without it, the only JVM that runs here;"
              + " several are listed.")
  private @Nullable String target;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description =
          "The user name for a JMX address; the variable " + PASSWORD + " holds the password.")
  private @Nullable String user;

  JmxConnection connect() {
    return new JmxTarget(target == null ? "" : target.strip(), user, System.getenv(PASSWORD))
        .connect();
  }
}
