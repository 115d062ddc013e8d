package dev.larder.annotations.metadata;

import java.util.List;

/**
 * Which exceptions of a method count, by two lists of classes; either may be empty.
 *
 * @param heeded whether any can: not if nothing is kept of them, or all is done before the method
 * @param ifNoneIsNamed whether they count where both lists are empty
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

  /** Whether an exception counts. */
  public boolean admits(Throwable exception) {
    return namesAny()
        ? (included.isEmpty() || isIn(included, exception)) && !isIn(excluded, exception)
        : ifNoneIsNamed;
  }

  private static boolean isIn(List<Class<? extends Throwable>> types, Throwable exception) {
    return types.stream().anyMatch(type -> type.isInstance(exception));
  }
}
