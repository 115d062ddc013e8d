package dev.larder.annotations.metadata;

import java.util.List;

/**
 * Selects exceptions of a method by two lists of classes, either of which may be empty.
 *
 * @param heeded false if no exception matters: none is cached, or the change precedes the method
 * @param ifNoneIsNamed the result if both lists are empty
 */
public record ExceptionFilter(
    List<Class<? extends Throwable>> included,
    List<Class<? extends Throwable>> excluded,
    boolean heeded,
    boolean ifNoneIsNamed) {

  static ExceptionFilter of(
      Class<? extends Throwable>[] included,
      Class<? extends Throwable>[] excluded,
      boolean heeded,
      boolean ifNoneIsNamed) {
    return new ExceptionFilter(List.of(included), List.of(excluded), heeded, ifNoneIsNamed);
  }

  boolean namesAny() {
    return !included.isEmpty() || !excluded.isEmpty();
  }

  /** Returns whether an exception is selected. */
  public boolean admits(Throwable exception) {
    return namesAny()
        ? (included.isEmpty() || isIn(included, exception)) && !isIn(excluded, exception)
        : ifNoneIsNamed;
  }

  private static boolean isIn(List<Class<? extends Throwable>> types, Throwable exception) {
    return types.stream().anyMatch(type -> type.isInstance(exception));
  }
}
