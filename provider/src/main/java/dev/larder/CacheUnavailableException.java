package dev.larder;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * An operation on a cache was not executed, because its store cannot be reached or is overloaded.
 * The entry is as it was. A cache writer may have been called before. The operation may be
 * repeated.
 *
 * @see CacheOutcomeUnknownException
 */
public class CacheUnavailableException extends CacheException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message names the store, the operation and the reason
   * @param cause may be null
   */
  public CacheUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
