package dev.larder.tools.migrate;

/** Texts of a configuration file. */
final class Hocon {
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

  /** Returns a name as a key: in quotes, unless it is a plain word. */
  static String key(String name) {
    return name.matches("[A-Za-z][A-Za-z0-9_-]*") ? name : quote(name);
  }
}
