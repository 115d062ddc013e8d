package dev.larder.tools;

import dev.larder.tools.report.JsonReport;
import dev.larder.tools.report.Paragraph;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for the content and the destination of the output. */
final class OutputOptions {
  private static final int WIDEST = 120;
  private static final int NARROWEST = 30;

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
      description =
          "The width of the text, at least "
              + NARROWEST
              + ". Default: that of the terminal, at most "
              + WIDEST
              + ".")
  private @Nullable Integer width;

  @Option(names = "--ascii", description = "Draw with ASCII characters only.")
  private boolean ascii;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show what the provider logs, and the stack trace of a failure.")
  private boolean verbose;

  private int columns;

  /**
   * Rejects a width and files that cannot be used, before the replay spends time on their content.
   *
   * @param trace the file that is read, which must not be overwritten; null if it is none
   */
  void check(@Nullable Path trace) {
    if (width != null && width < NARROWEST) {
      throw new ParameterException(
          command.commandLine(), "--width must be at least " + NARROWEST + ": " + width);
    }
    columns = width == null ? Math.max(NARROWEST, Math.min(WIDEST, Terminal.columns())) : width;
    check("--plot", plot, trace, "the trace");
    check("--json", json, trace, "the trace");
    check("--json", json, plot, "the file of --plot");
    if (!verbose) {
      ROOT.setLevel(Level.WARNING);
    }
  }

  private void check(String option, @Nullable Path file, @Nullable Path other, String nameOfOther) {
    if (file == null) {
      return;
    }
    if (other != null && isSame(file, other)) {
      throw new ParameterException(
          command.commandLine(), option + ": " + file + " is " + nameOfOther);
    }
    Path folder = file.toAbsolutePath().getParent();
    boolean writable = Files.exists(file) ? Files.isWritable(file) : isWritableFolder(folder);
    if (Files.isDirectory(file) || !writable) {
      throw new ParameterException(
          command.commandLine(), option + ": no file can be written at " + file);
    }
  }

  private static boolean isSame(Path file, Path other) {
    try {
      return Files.isSameFile(file, other);
    } catch (IOException e) {
      // One of them does not exist, so the paths decide.
      return file.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
  }

  private static boolean isWritableFolder(@Nullable Path folder) {
    return folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
  }

  Progress progress() {
    return new Progress(command.commandLine().getErr(), Terminal.hasEscapeCodes(), columns);
  }

  /** Prints a hint before the replay. */
  void hint(String text) {
    PrintWriter err = command.commandLine().getErr();
    Paragraph.lines(text, columns).forEach(err::println);
  }

  void write(ReplayReport report) {
    PrintWriter out = command.commandLine().getOut();
    TextReport.of(report, columns, ascii, OutputOptions::heading).print(out);
    if (plot != null) {
      write("--plot", plot, SvgPlot.of(report)::write);
      place("The curve is in", plot);
    }
    if (json != null) {
      write("--json", json, new JsonReport(report)::write);
      place("The figures are in", json);
    }
  }

  /** Writes a file. */
  @FunctionalInterface
  private interface FileWriter {
    void write(Path file) throws IOException;
  }

  private static void write(String option, Path file, FileWriter writer) {
    try {
      writer.write(file);
    } catch (IOException e) {
      throw new UnusableInputException(
          option + ": " + file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Prints the path of a file in one piece, if need be on a line of its own. */
  private void place(String what, Path file) {
    String line = "  " + what + " " + file;
    command
        .commandLine()
        .getOut()
        .println(
            line.length() <= columns ? line : "  " + what + System.lineSeparator() + "  " + file);
  }

  private static String heading(String text) {
    return Terminal.hasEscapeCodes() ? "\033[1m" + text + "\033[0m" : text;
  }
}
