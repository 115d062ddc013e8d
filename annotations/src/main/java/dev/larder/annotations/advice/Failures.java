package dev.larder.annotations.advice;

import dev.larder.annotations.CacheErrorHandler;
import dev.larder.annotations.metadata.CachedMethod;

/** Tells the handler of errors about failures of the caches of one method. */
record Failures(CacheErrorHandler handler, CachedMethod<?> method) {
  /** A cache has failed; throws what the handler throws. */
  void handle(RuntimeException failure) {
    handler.failed(failure, method.details().getCacheName(), method.toString());
  }
}
