package dev.larder.annotations.advice;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The stage that the caller receives in place of the method's stage. It completes after the
 * observer has been called with the outcome of the method's stage. The observer is called even if
 * the caller completes this future first. Cancelling this future cancels the method's stage where
 * possible.
 */
final class ObservedStage extends CompletableFuture<@Nullable Object> {
  private static final Logger LOG = System.getLogger("dev.larder.annotations");

  private final CompletionStage<?> source;

  private ObservedStage(CompletionStage<?> source) {
    this.source = source;
  }

  static ObservedStage of(CompletionStage<?> source, Observer observer) {
    ObservedStage observed = new ObservedStage(source);
    source.whenComplete((value, failure) -> observed.end(value, failure, observer));
    return observed;
  }

  /**
   * Returns whether a stage may be replaced where the caller may expect any type of stage. A stage
   * of a class outside the JDK may not, because the caller may cast it to that class.
   */
  static boolean canReplace(CompletionStage<?> stage) {
    return stage instanceof ObservedStage
        || stage.getClass().getPackageName().equals(CompletableFuture.class.getPackageName());
  }

  /** Calls the observer when a stage completes that the caller receives itself. */
  @SuppressWarnings("FutureReturnValueIgnored") // the failure of an observer is logged
  static void watch(CompletionStage<?> source, Observer observer) {
    source.whenComplete(
        (value, failure) -> {
          try {
            observer.ended(value, cause(failure));
          } catch (Throwable e) {
            LOG.log(
                Level.WARNING,
                () -> "a cache could not be changed after a " + source.getClass().getName(),
                e);
          }
        });
  }

  private void end(@Nullable Object value, @Nullable Throwable failure, Observer observer) {
    Throwable ending = failure;
    try {
      observer.ended(value, cause(failure));
    } catch (Throwable e) {
      if (failure == null) {
        ending = e;
      } else {
        failure.addSuppressed(e);
      }
    }
    if (ending == null) {
      complete(value);
    } else {
      completeExceptionally(ending);
    }
  }

  /** Returns the original failure, without the wrapper that dependent stages add. */
  private static @Nullable Throwable cause(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (source instanceof CompletableFuture<?> future) {
      // A minimal stage is a future too, but it supports only the conversion to another one.
      future.toCompletableFuture().cancel(mayInterruptIfRunning);
    }
    return super.cancel(mayInterruptIfRunning);
  }
}
