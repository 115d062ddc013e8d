package dev.larder.benchmarks.workload;

import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.subject.Expiry;
import dev.larder.benchmarks.subject.Extra;
import dev.larder.benchmarks.subject.Spec;
import dev.larder.benchmarks.subject.Target;
import dev.larder.benchmarks.subject.Values;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A cache with all keys in it, and the draws of the threads. Keys are looked up by the same objects
 * that were put, so that no row measures {@code equals}.
 */
@State(Scope.Benchmark)
public class Setting {
  /** The number of draws. */
  static final int DRAWS = 1 << 20;

  private static final int SOME = 1 << 10;
  private static final int MANY = 100;

  /** The subject of this JVM. */
  @Param("MAP")
  public Subject subject = Subject.MAP;

  /** The number of entries. */
  @Param("100000")
  public int keys;

  /** Whether the bound equals the number of entries; otherwise it is twice that. */
  @Param("false")
  public boolean full;

  /** The expiry of entries. */
  @Param("ETERNAL")
  public Expiry expiry = Expiry.ETERNAL;

  /** The type of values. */
  @Param("NUMBER")
  public Values values = Values.NUMBER;

  /** The additional feature of the cache. */
  @Param("NONE")
  public Extra extra = Extra.NONE;

  @SuppressWarnings("NullAway.Init") // set before the first draw
  private Target target;

  private Integer[] ring = new Integer[0];
  private Object[] pool = new Object[0];
  private Object[] sets = new Object[0];

  /** Opens the cache and fills it. */
  @Setup(Level.Trial)
  public void fill() {
    target = subject.open(new Spec(full ? keys : 2L * keys, expiry, values, extra));
    Integer[] all = new Integer[keys];
    Arrays.setAll(all, i -> i);
    ring = Zipf.ring(all, DRAWS);
    pool = new Object[SOME];
    Arrays.setAll(pool, values::of);
    for (Integer key : all) {
      target.put(key, value(key));
    }
    sets = new Object[SOME];
    Arrays.setAll(sets, this::set);
    // The entries of a long-running cache are adjacent in memory. Garbage from the filling must not
    // lie between them.
    System.gc();
  }

  private Set<Integer> set(int from) {
    Set<Integer> set = new LinkedHashSet<>();
    for (int i = from * MANY; set.size() < Math.min(MANY, keys); i++) {
      set.add(key(i));
    }
    return set;
  }

  /** Returns the cache. */
  public Target target() {
    return target;
  }

  Integer key(int draw) {
    return ring[draw & (DRAWS - 1)];
  }

  Object value(int draw) {
    return pool[draw & (SOME - 1)];
  }

  @SuppressWarnings("unchecked") // no arrays of generic types
  Set<Integer> keys(int draw) {
    return (Set<Integer>) sets[draw & (SOME - 1)];
  }
}
