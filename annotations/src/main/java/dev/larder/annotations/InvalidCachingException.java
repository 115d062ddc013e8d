package dev.larder.annotations;

import javax.cache.CacheException;

/**
 * Thrown for annotations that have no effect or contradict each other. The message names the class,
 * the method, the parameter if there is one, and the rule. It is thrown when the annotations of a
 * class are first read, before any of its methods is called.
 */
public final class InvalidCachingException extends CacheException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message names the class, the method, the parameter and the rule
   */
  public InvalidCachingException(String message) {
    super(message);
  }
}
