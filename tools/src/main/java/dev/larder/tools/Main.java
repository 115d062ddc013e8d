package dev.larder.tools;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** The entry point of the program. */
public final class Main {
  private Main() {}

  /** Runs the command line, and ends the JVM with its exit code. */
  public static void main(String[] args) {
    CommandLine commandLine = commandLine();
    StandardOutput out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    commandLine.setOut(utf8(out)).setErr(utf8(new FileOutputStream(FileDescriptor.err)));
    int code = commandLine.execute(args);
    System.exit(code == ExitCode.OK ? out.check(commandLine.getErr()) : code);
  }

  static CommandLine commandLine() {
    return new CommandLine(new LarderCommand())
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                Terminal.hasEscapeCodes() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(new Failures());
  }

  // UTF-8 in any locale: containers rarely set one, and most terminals support UTF-8.
  private static PrintWriter utf8(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
