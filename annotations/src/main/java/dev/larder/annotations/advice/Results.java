package dev.larder.annotations.advice;

import dev.larder.annotations.Invocation;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How what a method returns and what is cached of it belong together, by its return type. */
enum Results {
  /** The result itself. */
  DIRECT {
    @Override
    Object of(Object cached) {
      return cached;
    }

    @Override
    @Nullable Object cacheable(@Nullable Object result) {
      return result;
    }
  },

  /** What is in the {@code Optional}. */
  OPTIONAL {
    @Override
    Object of(Object cached) {
      return Optional.of(cached);
    }

    @Override
    @Nullable Object cacheable(@Nullable Object result) {
      return result == null ? null : ((Optional<?>) result).orElse(null);
    }
  },

  /** What the stage comes to; the method is over when the stage is. */
  STAGE {
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the caller of the method gets it
    Object of(Object cached) {
      return CompletableFuture.completedFuture(cached);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the caller of the method gets it
    Object failed(Throwable cached) {
      return CompletableFuture.failedFuture(cached);
    }

    @Override
    @Nullable Object cacheable(@Nullable Object result) {
      return result;
    }

    @Override
    @Nullable Object observe(Invocation invocation, Observer observer) throws Throwable {
      CompletionStage<?> stage = (CompletionStage<?>) proceed(invocation, observer);
      if (stage == null) {
        observer.ended(null, null);
        return null;
      }
      return ObservedStage.of(stage, observer);
    }
  };

  /** For a method, by its declared return type. */
  static Results of(Method method) {
    Class<?> type = method.getReturnType();
    if (type == Optional.class) {
      return OPTIONAL;
    }
    return type == CompletionStage.class || type == CompletableFuture.class ? STAGE : DIRECT;
  }

  /** What the call returns for a cached value. */
  abstract Object of(Object cached);

  /** What can be cached of a result: null if nothing can. */
  abstract @Nullable Object cacheable(@Nullable Object result);

  /** What the call returns for a cached exception, unless it throws it. */
  Object failed(Throwable cached) throws Throwable {
    throw cached;
  }

  /** Runs the method, and tells the observer when it is over, before the caller knows. */
  @Nullable Object observe(Invocation invocation, Observer observer) throws Throwable {
    Object result = proceed(invocation, observer);
    observer.ended(cacheable(result), null);
    return result;
  }

  private static @Nullable Object proceed(Invocation invocation, Observer observer)
      throws Throwable {
    try {
      return invocation.proceed();
    } catch (Throwable e) {
      try {
        observer.ended(null, e);
      } catch (Throwable another) {
        e.addSuppressed(another);
      }
      throw e;
    }
  }
}
