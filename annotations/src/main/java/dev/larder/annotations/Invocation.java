package dev.larder.annotations;

import org.jspecify.annotations.Nullable;

/**
 * The rest of a call that was intercepted: for who writes a binding of {@link CacheInterceptor} to
 * implement. Used for one call, by one thread at a time.
 */
@FunctionalInterface
public interface Invocation {
  /**
   * Runs the method itself, and whatever else is between it and the cache: called once, or not at
   * all if the cache has the answer. Where the cache's callers refresh it, it is called later, by a
   * thread of the cache manager.
   *
   * @param arguments those of the call, or copies of them that the caller cannot change; as many as
   *     the method has parameters
   * @return what the method returns, null included
   * @throws Throwable what the method throws, as it is
   */
  @Nullable Object proceed(@Nullable Object[] arguments) throws Throwable;
}
