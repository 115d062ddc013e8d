package dev.larder.benchmarks.subject.method;

import org.jspecify.annotations.Nullable;

/** The interface with the intercepted methods. */
public interface Lookup {
  /** Returns the stored value. */
  @Nullable Object find(Integer key);

  /** Stores a value for {@link #find}. */
  void store(Integer key, Object value);
}
