package dev.larder.annotations.advice;

import dev.larder.annotations.CacheErrorHandler;
import dev.larder.annotations.Instances;
import dev.larder.annotations.Invocation;
import dev.larder.annotations.metadata.CachedMethod;
import java.util.List;
import java.util.function.Supplier;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** Carries out the annotation of one method around its calls. Thread-safe. */
@FunctionalInterface
public interface Advice {
  /**
   * Runs a call, from the cache or by the method.
   *
   * @param target the object that the method is called on
   * @param arguments the arguments, which the caller does not change until the call has ended
   * @param invocation runs the method
   * @return the result of the call
   * @throws Throwable the exception of the method, a cached exception of it, or the exception of
   *     the cache
   */
  @Nullable Object around(Object target, @Nullable Object[] arguments, Invocation invocation)
      throws Throwable;

  /**
   * Returns the advice for a method. Factories and resolvers are requested here, once.
   *
   * @param all the annotated methods of its class
   */
  @SuppressWarnings("unchecked") // the annotation is the one of this method
  static Advice of(
      CachedMethod<?> method,
      List<CachedMethod<?>> all,
      Supplier<CacheManager> manager,
      Instances instances,
      CacheErrorHandler handler) {
    Wiring wiring = new Wiring(method, manager, instances, handler);
    return method.details().getCacheAnnotation() instanceof CacheResult
        ? new ResultAdvice((CachedMethod<CacheResult>) method, wiring)
        : ChangeAdvice.of(method, all, wiring);
  }
}
