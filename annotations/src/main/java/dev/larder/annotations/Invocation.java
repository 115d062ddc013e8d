package dev.larder.annotations;

import org.jspecify.annotations.Nullable;

/** The rest of a call that was intercepted. */
@FunctionalInterface
public interface Invocation {
  /**
   * Runs the method itself, and whatever else is between it and the cache.
   *
   * @return what the method returns
   * @throws Throwable what the method throws, as it is
   */
  @Nullable Object proceed() throws Throwable;
}
