package dev.larder.tools;

import dev.larder.tools.report.JsonReport;
import dev.larder.tools.report.Progress;
import dev.larder.tools.report.ReplayReport;
import dev.larder.tools.report.SvgPlot;
import dev.larder.tools.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for the content and the destination of the output. */
final class OutputOptions {
  private static final int WIDEST = 120;

  /** A strong reference, because the level of an unreferenced logger is lost. */
  private static final Logger ROOT = Logger.getLogger("");

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = {"-p", "--plot"},
      paramLabel = "FILE",
      description = "Write the miss-ratio curve as SVG.")
  private @Nullable Path plot;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--width",
      paramLabel = "COLUMNS",
      description = "The width of the plot. Default: that of the terminal, at most " + WIDEST + ".")
  private int width;

  @Option(names = "--ascii", description = "Draw with ASCII characters only.")
  private boolean ascii;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show what the provider logs, and the stack trace of a failure.")
  private boolean verbose;

  /** Rejects files that cannot be written, before the replay spends time on their content. */
  void check() {
    check("--plot", plot);
    check("--json", json);
    if (!verbose) {
      ROOT.setLevel(Level.WARNING);
    }
  }

  private void check(String option, @Nullable Path file) {
    Path folder = file == null ? null : file.toAbsolutePath().getParent();
    if (file != null && (Files.isDirectory(file) || folder == null || !Files.isWritable(folder))) {
      throw new ParameterException(
          command.commandLine(), option + ": no file can be written at " + file);
    }
  }

  Progress progress() {
    return new Progress(command.commandLine().getErr(), Ansi.AUTO.enabled());
  }

  void write(ReplayReport report) throws IOException {
    PrintWriter out = command.commandLine().getOut();
    int columns = width > 0 ? width : Math.min(WIDEST, command.usageMessage().width());
    TextReport.of(report, columns, ascii, OutputOptions::heading).print(out);
    if (plot != null) {
      SvgPlot.of(report).write(plot);
      out.println("  The curve is in " + plot);
    }
    if (json != null) {
      new JsonReport(report).write(json);
      out.println("  The figures are in " + json);
    }
  }

  private static String heading(String text) {
    return Ansi.AUTO.enabled() ? "\033[1m" + text + "\033[0m" : text;
  }
}
