package dev.larder.annotations.advice;

import dev.larder.annotations.CacheErrorHandler;
import dev.larder.annotations.metadata.CachedMethod;

/** Passes failures of the caches of one method to the error handler. */
record Failures(CacheErrorHandler handler, CachedMethod<?> method) {
  /** Handles a failure of a cache; throws the exception that the handler throws. */
  void handle(RuntimeException failure) {
    handler.failed(failure, method.details().getCacheName(), method.toString());
  }
}
