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

  /**
   * Returns the advice for a method; factories and resolvers are asked for here, once.
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
