package dev.larder.lincheck;

import javax.cache.Cache;

/**
 * The operations of a cache on single keys, as Lincheck calls them. By value, every object that has
 * been handed in or out is spoilt at once: a cache that kept it would be found out.
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

  /** An entry processor that writes what it makes of what it has read. */
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

  /** An entry processor that removes if it has read what it expects; answers what it has read. */
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

  /** Writes to the store of record, past the cache. */
  public void record(int key, int value) {
    open.records().record(Key.of(key), value);
  }

  /** What is on record. */
  public Integer recorded(int key) {
    return open.records().read(Key.of(key));
  }

  /** Lets half a life pass. */
  public void tick() {
    open.advance();
  }

  /** Does what the thread for expiry does. */
  public void sweep() {
    open.sweep();
  }

  /** Looks at what the threads have left behind. */
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
