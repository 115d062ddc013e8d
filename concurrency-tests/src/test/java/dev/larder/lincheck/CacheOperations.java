package dev.larder.lincheck;

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

  public Integer get(int key) {
    return taken(cache.get(Key.of(key)));
  }

  public boolean containsKey(int key) {
    return cache.containsKey(Key.of(key));
  }

  public void put(int key, int value) {
    Box box = Box.of(value);
    cache.put(Key.of(key), box);
    given(box);
  }

  public Integer getAndPut(int key, int value) {
    Box box = Box.of(value);
    Integer before = taken(cache.getAndPut(Key.of(key), box));
    given(box);
    return before;
  }

  public boolean putIfAbsent(int key, int value) {
    Box box = Box.of(value);
    boolean stored = cache.putIfAbsent(Key.of(key), box);
    given(box);
    return stored;
  }

  public boolean remove(int key) {
    return cache.remove(Key.of(key));
  }

  public boolean removeIfSame(int key, int expected) {
    return cache.remove(Key.of(key), Box.of(expected));
  }

  public Integer getAndRemove(int key) {
    return taken(cache.getAndRemove(Key.of(key)));
  }

  public boolean replace(int key, int value) {
    Box box = Box.of(value);
    boolean replaced = cache.replace(Key.of(key), box);
    given(box);
    return replaced;
  }

  public boolean replaceIfSame(int key, int expected, int value) {
    Box box = Box.of(value);
    boolean replaced = cache.replace(Key.of(key), Box.of(expected), box);
    given(box);
    return replaced;
  }

  public Integer getAndReplace(int key, int value) {
    Box box = Box.of(value);
    Integer before = taken(cache.getAndReplace(Key.of(key), box));
    given(box);
    return before;
  }

  /** Calls an entry processor that writes a value computed from the one it read. */
  public Integer increment(int key) {
    return cache.invoke(
        Key.of(key),
        (entry, arguments) -> {
          Box found = entry.getValue();
          Box more = Box.of(found == null ? 1 : found.number() + 1);
          entry.setValue(more);
          int number = more.number();
          given(more);
          return number;
        });
  }

  /**
   * Calls an entry processor that removes the entry if it has the expected value; returns the value
   * that it read.
   */
  public Integer takeIfSame(int key, int expected) {
    return cache.invoke(
        Key.of(key),
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
      box.spoil();
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
