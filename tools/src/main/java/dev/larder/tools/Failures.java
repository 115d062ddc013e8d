package dev.larder.tools;

import dev.larder.tools.migrate.MigrationException;
import dev.larder.tools.trace.TraceException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Reports a failure in one line; {@code --verbose} adds the stack trace. */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    err.println(commandLine.getColorScheme().errorText("larder: " + message));
    if (parsed.hasMatchedOption("--verbose")) {
      failure.printStackTrace(err);
    }
    boolean isInput =
        failure instanceof TraceException
            || failure instanceof MigrationException
            || failure instanceof UnusableInputException;
    return isInput ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }
}
