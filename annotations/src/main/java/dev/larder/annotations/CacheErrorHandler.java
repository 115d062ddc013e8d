package dev.larder.annotations;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Decides what becomes of a call of an annotated method when its cache fails: a server that cannot
 * be reached, a manager that is closed, a loader, writer or copier that throws. Unless another
 * handler is set, the call fails with what the cache has thrown.
 *
 * <p>If the handler returns, the call goes on as if the cache had no such entry: a {@code
 * CacheResult} method is called and its result is returned without being cached, and a change of
 * the cache is left out. An {@code Error} is not handled. Implementations are thread-safe.
 */
@FunctionalInterface
public interface CacheErrorHandler {
  /**
   * Hears of a failure.
   *
   * @param failure what the cache has thrown; not null
   * @param cacheName the name of the cache; not null
   * @param method the annotated method, as {@code package.Class.method(types)}; not null
   * @throws RuntimeException to fail the call: the failure itself, or another one
   */
  void failed(RuntimeException failure, String cacheName, String method);

  /** Fails the call with what the cache has thrown, which is the default. */
  static CacheErrorHandler rethrowing() {
    return (failure, cacheName, method) -> {
      throw failure;
    };
  }

  /** Logs each failure as a warning, under the name {@code dev.larder.annotations}, and goes on. */
  static CacheErrorHandler logging() {
    Logger log = System.getLogger("dev.larder.annotations");
    return (failure, cacheName, method) ->
        log.log(
            Level.WARNING,
            "cache '" + cacheName + "' failed, and " + method + " goes on without it",
            failure);
  }
}
