package dev.larder.testkit.model;

import java.util.Collection;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;

/**
 * A writer that follows the {@link Integration}, and records its calls. A bulk call that fails
 * first writes what it can, and removes those entries from the collection, as the specification
 * requires.
 */
record ScriptedWriter(Integration script, Journal journal) implements CacheWriter<Integer, Box> {
  @Override
  public void write(Cache.Entry<? extends Integer, ? extends Box> entry) {
    journal.write("write " + entry.getKey() + "=" + journal.read(entry.getValue()));
    failIf(fails(entry.getKey()));
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends Box>> entries) {
    TreeMap<Integer, Integer> asked = new TreeMap<>();
    entries.forEach(entry -> asked.put(entry.getKey(), journal.read(entry.getValue())));
    journal.write("writeAll " + asked);
    entries.removeIf(entry -> !fails(entry.getKey()));
    failIf(!entries.isEmpty());
  }

  @Override
  public void delete(Object key) {
    journal.write("delete " + key);
    failIf(fails(key));
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    journal.write("deleteAll " + new TreeSet<>(keys));
    keys.removeIf(key -> !fails(key));
    failIf(!keys.isEmpty());
  }

  private boolean fails(Object key) {
    return script.failsToWrite((Integer) key, journal.number());
  }

  private void failIf(boolean fails) {
    if (fails) {
      throw journal.number() % 3 == 0
          ? new CacheWriterException("a writer that fails, on purpose")
          : new IllegalStateException("a writer that fails, on purpose");
    }
  }
}
