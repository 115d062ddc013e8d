package dev.larder.tools.trace;

import java.util.regex.Pattern;

/** Makes texts of others, such as names and lines of logs, safe to print. */
public final class Printable {
  /** Characters that would control the terminal, or turn the direction of the text. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

  private Printable() {}

  /** Returns a text, with question marks in place of characters that a terminal acts upon. */
  public static String of(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }
}
