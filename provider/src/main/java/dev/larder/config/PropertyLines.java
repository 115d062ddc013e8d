package dev.larder.config;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import javax.cache.CacheException;

/** Reads the text of a properties file, and remembers the line of each property. */
final class PropertyLines {
  private PropertyLines() {}

  static Map<String, ConfigValue> of(String name, String text) {
    Map<String, ConfigValue> found = new TreeMap<>();
    List<String> lines = text.lines().toList();
    int next = 0;
    while (next < lines.size()) {
      int first = next;
      StringBuilder whole = new StringBuilder(lines.get(next++));
      while (next < lines.size() && continues(whole.toString())) {
        whole.append('\n').append(lines.get(next++));
      }
      ConfigOrigin origin = ConfigOriginFactory.newSimple(name).withLineNumber(first + 1);
      parse(name + ":" + (first + 1), whole.toString())
          .forEach(
              (key, value) ->
                  found.put(
                      key.toString(), ConfigValueFactory.fromAnyRef(value).withOrigin(origin)));
    }
    return found;
  }

  /** An odd number of backslashes at its end carries a line over, unless it is a comment. */
  private static boolean continues(String line) {
    String trimmed = line.stripLeading();
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\\') {
      end--;
    }
    return (line.length() - end) % 2 == 1 && !trimmed.startsWith("#") && !trimmed.startsWith("!");
  }

  private static Properties parse(String place, String line) {
    try {
      Properties one = new Properties();
      one.load(new StringReader(line));
      return one;
    } catch (IOException | IllegalArgumentException e) {
      // Without the value, which may be a secret.
      String key = line.strip().replaceFirst("(?s)\\s*[=:\\s].*", "");
      throw new CacheException(
          "configuration "
              + place
              + ": "
              + key
              + ": a \\u is followed by four hexadecimal digits, and a backslash is written twice");
    }
  }
}
