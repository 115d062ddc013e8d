package dev.larder.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Suggests a known key for a mistyped key, or for a key of another cache product. */
final class Suggestions {
  /** A setting, and the keys that other products have for it, without {@code -} and {@code _}. */
  private static final String OTHER_PRODUCTS =
      """
      maximum-size: heap entries maxentries maxentriesinmemory capacity maxentriesinheap size max
      maximum-size: maxentrieslocalheap maxelementsinmemory maxsize limit maxelements entrycapacity
      maximum-weight, with a weigher: maxweight maxbytes maxbyteslocalheap
      policy: eviction evictionpolicy memorystoreevictionpolicy strategy
      expiry { modified = 10 minutes }: ttl timetolive timetoliveseconds
      expiry { created = 10 minutes }: expireaftercreate expireaftercreation
      expiry { modified = 10 minutes }: expireafterwrite expireafterupdate
      expiry { touched = 10 minutes }: tti timetoidle timetoidleseconds
      expiry { touched = 10 minutes }: expireafteraccess maxidle maxidletime
      expiry = eternal: eternal
      refresh-after: refreshafterwrite refreshahead refresh
      statistics: recordstats stats statisticsenabled enablestatistics
      management: jmx managementenabled enablemanagement registermbeans
      recording: record readrecording trace tracing
      store-by-value = false: storebyreference byreference
      loader: cacheloader loaderfactory cacheloaderfactory
      writer: cachewriter writerfactory cachewriterfactory
      key-copier or value-copier: copier copiers serializer serializers
      listener-queue-size: queuesize listenerqueue
      """;

  private static final Map<String, String> ADVICE = advice();

  private Suggestions() {}

  private static Map<String, String> advice() {
    Map<String, String> advice = new HashMap<>();
    for (String line : OTHER_PRODUCTS.lines().toList()) {
      String[] parts = line.split(": ", 2);
      add(advice, "; Larder writes " + parts[0], parts[1]);
    }
    add(
        advice,
        "; Larder keeps neither weak nor soft references: a bound, as maximum-size = 1000, limits it",
        "weakkeys weakvalues softvalues softkeys references");
    add(
        advice,
        "; Larder keeps entries on the heap: maximum-size = 1000 limits their number,"
            + " maximum-weight with a weigher their weight",
        "offheap disk resources resourcepools persistence");
    return advice;
  }

  private static void add(Map<String, String> advice, String text, String keys) {
    for (String key : keys.split(" ", -1)) {
      advice.put(key, text);
    }
  }

  /** Returns advice to append to a message, for a key of another product; empty if unknown. */
  static String advice(String key) {
    return ADVICE.getOrDefault(key.toLowerCase(Locale.ROOT).replaceAll("[-_]", ""), "");
  }

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
    Arrays.setAll(row, j -> j);
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
