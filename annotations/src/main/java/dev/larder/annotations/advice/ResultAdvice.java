package dev.larder.annotations.advice;

import dev.larder.annotations.Invocation;
import dev.larder.annotations.metadata.CachedMethod;
import java.util.concurrent.CancellationException;
import javax.cache.Cache;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * {@code @CacheResult}: the value from the cache, or else the exception from its cache, or else the
 * method, whose result or exception is cached. Null is never cached, nor is an empty {@code
 * Optional}.
 */
final class ResultAdvice implements Advice {
  private final Caching<CacheResult> results;
  private final @Nullable Caching<CacheResult> exceptions;
  private final ExceptionFilter cachedExceptions;
  private final boolean skipsGet;
  private final Results kind;

  ResultAdvice(CachedMethod<CacheResult> method, CacheResult annotation, Wiring wiring) {
    this.results = wiring.caching(method);
    this.exceptions = wiring.exceptions(method);
    this.cachedExceptions =
        new ExceptionFilter(annotation.cachedExceptions(), annotation.nonCachedExceptions(), true);
    this.skipsGet = annotation.skipGet();
    this.kind = Results.of(method.details().getMethod());
  }

  @Override
  public @Nullable Object around(Object target, @Nullable Object[] arguments, Invocation invocation)
      throws Throwable {
    Call<CacheResult> call = results.call(target, arguments);
    Cache<Object, Object> cache = results.cache(call);
    GeneratedCacheKey key = results.key(call);
    if (!skipsGet) {
      Object value = cache.get(key);
      if (value != null) {
        return kind.of(value);
      }
      Object exception = exceptions == null ? null : exceptions.cache(call).get(key);
      if (exception != null) {
        return kind.failed((Throwable) exception);
      }
    }
    return kind.observe(
        invocation,
        (value, failure) -> {
          if (value != null) {
            cache.put(key, value);
          } else if (exceptions != null && failure != null && isCached(failure)) {
            exceptions.cache(call).put(key, failure);
          }
        });
  }

  /** A call that was cancelled says nothing about the next one. */
  private boolean isCached(Throwable failure) {
    return !(failure instanceof CancellationException) && cachedExceptions.admits(failure);
  }
}
