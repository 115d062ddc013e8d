package dev.larder.annotations;

import org.jspecify.annotations.Nullable;

/**
 * The rest of a call that was intercepted: for who writes a binding of {@link CacheInterceptor} to
 * implement. Used for one call, by its thread.
 */
@FunctionalInterface
public interface Invocation {
  /**
   * Runs the method itself, and whatever else is between it and the cache: called once, or not at
   * all if the cache has the answer.
   *
   * @return what the method returns, null included
   * @throws Throwable what the method throws, as it is
   */
  @Nullable Object proceed() throws Throwable;
}
