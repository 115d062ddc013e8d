package dev.larder.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A pattern for cache names: {@code *} matches any text, {@code ?} any one character. */
record Glob(String text, Pattern pattern) implements Comparable<Glob> {

  Glob(String text) {
    this(text, Pattern.compile(regex(text), Pattern.DOTALL));
  }

  private static String regex(String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return regex.toString();
  }

  boolean matches(String name) {
    return pattern.matcher(name).matches();
  }

  private int literals() {
    return (int) text.chars().filter(c -> c != '*' && c != '?').count();
  }

  /** Orders patterns from general to specific: a pattern with more literal characters is later. */
  @Override
  public int compareTo(Glob other) {
    int byLiterals = Integer.compare(literals(), other.literals());
    return byLiterals != 0 ? byLiterals : text.compareTo(other.text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Glob glob && text.equals(glob.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
