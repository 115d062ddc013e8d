package dev.larder.annotations;

import org.jspecify.annotations.Nullable;

/**
 * The rest of an intercepted call, which a binding of {@link CacheInterceptor} implements. Used for
 * one call, by one thread at a time.
 */
@FunctionalInterface
public interface Invocation {
  /**
   * Runs the method and any interceptors between it and the cache. It is not called on a hit, and
   * at most once otherwise. Where callers of the cache refresh it, a thread of the cache manager
   * calls it later.
   *
   * @param arguments those of the call, or copies of them that the caller cannot change; as many as
   *     the method has parameters
   * @return the result of the method, which may be null
   * @throws Throwable the exception of the method, unchanged
   */
  @Nullable Object proceed(@Nullable Object[] arguments) throws Throwable;
}
