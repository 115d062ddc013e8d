package dev.larder.benchmarks.subject;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map in place of a cache. */
final class MapTarget implements Target {
  private final Map<Integer, Object> map;

  MapTarget(Map<Integer, Object> map) {
    this.map = map;
  }

  @Override
  public @Nullable Object get(Integer key) {
    return map.get(key);
  }

  @Override
  public void put(Integer key, Object value) {
    map.put(key, value);
  }

  @Override
  public boolean remove(Integer key) {
    return map.remove(key) != null;
  }

  @Override
  public boolean putIfAbsent(Integer key, Object value) {
    return map.putIfAbsent(key, value) == null;
  }

  @Override
  public boolean replace(Integer key, Object value) {
    return map.replace(key, value) != null;
  }

  @Override
  public @Nullable Object getAndPut(Integer key, Object value) {
    return map.put(key, value);
  }

  @Override
  public @Nullable Object increment(Integer key) {
    return map.merge(key, 1, (present, one) -> (Integer) present + (Integer) one);
  }

  @Override
  public long count() {
    return map.size();
  }

  @Override
  public long size() {
    return map.size();
  }

  @Override
  public Object cache() {
    return map;
  }
}
