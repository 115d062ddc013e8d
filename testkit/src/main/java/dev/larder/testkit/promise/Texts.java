package dev.larder.testkit.promise;

import java.io.PrintWriter;
import java.io.StringWriter;

final class Texts {
  private static final int BRIEF = 90;

  private Texts() {}

  /** Returns one line about the innermost cause, which is the most informative one. */
  static String brief(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return oneLine(cause.getClass().getSimpleName() + message);
  }

  /** Shortens a text, and replaces characters that would break a line or a table. */
  static String oneLine(String text) {
    String line = text.replaceAll("\\s+", " ").replace('|', '/');
    return line.length() <= BRIEF ? line : line.substring(0, BRIEF) + "…";
  }

  static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
