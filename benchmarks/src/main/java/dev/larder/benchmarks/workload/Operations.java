package dev.larder.benchmarks.workload;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** One operation each, on present keys unless the name says otherwise. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Operations {

  /** A hit. */
  @Benchmark
  public @Nullable Object read(Setting setting, Place place) {
    return setting.target().get(setting.key(place.next()));
  }

  /** A put of another value. */
  @Benchmark
  public void write(Setting setting, Place place) {
    int draw = place.next();
    setting.target().put(setting.key(draw), setting.value(draw));
  }

  /** Three hits and a put. */
  @Benchmark
  public @Nullable Object mixed(Setting setting, Place place) {
    int draw = place.next();
    Integer key = setting.key(draw);
    if ((draw & 3) != 0) {
      return setting.target().get(key);
    }
    setting.target().put(key, setting.value(draw));
    return key;
  }

  /** A put of a new key into a full cache. */
  @Benchmark
  public void evict(Setting setting, Place place) {
    Integer key = place.fresh();
    setting.target().put(key, setting.value(key));
  }

  /** A put of a new key into a full cache every second time, otherwise a get of a recent key. */
  @Benchmark
  public @Nullable Object gets50(Setting setting, Place place) {
    return recent(setting, place, 2);
  }

  /** Such a put every tenth time. */
  @Benchmark
  public @Nullable Object gets90(Setting setting, Place place) {
    return recent(setting, place, 10);
  }

  /** Such a put every hundredth time. */
  @Benchmark
  public @Nullable Object gets99(Setting setting, Place place) {
    return recent(setting, place, 100);
  }

  private static @Nullable Object recent(Setting setting, Place place, int every) {
    if (place.next() % every == 0) {
      Integer key = place.fresh();
      setting.target().put(key, setting.value(key));
      return key;
    }
    return setting.target().get(place.recent(Math.max(1, setting.keys / 4)));
  }

  /** A put of a present key. */
  @Benchmark
  public boolean putIfAbsent(Setting setting, Place place) {
    int draw = place.next();
    return setting.target().putIfAbsent(setting.key(draw), setting.value(draw));
  }

  /** A replace, which returns whether the key was present. */
  @Benchmark
  public boolean replace(Setting setting, Place place) {
    int draw = place.next();
    return setting.target().replace(setting.key(draw), setting.value(draw));
  }

  /** A put that returns the old value. */
  @Benchmark
  public @Nullable Object getAndPut(Setting setting, Place place) {
    int draw = place.next();
    return setting.target().getAndPut(setting.key(draw), setting.value(draw));
  }

  /** An entry processor that increments. */
  @Benchmark
  public @Nullable Object invoke(Setting setting, Place place) {
    return setting.target().increment(setting.key(place.next()));
  }

  /** A read-through of an absent key, and its removal. */
  @Benchmark
  public boolean loadAndRemove(Setting setting, Place place) {
    Integer key = place.fresh();
    boolean loaded = setting.target().get(key) != null;
    return setting.target().remove(key) && loaded;
  }

  /** A hundred hits at once. Each value is read, because some providers fetch values lazily. */
  @Benchmark
  public int getAll(Setting setting, Place place) {
    int found = 0;
    for (Object value : setting.target().getAll(setting.keys(place.next())).values()) {
      found += value == null ? 0 : 1;
    }
    return found;
  }
}
