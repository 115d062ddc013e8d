package dev.larder.store.heap;

import dev.larder.store.Operation;
import dev.larder.store.TestContext;
import org.jspecify.annotations.Nullable;

/** Creates the stores of the stress tests, and checks them afterwards. */
final class Bench {
  /** The bound of a store that never evicts. */
  static final long PLENTY = 1_000;

  /** The number of entries at which the table is about to grow. */
  static final int FULL = 16;

  private static final String SOUND = "sound";

  private Bench() {}

  /** Returns a store of eternal entries without listeners. */
  static <K> HeapStore<K, Integer> eternal(long maximum) {
    return new HeapStore<>(new TestContext<K, Integer>().maximum(maximum).eternal().deaf());
  }

  /**
   * Returns a store whose table grows with the next entry. Bin 1 is among the first bins to be
   * split, and its keys 1, 17, 33 and 49 move to different bins.
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

  /** Returns whether the key was absent. */
  static <K, V> boolean putIfAbsent(HeapStore<K, V> store, K key, V value) {
    return store.apply(key, Operation.PUT_IF_ABSENT, value, null).stored();
  }

  /** Returns whether the key was present. */
  static <K, V> boolean remove(HeapStore<K, V> store, K key) {
    return store.apply(key, Operation.REMOVE, null, null).present();
  }

  /** Returns the value, 0 if the key is absent. */
  static <K> int read(HeapStore<K, Integer> store, K key) {
    Integer value = store.read(key);
    return value == null ? 0 : value;
  }

  /** Returns how many of the keys are present. */
  @SafeVarargs
  static <K> int count(HeapStore<K, Integer> store, K... keys) {
    int found = 0;
    for (K key : keys) {
      found += store.read(key) == null ? 0 : 1;
    }
    return found;
  }

  /** Returns the table of a store. */
  static <K, V> Table<K, V> table(HeapStore<K, V> store) {
    return Fields.of(store, "table");
  }

  /** Returns the node of a key, null if there is none. */
  static <K, V> @Nullable Node<K, V> node(HeapStore<K, V> store, K key) {
    return table(store).find(key, Table.hash(key));
  }

  /** Returns "sound", or the name of the broken invariant. */
  static String verdict(HeapStore<?, ?> store) {
    try {
      Invariants.check(store);
      return SOUND;
    } catch (AssertionError e) {
      return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }
  }
}
