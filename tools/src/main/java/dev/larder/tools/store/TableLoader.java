package dev.larder.tools.store;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;

/** Loads missing keys from the table, and counts the calls. Thread-safe. */
public final class TableLoader implements CacheLoader<String, String> {
  private final BackingTable table;
  private final LongAdder calls = new LongAdder();

  public TableLoader(BackingTable table) {
    this.table = table;
  }

  @Override
  public String load(String key) {
    calls.increment();
    try {
      return table.read(key);
    } catch (SQLException e) {
      throw new CacheLoaderException("query for key " + key, e);
    }
  }

  @Override
  public Map<String, String> loadAll(Iterable<? extends String> keys) {
    Map<String, String> loaded = new HashMap<>();
    keys.forEach(key -> loaded.put(key, load(key)));
    return loaded;
  }

  /** Returns how many keys have been requested from this loader. */
  public long calls() {
    return calls.sum();
  }
}
