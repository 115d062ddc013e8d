package dev.larder.store;

import javax.cache.CacheException;

/**
 * User code that runs for a key would wait for itself, directly or by way of other threads: it
 * fails instead. The message names the caches.
 */
public final class CyclicWaitException extends CacheException {
  private static final long serialVersionUID = 1L;

  CyclicWaitException(String message) {
    super(message);
  }
}
