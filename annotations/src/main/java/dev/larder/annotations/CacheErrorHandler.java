package dev.larder.annotations;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Decides how a call of an annotated method continues when its cache fails. Examples are a server
 * that cannot be reached, a closed manager, or a loader, writer or copier that throws. By default
 * the call fails with the exception of the cache.
 *
 * <p>If the handler returns, the call continues as if the cache had no such entry. A {@code
 * CacheResult} method is then called, and its result is returned without being cached. A change of
 * the cache is skipped. An {@code Error} is not passed to the handler. Implementations are
 * thread-safe.
 */
@FunctionalInterface
public interface CacheErrorHandler {
  /**
   * Handles a failure of a cache.
   *
   * @param failure the exception that the cache threw; not null
   * @param cacheName the name of the cache; not null
   * @param method the annotated method, as {@code package.Class.method(types)}; not null
   * @throws RuntimeException to fail the call, with {@code failure} itself or another exception
   */
  void failed(RuntimeException failure, String cacheName, String method);

  /** Returns the default handler, which fails the call with the exception of the cache. */
  static CacheErrorHandler rethrowing() {
    return (failure, cacheName, method) -> {
      throw failure;
    };
  }

  /**
   * Returns a handler that logs each failure as a warning of the logger {@code
   * dev.larder.annotations}, and lets the call continue.
   */
  static CacheErrorHandler logging() {
    Logger log = System.getLogger("dev.larder.annotations");
    return (failure, cacheName, method) ->
        log.log(
            Level.WARNING,
            "cache '" + cacheName + "' failed, and " + method + " goes on without it",
            failure);
  }
}
