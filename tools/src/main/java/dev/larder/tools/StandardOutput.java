package dev.larder.tools;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/**
 * An output that remembers its first failure, which {@link PrintWriter} hides. Not thread-safe, as
 * the writer above it is.
 */
final class StandardOutput extends FilterOutputStream {
  private @Nullable IOException failure;

  StandardOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /**
   * Returns the exit code for what was written. Prints a failure, unless the reader of a pipe has
   * ended, as {@code head} does.
   */
  int check(PrintWriter err) {
    IOException found = failure;
    if (found == null) {
      return ExitCode.OK;
    }
    String message = found.getMessage();
    if (message == null || !message.contains("Broken pipe")) {
      err.println("The output cannot be written: " + message);
    }
    return ExitCode.SOFTWARE;
  }
}
