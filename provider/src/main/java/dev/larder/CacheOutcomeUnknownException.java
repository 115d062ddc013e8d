package dev.larder;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * An operation on a cache was sent to its store, and no answer came: it may have been executed, or
 * may still be. A cache writer has been called before. The caller has to read the entry again to
 * find out.
 *
 * @see CacheUnavailableException
 */
public class CacheOutcomeUnknownException extends CacheException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message names the store, the operation and the reason
   * @param cause may be null
   */
  public CacheOutcomeUnknownException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
