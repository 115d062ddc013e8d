package dev.larder.config;

import java.util.Comparator;
import java.util.regex.Pattern;

/** A pattern for cache names: {@code *} matches any text, {@code ?} any one character. */
record Glob(String text) implements Comparable<Glob> {
  private static final Comparator<Glob> ORDER =
      Comparator.comparingLong((Glob glob) -> glob.text.replaceAll("[*?]", "").length())
          .thenComparing(Glob::text);

  boolean matches(String name) {
    String regex = Pattern.quote(text).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return Pattern.compile(regex, Pattern.DOTALL).matcher(name).matches();
  }

  /** Orders patterns from general to specific: a pattern with more literal characters is later. */
  @Override
  public int compareTo(Glob other) {
    return ORDER.compare(this, other);
  }
}
