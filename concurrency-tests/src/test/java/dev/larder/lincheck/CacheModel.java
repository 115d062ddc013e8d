package dev.larder.lincheck;

import dev.larder.lincheck.Setting.Lifetime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The sequential specification of {@link CacheOperations}, without a bound: {@code
 * javax.cache.Cache} with the store of record and the clock. Evictions are separate steps, see
 * {@link Histories}.
 */
public class CacheModel {
  private record Entry(int value, int deadline) {}

  private Setting setting;
  private int now;
  private final Map<Integer, Entry> entries = new HashMap<>();
  private final Map<Integer, Integer> records = new HashMap<>();

  public void open(Caches caches) {
    setting = caches.setting();
  }

  public Integer get(int key) {
    Integer found = loaded(key);
    access(key);
    return found;
  }

  public boolean containsKey(int key) {
    return peek(key) != null;
  }

  public void put(int key, int value) {
    write(key, value);
  }

  public Integer getAndPut(int key, int value) {
    Integer before = peek(key);
    write(key, value);
    return before;
  }

  public boolean putIfAbsent(int key, int value) {
    boolean absent = peek(key) == null;
    if (absent) {
      write(key, value);
    }
    return absent;
  }

  public boolean remove(int key) {
    return getAndRemove(key) != null;
  }

  public boolean removeIfSame(int key, int expected) {
    boolean same = same(key, expected);
    if (same) {
      delete(key);
    }
    return same;
  }

  public Integer getAndRemove(int key) {
    Integer before = peek(key);
    delete(key);
    return before;
  }

  public boolean replace(int key, int value) {
    return getAndReplace(key, value) != null;
  }

  public boolean replaceIfSame(int key, int expected, int value) {
    boolean same = same(key, expected);
    if (same) {
      write(key, value);
    }
    return same;
  }

  public Integer getAndReplace(int key, int value) {
    Integer before = peek(key);
    if (before != null) {
      write(key, value);
    }
    return before;
  }

  public Integer increment(int key) {
    Integer found = loaded(key);
    int more = found == null ? 1 : found + 1;
    write(key, more);
    return more;
  }

  public Integer takeIfSame(int key, int expected) {
    Integer found = loaded(key);
    if (found != null && found == expected) {
      delete(key);
    } else {
      access(key);
    }
    return found;
  }

  public void record(int key, int value) {
    records.put(key, value);
  }

  public Integer recorded(int key) {
    return records.get(key);
  }

  public void tick() {
    now++;
  }

  public void sweep() {
    // Expired entries are invisible already.
  }

  public void finish() {
    // The model has no state to check.
  }

  /** Removes the entry, as an eviction does. */
  public void evict(int key) {
    entries.remove(key);
  }

  /** Lincheck does not explore a state twice. */
  @Override
  public boolean equals(Object other) {
    return other instanceof CacheModel model
        && Objects.equals(model.setting, setting)
        && model.now == now
        && model.entries.equals(entries)
        && model.records.equals(records);
  }

  @Override
  public int hashCode() {
    return Objects.hash(setting, now, entries, records);
  }

  private Integer peek(int key) {
    Entry entry = entries.get(key);
    return entry == null || entry.deadline <= now ? null : entry.value;
  }

  private Integer loaded(int key) {
    if (peek(key) == null && records.containsKey(key)) {
      store(key, records.get(key));
    }
    return peek(key);
  }

  /** The value is read for the comparison, which is an access even if it differs. */
  private boolean same(int key, int expected) {
    Integer found = peek(key);
    if (found == null || found != expected) {
      access(key);
      return false;
    }
    return true;
  }

  private void access(int key) {
    if (peek(key) != null && setting.lifetime() != Lifetime.CREATED) {
      store(key, peek(key));
    }
  }

  private void write(int key, int value) {
    store(key, value);
    if (setting.through()) {
      records.put(key, value);
    }
  }

  private void store(int key, int value) {
    boolean update = peek(key) != null && setting.lifetime() == Lifetime.CREATED;
    int deadline = update ? entries.get(key).deadline : now + OpenCache.LIFETIME;
    entries.put(key, new Entry(value, setting.expiring() ? deadline : Integer.MAX_VALUE));
  }

  private void delete(int key) {
    entries.remove(key);
    records.remove(key);
  }
}
