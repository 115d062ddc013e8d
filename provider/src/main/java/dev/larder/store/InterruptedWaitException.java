package dev.larder.store;

import javax.cache.CacheException;

/** A thread was interrupted while it waited for a key, see {@link KeyHold#interruptibly}. */
public final class InterruptedWaitException extends CacheException {
  private static final long serialVersionUID = 1L;

  InterruptedWaitException(String message, InterruptedException cause) {
    super(message, cause);
  }
}
