package dev.larder.annotations.advice;

import dev.larder.annotations.metadata.ResultType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Converts between the results of a method and cached values, by its return type.
 *
 * @param isStage whether the method returns a stage of the result
 * @param content the conversion of the result to the cached value
 */
record Results(boolean isStage, Content content) {
  static Results of(ResultType resultType) {
    return new Results(resultType.isStage(), Content.of(resultType.content()));
  }

  /**
   * Returns whether a hit could produce an equivalent result. It could not for a stage or an
   * optional if the method's return type is Object.
   */
  boolean canRepeat(Object result) {
    return Content.of(result.getClass()) == content && !(result instanceof CompletionStage);
  }

  /** Returns the value to cache for a result, or null if it cannot be cached. */
  @Nullable Object cacheable(Object result) {
    return content.cacheable(result);
  }

  /** Returns the result of a call for a cached value. */
  @SuppressWarnings("FutureReturnValueIgnored") // the caller of the method gets it
  Object of(Object cached) {
    Object result = content.of(cached);
    return isStage ? CompletableFuture.completedFuture(result) : result;
  }

  /** Returns the result of a call for a cached exception, or throws the exception. */
  @SuppressWarnings("FutureReturnValueIgnored") // the caller of the method gets it
  Object failed(Throwable cached) throws Throwable {
    if (isStage) {
      return CompletableFuture.failedFuture(cached);
    }
    throw cached;
  }
}
