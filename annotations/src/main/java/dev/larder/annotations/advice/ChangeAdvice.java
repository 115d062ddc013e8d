package dev.larder.annotations.advice;

import dev.larder.annotations.Invocation;
import dev.larder.annotations.metadata.CachedMethod;
import dev.larder.annotations.metadata.ExceptionFilter;
import dev.larder.annotations.metadata.ResultType;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * Carries out {@code @CachePut}, {@code @CacheRemove} and {@code @CacheRemoveAll}. The change
 * happens before the method, or after it unless an exception of the method rules it out. Cache and
 * key are determined before the method runs, because the method may change its arguments.
 */
final class ChangeAdvice<A extends Annotation> implements Advice {
  private final Caching<A> caching;
  private final Change change;
  private final ExceptionFilter exceptions;
  private final Failures failures;
  private final ResultType resultType;

  /**
   * The caches of exceptions of methods whose results this method changes. The exceptions become
   * stale too.
   */
  private final List<Caches> cachedExceptions;

  private ChangeAdvice(CachedMethod<A> method, List<CachedMethod<?>> all, Wiring wiring) {
    this.caching = wiring.caching(method);
    this.change = Change.of(method);
    this.exceptions = method.exceptions();
    this.failures = wiring.failures(method);
    this.resultType = method.resultType();
    this.cachedExceptions = all.stream().flatMap(each -> exceptions(each, method, wiring)).toList();
  }

  static <A extends Annotation> ChangeAdvice<A> of(
      CachedMethod<A> method, List<CachedMethod<?>> all, Wiring wiring) {
    return new ChangeAdvice<>(method, all, wiring);
  }

  @SuppressWarnings("unchecked") // the annotation is the one of this method
  private static Stream<Caches> exceptions(
      CachedMethod<?> result, CachedMethod<?> change, Wiring wiring) {
    boolean shares =
        result.details().getCacheAnnotation() instanceof CacheResult
            && result.details().getCacheName().equals(change.details().getCacheName())
            && result.resolverFactory() == change.resolverFactory();
    return shares
        ? Stream.ofNullable(wiring.exceptions((CachedMethod<CacheResult>) result))
        : Stream.empty();
  }

  private void carryOut(
      Cache<Object, Object> cache, @Nullable GeneratedCacheKey key, Call<?> call) {
    try {
      change.carryOut(cache, key, call);
      for (Caches each : cachedExceptions) {
        Cache<Object, Object> exceptionCache = each.existing(call);
        if (exceptionCache != null) {
          change.forget(exceptionCache, key);
        }
      }
    } catch (RuntimeException e) {
      failures.handle(e);
    }
  }

  @Override
  public @Nullable Object around(Object target, @Nullable Object[] arguments, Invocation invocation)
      throws Throwable {
    Call<A> call = caching.call(target, arguments);
    GeneratedCacheKey key = change == Change.REMOVE_ALL ? null : caching.key(call);
    Cache<Object, Object> cache;
    try {
      cache = caching.cache(call);
    } catch (RuntimeException e) {
      failures.handle(e);
      return invocation.proceed(arguments);
    }
    if (!exceptions.heeded()) {
      carryOut(cache, key, call);
      return invocation.proceed(arguments);
    }
    Observer observer =
        (value, failure) -> {
          if (failure == null || exceptions.admits(failure)) {
            carryOut(cache, key, call);
          }
        };
    return observer.observeStage(invocation, arguments, resultType);
  }
}
