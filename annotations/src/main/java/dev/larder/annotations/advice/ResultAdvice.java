package dev.larder.annotations.advice;

import dev.larder.annotations.Invocation;
import dev.larder.annotations.array.ArrayCopies;
import dev.larder.annotations.metadata.CachedMethod;
import dev.larder.annotations.metadata.ExceptionFilter;
import dev.larder.annotations.metadata.ResultType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.Cache;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * Carries out {@code @CacheResult}. It returns the value from the cache, throws the exception from
 * its cache, or runs the method and caches the result or exception. Null and an empty {@code
 * Optional} are never cached. Where callers of the cache refresh it, a stale value makes the method
 * run again in the background.
 */
final class ResultAdvice implements Advice {
  private static final Logger LOG = System.getLogger("dev.larder.annotations");

  private final CachedMethod<CacheResult> method;
  private final Caching<CacheResult> results;
  private final @Nullable Caches exceptions;
  private final ExceptionFilter cachedExceptions;
  private final Failures failures;
  private final boolean skipsGet;
  private final Results kind;
  private final Reading reading = new Reading();
  private final AtomicBoolean hasWarned = new AtomicBoolean();

  ResultAdvice(CachedMethod<CacheResult> method, Wiring wiring) {
    this.method = method;
    this.results = wiring.caching(method);
    this.exceptions = wiring.exceptions(method);
    this.cachedExceptions = method.exceptions();
    this.failures = wiring.failures(method);
    this.skipsGet = method.details().getCacheAnnotation().skipGet();
    this.kind = Results.of(method.resultType());
  }

  @Override
  public @Nullable Object around(Object target, @Nullable Object[] arguments, Invocation invocation)
      throws Throwable {
    Call<CacheResult> call = results.call(target, arguments);
    GeneratedCacheKey key = results.key(call);
    Cache<Object, Object> cache;
    try {
      cache = results.cache(call);
    } catch (RuntimeException e) {
      failures.handle(e);
      return invocation.proceed(arguments);
    }
    if (Reload.isUnderWay(cache, key)) {
      // The reload stores the result itself, or keeps the entry.
      return invocation.proceed(arguments);
    }
    if (!skipsGet) {
      Throwable exception = null;
      try {
        Object value = reading.get(cache, key, () -> again(cache, key, arguments, invocation));
        if (value != null) {
          return kind.of(value);
        }
        exception = exceptions == null ? null : (Throwable) exceptions.of(call).get(key);
      } catch (RuntimeException e) {
        failures.handle(e);
        // After a failed read, the result is not stored either.
        return invocation.proceed(arguments);
      }
      if (exception != null) {
        return kind.failed(exception);
      }
    }
    Observer observer =
        (result, failure) -> {
          try {
            keep(call, cache, key, result, failure);
          } catch (RuntimeException e) {
            failures.handle(e);
          }
        };
    return kind.isStage()
        ? observer.observeStage(invocation, arguments, method.resultType())
        : observer.observe(invocation, arguments);
  }

  /** Caches the outcome of a call. */
  private void keep(
      Call<CacheResult> call,
      Cache<Object, Object> cache,
      GeneratedCacheKey key,
      @Nullable Object result,
      @Nullable Throwable failure) {
    Object value = result == null ? null : cacheable(result);
    if (value != null) {
      cache.put(key, value);
      if (skipsGet && exceptions != null) {
        exceptions.of(call).remove(key);
      }
    } else if (exceptions != null && failure != null && isCached(failure)) {
      exceptions.of(call).put(key, failure);
    }
  }

  /** Returns a repetition of the call, with a snapshot of its arguments. */
  private Reload again(
      Cache<Object, Object> cache,
      Object key,
      @Nullable Object[] arguments,
      Invocation invocation) {
    @Nullable Object[] kept = ArrayCopies.ofArraysAmong(arguments);
    return new Reload(cache, key, () -> reload(invocation, kept));
  }

  /** Runs the call in the background, and returns the value to be cached. */
  private @Nullable Object reload(Invocation invocation, @Nullable Object[] arguments)
      throws Exception {
    try {
      Object result = invocation.proceed(arguments);
      if (kind.isStage() && result instanceof CompletionStage<?> stage) {
        result = stage.toCompletableFuture().get();
      }
      return result == null ? null : cacheable(result);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new InvocationTargetException(e);
    }
  }

  private @Nullable Object cacheable(Object result) {
    Object value = kind.canRepeat(result) ? kind.cacheable(result) : result;
    if (kind.canRepeat(result) && (value == null || !ResultType.isReadOnce(value.getClass()))) {
      return value;
    }
    if (!hasWarned.getAndSet(true)) {
      LOG.log(
          Level.WARNING,
          () ->
              "not cached: %s returned a %s, which its return type does not say, or which can be read once only"
                  .formatted(method, result.getClass().getName()));
    }
    return null;
  }

  /** Returns whether an exception is cached. A cancellation never is: the next call may succeed. */
  private boolean isCached(Throwable failure) {
    return !(failure instanceof CancellationException) && cachedExceptions.admits(failure);
  }
}
