package dev.larder.annotations.advice;

import dev.larder.annotations.Invocation;
import dev.larder.annotations.metadata.CachedMethod;
import dev.larder.annotations.metadata.ExceptionFilter;
import dev.larder.annotations.metadata.Returned;
import java.lang.annotation.Annotation;
import javax.cache.Cache;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * {@code @CachePut}, {@code @CacheRemove} and {@code @CacheRemoveAll}: a change before the method,
 * or after it, where exceptions of the method may rule it out. Cache and key are found before the
 * method runs, whatever it does to its arguments.
 */
final class ChangeAdvice<A extends Annotation> implements Advice {
  private final Caching<A> caching;
  private final Change change;
  private final ExceptionFilter exceptions;
  private final Returned returned;

  private ChangeAdvice(CachedMethod<A> method, Wiring wiring) {
    this.caching = wiring.caching(method);
    this.change = Change.of(method);
    this.exceptions = method.exceptions();
    this.returned = method.returned();
  }

  static <A extends Annotation> ChangeAdvice<A> of(CachedMethod<A> method, Wiring wiring) {
    return new ChangeAdvice<>(method, wiring);
  }

  @Override
  public @Nullable Object around(Object target, @Nullable Object[] arguments, Invocation invocation)
      throws Throwable {
    Call<A> call = caching.call(target, arguments);
    Cache<Object, Object> cache = caching.cache(call);
    GeneratedCacheKey key = change == Change.REMOVE_ALL ? null : caching.key(call);
    if (!exceptions.heeded()) {
      change.carryOut(cache, key, call);
      return invocation.proceed(arguments);
    }
    Observer observer =
        (value, failure) -> {
          if (failure == null || exceptions.admits(failure)) {
            change.carryOut(cache, key, call);
          }
        };
    return observer.observeStage(invocation, arguments, returned);
  }
}
