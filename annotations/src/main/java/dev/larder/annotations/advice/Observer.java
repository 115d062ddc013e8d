package dev.larder.annotations.advice;

import dev.larder.annotations.Invocation;
import dev.larder.annotations.metadata.ResultType;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Receives the outcome of a call before the caller does. */
@FunctionalInterface
interface Observer {
  /** Called with a value, which may be null, or with a failure. */
  void ended(@Nullable Object value, @Nullable Throwable failure);

  /** Runs a method whose call ends when it returns, whatever the result. */
  default @Nullable Object observe(Invocation invocation, @Nullable Object[] arguments)
      throws Throwable {
    Object result = proceed(invocation, arguments);
    ended(result, null);
    return result;
  }

  /**
   * Runs a method whose call ends when the returned stage completes, if it returns one.
   *
   * @param declared the return type that the method declares; the result is of that type too
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the caller of the method gets it
  default @Nullable Object observeStage(
      Invocation invocation, @Nullable Object[] arguments, ResultType declared) throws Throwable {
    Object result = proceed(invocation, arguments);
    if (result instanceof CompletionStage<?> stage) {
      if (declared.isStage() || ObservedStage.canReplace(stage)) {
        return ObservedStage.of(stage, this);
      }
      ObservedStage.watch(stage, this);
      return stage;
    }
    ended(result, null);
    return result;
  }

  private @Nullable Object proceed(Invocation invocation, @Nullable Object[] arguments)
      throws Throwable {
    try {
      return invocation.proceed(arguments);
    } catch (Throwable e) {
      try {
        ended(null, e);
      } catch (Throwable another) {
        e.addSuppressed(another);
      }
      throw e;
    }
  }
}
