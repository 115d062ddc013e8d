package dev.larder.annotations.advice;

import dev.larder.annotations.metadata.Returned;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How what a method returns and what is cached of it belong together, by its return type.
 *
 * @param isStage whether it returns a stage that comes to the result
 * @param content what is cached of the result
 */
record Results(boolean isStage, Content content) {
  static Results of(Returned returned) {
    return new Results(returned.isStage(), Content.of(returned.content()));
  }

  /**
   * Whether a hit would know how to make the like of a result. It would not of a stage or an
   * optional of a method that says no more than Object.
   */
  boolean canRepeat(Object result) {
    return Content.of(result.getClass()) == content && !(result instanceof CompletionStage);
  }

  /** What can be cached of a result: null if nothing can. */
  @Nullable Object cacheable(Object result) {
    return content.cacheable(result);
  }

  /** What the call returns for a cached value. */
  @SuppressWarnings("FutureReturnValueIgnored") // the caller of the method gets it
  Object of(Object cached) {
    Object result = content.of(cached);
    return isStage ? CompletableFuture.completedFuture(result) : result;
  }

  /** What the call returns for a cached exception, unless it throws it. */
  @SuppressWarnings("FutureReturnValueIgnored") // the caller of the method gets it
  Object failed(Throwable cached) throws Throwable {
    if (isStage) {
      return CompletableFuture.failedFuture(cached);
    }
    throw cached;
  }
}
