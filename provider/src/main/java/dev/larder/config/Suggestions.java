package dev.larder.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the known key that is nearest to a mistyped one. */
final class Suggestions {
  private Suggestions() {}

  /** Returns a question to append to a message; empty if no known key is near. */
  static String hint(String typed, Collection<String> known) {
    String small = typed.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(key -> !key.equals(typed))
        .filter(key -> distance(small, key) <= Math.max(2, key.length() / 3))
        .min(Comparator.comparingInt(key -> distance(small, key)))
        .map(key -> ", did you mean " + key + "?")
        .orElse("");
  }

  /** Returns the Levenshtein distance, computed one row at a time. */
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
