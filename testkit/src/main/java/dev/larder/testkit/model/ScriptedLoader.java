package dev.larder.testkit.model;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/** A loader that follows the {@link Integration}, and records its calls. */
record ScriptedLoader(Integration script, Journal journal) implements CacheLoader<Integer, Box> {
  @Override
  @SuppressWarnings("NullAway") // the specification returns null for a missing key
  public Box load(Integer key) {
    journal.load("load " + key);
    failIfScripted(key);
    return found(key);
  }

  @Override
  public Map<Integer, Box> loadAll(Iterable<? extends Integer> keys) {
    TreeSet<Integer> asked = new TreeSet<>();
    keys.forEach(asked::add);
    journal.load("loadAll " + asked);
    asked.forEach(this::failIfScripted);
    Map<Integer, Box> loaded = new HashMap<>();
    // A missing key maps to null in some steps, and is omitted in others.
    for (Integer key : asked) {
      Box value = found(key);
      if (value != null || journal.number() % 2 == 0) {
        loaded.put(key, value);
      }
    }
    return loaded;
  }

  private @Nullable Box found(int key) {
    Integer value = script.loaded(key, journal.number());
    return value == null ? null : journal.lend(value);
  }

  private void failIfScripted(int key) {
    if (script.failsToLoad(key, journal.number())) {
      throw journal.number() % 3 == 0
          ? new CacheLoaderException("a loader that fails, on purpose")
          : new IllegalStateException("a loader that fails, on purpose");
    }
  }
}
