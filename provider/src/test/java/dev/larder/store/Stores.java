package dev.larder.store;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opens the stores of the contracts. */
public interface Stores {
  /** Opens a store that is closed after the test. */
  <K, V> Store<K, V> open(TestContext<K, V> context);

  /** Returns the longest time to live that the stores know, in nanoseconds. */
  default long longestLife() {
    return 1_000_000_000_000_000L;
  }

  /** Returns how many random operations are compared with the model. */
  default int modelSteps() {
    return 10_000;
  }

  /** Returns the live value of a key, or null. Not an access. */
  static <K, V> @Nullable V peek(Store<K, V> store, K key) {
    EntrySnapshot<V> found = store.snapshot(key);
    return found == null ? null : found.value();
  }

  /** Claims a key, and waits for a thread that has claimed it. */
  static <K, V> Claim<V> claim(Store<K, V> store, K key) {
    return Objects.requireNonNull(store.claim(key, TestContext.hold(), true));
  }

  /** Returns the version of a live entry. */
  static <K> Object version(Store<K, ?> store, K key) {
    return store.snapshot(key).version();
  }

  /** Returns the keys of the live entries, page by page. */
  static <K, V> Iterator<K> keys(Store<K, V> store) {
    Iterator<List<Map.Entry<K, V>>> pages = store.pages();
    return new Iterator<>() {
      private Iterator<Map.Entry<K, V>> page = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!page.hasNext() && pages.hasNext()) {
          page = pages.next().iterator();
        }
        return page.hasNext();
      }

      @Override
      public K next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return page.next().getKey();
      }
    };
  }
}
