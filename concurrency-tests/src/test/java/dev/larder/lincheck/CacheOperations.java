package dev.larder.lincheck;

import dev.larder.testkit.model.Box;
import javax.cache.Cache;

/**
 * The operations of a cache on single keys, as Lincheck calls them. By value, every object passed
 * in or out is changed afterwards, which detects a cache that keeps it.
 */
public class CacheOperations {
  private Caches caches;
  private boolean byValue;
  private OpenCache open;
  private Cache<Key, Box> cache;

  public void open(Caches from) {
    caches = from;
    byValue = from.setting().byValue();
    open = from.open();
    cache = open.cache();
  }

  /**
   * Performs an operation, and returns its result.
   *
   * @param expected the expected value of operations that compare
   * @param value the new value of operations that write
   */
  public Object perform(SingleKeyOperation operation, int number, int expected, int value) {
    Key key = Key.of(number);
    Box box = Box.of(value);
    Object result =
        switch (operation) {
          case GET -> taken(cache.get(key));
          case CONTAINS_KEY -> cache.containsKey(key);
          case PUT -> {
            cache.put(key, box);
            yield "-";
          }
          case GET_AND_PUT -> taken(cache.getAndPut(key, box));
          case PUT_IF_ABSENT -> cache.putIfAbsent(key, box);
          case REMOVE -> cache.remove(key);
          case REMOVE_SAME -> cache.remove(key, Box.of(expected));
          case GET_AND_REMOVE -> taken(cache.getAndRemove(key));
          case REPLACE -> cache.replace(key, box);
          case REPLACE_SAME -> cache.replace(key, Box.of(expected), box);
          case GET_AND_REPLACE -> taken(cache.getAndReplace(key, box));
          case INCREMENT -> increment(key);
          case TAKE_SAME -> takeSame(key, expected);
        };
    given(box);
    return result;
  }

  private Integer increment(Key key) {
    return cache.invoke(
        key,
        (entry, arguments) -> {
          Box found = entry.getValue();
          Box more = Box.of(found == null ? 1 : found.number() + 1);
          entry.setValue(more);
          return taken(more);
        });
  }

  private Integer takeSame(Key key, int expected) {
    return cache.invoke(
        key,
        (entry, arguments) -> {
          Integer found = taken(entry.getValue());
          if (found != null && found == expected) {
            entry.remove();
          }
          return found;
        });
  }

  /** Writes to the store of record, bypassing the cache. */
  public void record(int key, int value) {
    open.records().record(Key.of(key), value);
  }

  /** Returns the value in the store of record. */
  public Integer recorded(int key) {
    return open.records().read(Key.of(key));
  }

  /** Advances the time by half a lifetime. */
  public void tick() {
    open.advance();
  }

  /** Removes expired entries, as the expiry thread does. */
  public void sweep() {
    open.sweep();
  }

  /** Checks the state that the threads have left. */
  public void finish() {
    caches.finish(open);
  }

  private void given(Box box) {
    if (byValue) {
      box.scribble();
    }
  }

  private Integer taken(Box box) {
    if (box == null) {
      return null;
    }
    int number = box.number();
    given(box);
    return number;
  }
}
