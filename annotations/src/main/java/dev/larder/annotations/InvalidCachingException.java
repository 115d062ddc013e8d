package dev.larder.annotations;

import javax.cache.CacheException;

/**
 * Annotations that mean nothing, or contradict each other: the message names the class, the method,
 * the parameter if it is about one, and the rule. Thrown when a class's annotations are first read,
 * before any of its methods is called.
 */
public final class InvalidCachingException extends CacheException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong.
   *
   * @param message class, method, parameter and rule
   */
  public InvalidCachingException(String message) {
    super(message);
  }
}
