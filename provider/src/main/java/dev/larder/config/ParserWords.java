package dev.larder.config;

import com.typesafe.config.ConfigException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** Translates the messages of the parser, which are hard to read and may contain secrets. */
final class ParserWords {
  private static final String NAMES =
      "names and texts with other characters than letters, digits, -, _ and dots between them are"
          + " written in quotes";
  private static final String ENTRIES =
      "accepted are key = value or key { ... }, on lines of their own or with commas between them";
  private static final String JSON_ENTRIES =
      "accepted are \"key\": value with commas between them, names in double quotes, and no comments";
  private static final String FORMATS =
      "; accepted are HOCON (.conf), JSON (.json) and Java properties (.properties)";

  /** A regular expression for a part of the message, and its translation; #1 is the first group. */
  private static final String TABLE =
      """
      unescaped newline|newline character => a text in quotes has no closing quote on its line
      triple-quoted string was still open => a text in three quotes is not closed
      string quote was still open => a text in quotes has no closing quote
      include (keyword is not followed|parameter|file|url|classpath|package) => \
      include is followed by a name in quotes, as in include "common.conf"
      (?:got|not:) end of file => the text ends too early: a closing }, ] or ) is missing
      token: end of file => a value or a block is missing at the end of the text
      unbalanced close brace => there is a } without its {
      leading, trailing, or two adjacent period => \
      a key begins or ends with a dot, or has two dots together; NAMES: "entity.*"
      '\\$' not followed by \\{ => \
      a $ outside quotes is only accepted in ${name}; NAMES: "com.acme.Outer$Inner"
      Reserved character '(.+?)' is not allowed => #1 is not accepted outside quotes; NAMES
      backslash followed by => a backslash within quotes is written twice: \\\\
      Expecting a field name or path => ${ } has no name; accepted is ${name} or ${?name}
      Key '(.*)' may not be followed by token: ('.+?')(?: |$) => #2 follows the key #1; ENTRIES
      wrong token: ('.+?') => #1 stands where a value is missing; ENTRIES
      end of input or a comma, got ':' => this looks like YAMLFORMATS
      got ('.+?') => #1 is not accepted here; ENTRIES
      not: ('.+?') => #1 is not accepted here; ENTRIES
      part of a cycle of substitutions involving (\\$\\{.+?\\}) => \
      the substitution #1 refers to itself
      resolve substitution to a value: (\\$\\{(.+?)\\}) => there is no value for #1: \
      not in the file, the system properties or the environment; ${?#2} may be missing
      """;

  private static final Map<Pattern, String> TRANSLATIONS = new LinkedHashMap<>();

  static {
    for (String line : TABLE.lines().toList()) {
      String[] parts = line.split(" => ", 2);
      TRANSLATIONS.put(
          Pattern.compile(parts[0]),
          parts[1].replace("NAMES", NAMES).replace("ENTRIES", ENTRIES).replace("FORMATS", FORMATS));
    }
  }

  private static final Pattern KEY = Pattern.compile("\\s*([\\w.\"*-]+)\\s*(?:[=:{+].*|$)");

  private ParserWords() {}

  /** Returns the exception for an error of the parser in a text. */
  static CacheException of(ConfigException failure, String name, String text) {
    int line = failure.origin() == null ? -1 : failure.origin().lineNumber();
    String place = name + (line < 1 ? "" : ":" + line);
    String message = translate(failure);
    if (name.endsWith(".json")) {
      message = message.replace(ENTRIES, JSON_ENTRIES);
    }
    return new CacheException("configuration " + place + ": " + key(text, line) + message);
  }

  /**
   * Refuses a text that begins like XML, because the parser would read it as a key.
   *
   * @throws CacheException if the text begins with {@code <}
   */
  static void refuseXml(String name, String text) {
    if (text.stripLeading().startsWith("<")) {
      throw new CacheException("configuration " + name + ":1: this looks like XML" + FORMATS);
    }
  }

  /** Returns the translated message, without the place. */
  static String translate(ConfigException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("concatenate")) {
      return "a list or a block stands beside another value; a setting has one value";
    }
    if (failure instanceof ConfigException.WrongType) {
      return "the text is not made of blocks; accepted are defaults, templates, caches, variables";
    }
    for (Map.Entry<Pattern, String> translation : TRANSLATIONS.entrySet()) {
      Matcher found = translation.getKey().matcher(message);
      if (found.find()) {
        String text = translation.getValue();
        for (int i = 1; i <= found.groupCount(); i++) {
          text = text.replace("#" + i, withoutSecret(found.group(i)));
        }
        return text;
      }
    }
    return "this cannot be read (" + failure.getClass().getSimpleName() + "); " + ENTRIES;
  }

  /** Returns a part of a message; hides text of the file that may be a secret. */
  private static String withoutSecret(@Nullable String part) {
    String text = String.valueOf(part);
    if (text.startsWith("'") && text.length() > 2) {
      return text.matches("'[^\\w\\s\"]{1,3}'") ? text : "a text";
    }
    return text.replaceFirst("\\s.*", "");
  }

  /** Returns the key at the beginning of a line; the rest of the line may be a secret. */
  private static String key(String text, int line) {
    Matcher key = KEY.matcher(text.lines().skip(Math.max(0, line - 1)).findFirst().orElse(""));
    return line > 0 && key.matches() ? "at " + key.group(1) + ": " : "";
  }
}
