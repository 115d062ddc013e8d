package dev.larder.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Hits by a Zipf(0.99) draw over a ring of 2^20 keys, and puts of new keys into a full cache. The
 * cache is bounded, and big enough for all keys of the ring.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Throughput {
  static final int KEYS = 10_000;
  static final int RING = 1 << 20;

  /** What is measured in this fork. */
  @Param({"MAP", "LARDER", "CAFFEINE", "CACHE2K"})
  public Subject subject = Subject.MAP;

  private Integer[] ring = new Integer[0];
  private @Nullable Operations operations;

  /** A thread's place in the ring, and its own new keys. */
  @State(Scope.Thread)
  public static class Cursor {
    private int index = new Random().nextInt(RING);
    private int fresh = KEYS + new Random().nextInt(1 << 28);

    int next() {
      index = (index + 1) & (RING - 1);
      return index;
    }
  }

  /** Fills the cache with all keys. */
  @Setup
  public void fill() {
    operations = subject.open(2 * KEYS);
    Integer[] keys = new Integer[KEYS];
    for (int i = 0; i < KEYS; i++) {
      keys[i] = i;
      operations.put().accept(i, i);
    }
    double[] cumulative = new double[KEYS];
    double sum = 0;
    for (int i = 0; i < KEYS; i++) {
      sum += 1 / Math.pow(i + 1.0, 0.99);
      cumulative[i] = sum;
    }
    Random random = new Random(42);
    ring = new Integer[RING];
    for (int i = 0; i < RING; i++) {
      int at = java.util.Arrays.binarySearch(cumulative, random.nextDouble() * sum);
      // Spread, so that neighbours in rank are not neighbours in the table.
      ring[i] = keys[(int) (((at < 0 ? -at - 1 : at) * 7919L) % KEYS)];
    }
  }

  @SuppressWarnings("NullAway") // set up before the first call
  private Operations operations() {
    return operations;
  }

  /** The cache that is measured. */
  Object target() {
    return operations().target();
  }

  /** A hit. */
  @Benchmark
  public @Nullable Integer get(Cursor cursor) {
    return operations().get().apply(ring[cursor.next()]);
  }

  /** A put of a key that is there. */
  @Benchmark
  public void put(Cursor cursor) {
    Integer key = ring[cursor.next()];
    operations().put().accept(key, key);
  }

  /** Three hits and a put. */
  @Benchmark
  public @Nullable Integer mixed(Cursor cursor) {
    int index = cursor.next();
    Integer key = ring[index];
    if ((index & 3) == 0) {
      operations().put().accept(key, key);
      return key;
    }
    return operations().get().apply(key);
  }

  /** A put of a new key: once the cache is full, each evicts another. */
  @Benchmark
  public void evict(Cursor cursor) {
    Integer key = cursor.fresh++;
    operations().put().accept(key, key);
  }
}
