package dev.larder.annotations.advice;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the caller gets in place of a method's stage: completed after the observer has heard how
 * that one ended. The observer hears it in any case, also where the caller has lost patience and
 * completed this future itself. To cancel this one cancels the method's, where that can be.
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
   * of a class outside of the JDK may not: the caller may cast it to that class.
   */
  static boolean canReplace(CompletionStage<?> stage) {
    return stage instanceof ObservedStage
        || stage.getClass().getPackageName().equals(CompletableFuture.class.getPackageName());
  }

  /** Tells the observer how a stage ends that the caller is given itself. */
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

  /** The failure itself: stages that depend on others wrap it. */
  private static @Nullable Throwable cause(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (source instanceof CompletableFuture<?> future) {
      // Not by itself: a minimal stage is such a future, too, but can only be asked for another.
      future.toCompletableFuture().cancel(mayInterruptIfRunning);
    }
    return super.cancel(mayInterruptIfRunning);
  }
}
