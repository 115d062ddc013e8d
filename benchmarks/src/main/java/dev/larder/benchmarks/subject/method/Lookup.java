package dev.larder.benchmarks.subject.method;

import org.jspecify.annotations.Nullable;

/** What is called. */
public interface Lookup {
  /** Finds what was stored. */
  @Nullable Object find(Integer key);

  /** Stores for {@link #find}. */
  void store(Integer key, Object value);
}
