package dev.larder.spring.boot;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports a mistake in the configuration of caches in place of a stack trace. */
final class LarderFailureAnalyzer extends AbstractFailureAnalyzer<CacheException> {
  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, CacheException cause) {
    boolean isLarders = cause.getStackTrace().length > 0 && isLarders(cause.getStackTrace()[0]);
    return isLarders && cause.getMessage() != null
        ? new FailureAnalysis(
            cause.getMessage(),
            "Correct the configuration of the cache. The names of settings are listed in the"
                + " configuration page of Larder's documentation.",
            rootFailure)
        : null;
  }

  private static boolean isLarders(StackTraceElement frame) {
    return frame.getClassName().startsWith("dev.larder.config.");
  }
}
