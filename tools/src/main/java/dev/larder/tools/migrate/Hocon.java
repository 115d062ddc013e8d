package dev.larder.tools.migrate;

/** Texts of a configuration file. */
final class Hocon {
  private static final int LONGEST = 300;

  private Hocon() {}

  /** Returns a text in quotes. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char at = text.charAt(i);
      if (at == '"' || at == '\\') {
        quoted.append('\\').append(at);
      } else if (at < ' ') {
        quoted.append(String.format("\\u%04x", (int) at));
      } else {
        quoted.append(at);
      }
    }
    return quoted.append('"').toString();
  }

  /** Returns a text in one line, for a comment or a message: no part of it may become a setting. */
  static String line(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }

  /** Returns a name as a key: in quotes, unless it is a plain word. */
  static String key(String name) {
    boolean isPlain = name.matches("[A-Za-z][A-Za-z0-9_-]*") && !name.equals("include");
    return isPlain ? name : quote(name);
  }
}
