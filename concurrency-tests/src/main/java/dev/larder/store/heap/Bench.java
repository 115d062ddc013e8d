package dev.larder.store.heap;

import dev.larder.store.Operation;
import dev.larder.store.TestContext;
import org.jspecify.annotations.Nullable;

/** What the races of the store start from, and how it is looked at once they are run. */
final class Bench {
  /** The bound of a store in which nothing has to go. */
  static final long PLENTY = 1_000;

  /** How many entries the table takes before it grows. */
  static final int FULL = 16;

  private static final String SOUND = "sound";

  private Bench() {}

  /** A store of eternal entries, with nobody to tell of evictions. */
  static <K> HeapStore<K, Integer> eternal(long maximum) {
    return new HeapStore<>(new TestContext<K, Integer>().maximum(maximum).eternal().deaf());
  }

  /**
   * A store whose table grows with the next entry: bin 1 is among those that move first, and its
   * keys, which go to different bins, are 1, 17, 33 and 49.
   */
  static HeapStore<Integer, Integer> full() {
    HeapStore<Integer, Integer> store = eternal(PLENTY);
    for (int i = 0; i < 4; i++) {
      put(store, 1 + FULL * i, i);
    }
    for (int i = 2; i < FULL - 2; i++) {
      put(store, i, i);
    }
    return store;
  }

  static <K, V> void put(HeapStore<K, V> store, K key, V value) {
    store.apply(key, Operation.PUT, value, null);
  }

  /** Whether it was absent. */
  static <K, V> boolean putIfAbsent(HeapStore<K, V> store, K key, V value) {
    return store.apply(key, Operation.PUT_IF_ABSENT, value, null).stored();
  }

  /** Whether it was present. */
  static <K, V> boolean remove(HeapStore<K, V> store, K key) {
    return store.apply(key, Operation.REMOVE, null, null).present();
  }

  /** The value, or 0. */
  static <K> int read(HeapStore<K, Integer> store, K key) {
    Integer value = store.read(key);
    return value == null ? 0 : value;
  }

  /** How many of the keys are there. */
  @SafeVarargs
  static <K> int count(HeapStore<K, Integer> store, K... keys) {
    int found = 0;
    for (K key : keys) {
      found += store.read(key) == null ? 0 : 1;
    }
    return found;
  }

  /** The table that a store has. */
  static <K, V> Table<K, V> table(HeapStore<K, V> store) {
    return Fields.of(store, "table");
  }

  /** The node of a key. */
  static <K, V> @Nullable Node<K, V> node(HeapStore<K, V> store, K key) {
    return table(store).find(key, Table.hash(key));
  }

  /** "sound", or which invariant is broken. */
  static String verdict(HeapStore<?, ?> store) {
    try {
      Invariants.check(store);
      return SOUND;
    } catch (AssertionError e) {
      return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }
  }
}
