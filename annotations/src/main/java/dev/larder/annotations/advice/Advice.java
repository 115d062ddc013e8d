package dev.larder.annotations.advice;

import dev.larder.annotations.Instances;
import dev.larder.annotations.Invocation;
import dev.larder.annotations.metadata.CachedMethod;
import java.lang.annotation.Annotation;
import java.util.function.Supplier;
import javax.cache.CacheManager;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** What the annotation of one method asks for around its calls. Thread-safe. */
@FunctionalInterface
public interface Advice {
  /**
   * Answers a call, from the cache or by the method.
   *
   * @param target what the method is called on
   * @param arguments the arguments; the caller leaves them as they are until the call is over
   * @param invocation runs the method
   * @return what the call returns
   * @throws Throwable what the method throws, or a cached exception of it, or what the cache throws
   */
  @Nullable Object around(Object target, @Nullable Object[] arguments, Invocation invocation)
      throws Throwable;

  /** The advice for a method; factories and resolvers are asked for here, once. */
  static Advice of(CachedMethod<?> method, Supplier<CacheManager> manager, Instances instances) {
    return of(method, method.details().getCacheAnnotation(), new Wiring(manager, instances));
  }

  @SuppressWarnings("unchecked") // the annotation is the one of this method
  private static <A extends Annotation> Advice of(
      CachedMethod<A> method, Annotation annotation, Wiring wiring) {
    if (annotation instanceof CacheResult result) {
      return new ResultAdvice((CachedMethod<CacheResult>) method, result, wiring);
    } else if (annotation instanceof CachePut put) {
      CachedMethod<CachePut> of = (CachedMethod<CachePut>) method;
      var exceptions = new ExceptionFilter(put.cacheFor(), put.noCacheFor(), false);
      return new ChangeAdvice<>(wiring.caching(of), Change.PUT, put.afterInvocation(), exceptions);
    } else if (annotation instanceof CacheRemove remove) {
      CachedMethod<CacheRemove> of = (CachedMethod<CacheRemove>) method;
      var exceptions = new ExceptionFilter(remove.evictFor(), remove.noEvictFor(), false);
      return new ChangeAdvice<>(
          wiring.caching(of), Change.REMOVE, remove.afterInvocation(), exceptions);
    }
    CachedMethod<CacheRemoveAll> of = (CachedMethod<CacheRemoveAll>) method;
    CacheRemoveAll all = of.details().getCacheAnnotation();
    var exceptions = new ExceptionFilter(all.evictFor(), all.noEvictFor(), false);
    return new ChangeAdvice<>(
        wiring.caching(of), Change.REMOVE_ALL, all.afterInvocation(), exceptions);
  }
}
