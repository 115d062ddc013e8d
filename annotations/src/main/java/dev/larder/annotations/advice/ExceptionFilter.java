package dev.larder.annotations.advice;

import java.util.List;

/** Which exceptions count, by two lists of classes; either may be empty. */
final class ExceptionFilter {
  private final List<Class<? extends Throwable>> included;
  private final List<Class<? extends Throwable>> excluded;
  private final boolean ifNoneIsNamed;

  ExceptionFilter(
      Class<? extends Throwable>[] included,
      Class<? extends Throwable>[] excluded,
      boolean ifNoneIsNamed) {
    this.included = List.of(included);
    this.excluded = List.of(excluded);
    this.ifNoneIsNamed = ifNoneIsNamed;
  }

  boolean admits(Throwable exception) {
    if (included.isEmpty() && excluded.isEmpty()) {
      return ifNoneIsNamed;
    }
    return (included.isEmpty() || isIn(included, exception)) && !isIn(excluded, exception);
  }

  private static boolean isIn(List<Class<? extends Throwable>> types, Throwable exception) {
    return types.stream().anyMatch(type -> type.isInstance(exception));
  }
}
