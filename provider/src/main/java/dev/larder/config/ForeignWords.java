package dev.larder.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps configuration keys of other cache products to the settings of Larder. */
final class ForeignWords {
  private static final String NO_REFERENCES =
      "Larder keeps neither weak nor soft references: a bound, as maximum-size = 1000, limits it";

  private static final String ON_HEAP =
      "Larder keeps entries on the heap: maximum-size = 1000 limits their number, maximum-weight"
          + " with a weigher their weight";

  /** The advice for a foreign key, by the key in lower case, without {@code -} and {@code _}. */
  private static final Map<String, String> KEYS = keys();

  private ForeignWords() {}

  private static Map<String, String> keys() {
    Map<String, String> keys = new HashMap<>();
    add(keys, "maximum-size", "heap", "entries", "maxentries", "maxentriesinmemory", "capacity");
    add(keys, "maximum-size", "maxentriesinheap", "maxentrieslocalheap", "maxelementsinmemory");
    add(keys, "maximum-size", "size", "maxsize", "limit", "maxelements", "entrycapacity", "max");
    add(keys, "maximum-weight, with a weigher", "maxweight", "maxbytes", "maxbyteslocalheap");
    add(keys, "policy", "eviction", "evictionpolicy", "memorystoreevictionpolicy", "strategy");
    add(keys, "expiry { modified = 10 minutes }", "ttl", "timetolive", "timetoliveseconds");
    add(keys, "expiry { created = 10 minutes }", "expireaftercreate", "expireaftercreation");
    add(keys, "expiry { modified = 10 minutes }", "expireafterwrite", "expireafterupdate");
    add(keys, "expiry { touched = 10 minutes }", "tti", "timetoidle", "timetoidleseconds");
    add(keys, "expiry { touched = 10 minutes }", "expireafteraccess", "maxidle", "maxidletime");
    add(keys, "expiry = eternal", "eternal");
    add(keys, "refresh-after", "refreshafterwrite", "refreshahead", "refresh");
    add(keys, "statistics", "recordstats", "stats", "statisticsenabled", "enablestatistics");
    add(keys, "management", "jmx", "managementenabled", "enablemanagement", "registermbeans");
    add(keys, "store-by-value = false", "storebyreference", "byreference");
    add(keys, "loader", "cacheloader", "loaderfactory", "cacheloaderfactory");
    add(keys, "writer", "cachewriter", "writerfactory", "cachewriterfactory");
    add(keys, "key-copier or value-copier", "copier", "copiers", "serializer", "serializers");
    add(keys, "listener-queue-size", "queuesize", "listenerqueue");
    add(keys, NO_REFERENCES, "weakkeys", "weakvalues", "softvalues", "softkeys", "references");
    add(keys, ON_HEAP, "offheap", "disk", "resources", "resourcepools", "persistence");
    return keys;
  }

  private static void add(Map<String, String> keys, String advice, String... words) {
    for (String word : words) {
      keys.put(word, advice);
    }
  }

  /** Returns advice for a key of another product; null if the key is not known. */
  static @Nullable String advice(String key) {
    String advice = KEYS.get(key.toLowerCase(Locale.ROOT).replaceAll("[-_]", ""));
    return advice == null || advice.startsWith("Larder ") ? advice : "Larder writes " + advice;
  }
}
