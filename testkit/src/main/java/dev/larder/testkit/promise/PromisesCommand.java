package dev.larder.testkit.promise;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Probes providers, and prints one table. */
@Command(
    name = "promises",
    description = "Probes which promises JCache providers keep, and prints a table in Markdown.",
    mixinStandardHelpOptions = true)
public final class PromisesCommand implements Callable<Integer> {
  /** The exit code for a broken promise, which differs from that of a failure of the program. */
  static final int BROKEN = 3;

  @Spec private CommandSpec spec;

  @Option(
      names = "--provider",
      paramLabel = "CLASS",
      description = "A provider that is on the class path of this program, by its class.")
  private List<String> providers = new ArrayList<>();

  @Option(
      names = "--jars",
      paramLabel = "DIR",
      description = "A folder with a provider's jars, in itself or in target/jars.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "target/promises",
      description = "Where table and details go (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      defaultValue = "",
      description = "Only promises in whose sentence this is found.")
  private Pattern only;

  @Option(
      names = "--effort",
      defaultValue = "FULL",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Effort effort;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of all random choices (default: ${DEFAULT-VALUE}).")
  private long seed;

  /** The command line fills in all fields. */
  @SuppressWarnings("NullAway.Init")
  public PromisesCommand() {}

  /** Runs the probes; returns 0 if all promises were kept, or else 3. */
  @Override
  public Integer call() throws IOException {
    Plan plan = Plan.of(only, effort, seed);
    PrintWriter err = spec.commandLine().getErr();
    Report report = new Report(out, err);
    List<Subject> subjects = subjects();
    for (Subject subject : subjects) {
      new ChildJvm(subject, plan, report).run();
    }
    String table = report.markdown(subjects, plan) + conditions(plan);
    Files.createDirectories(out);
    Files.writeString(out.resolve("table.md"), table);
    spec.commandLine().getOut().println(table);
    return subjects.stream().allMatch(subject -> report.brokeNone(subject, plan)) ? 0 : BROKEN;
  }

  private List<Subject> subjects() throws IOException {
    List<Subject> subjects = new ArrayList<>();
    for (Path folder : folders) {
      subjects.add(Subject.of(folder));
    }
    providers.forEach(provider -> subjects.add(Subject.named(provider)));
    if (subjects.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "name a provider: --provider or --jars");
    }
    return subjects;
  }

  private static String conditions(Plan plan) {
    return "- "
        + LocalDate.now(ZoneOffset.UTC)
        + ", JDK "
        + Runtime.version()
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors, effort "
        + plan.effort()
        + ", seed "
        + plan.seed()
        + "\n";
  }
}
