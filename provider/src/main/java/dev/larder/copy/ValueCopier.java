package dev.larder.copy;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Copies what can change, and passes on what cannot. Thread-safe. */
public final class ValueCopier<T> implements UnaryOperator<T> {
  private final ImmutableTypes immutable;
  private final UnaryOperator<T> copier;

  /**
   * The first class met of either kind: mostly the only one, and then no table is asked. Set once,
   * or a few times in a race; whoever does not see it asks the table.
   */
  private @Nullable Class<?> passed;

  private @Nullable Class<?> copied;

  /** Makes a copier; the other one is for what can change. */
  public ValueCopier(ImmutableTypes immutable, UnaryOperator<T> copier) {
    this.immutable = immutable;
    this.copier = copier;
  }

  @Override
  public T apply(T original) {
    Class<?> type = original.getClass();
    if (type == passed) {
      return original;
    }
    return type != copied && isImmutable(type) ? original : copier.apply(original);
  }

  private boolean isImmutable(Class<?> type) {
    boolean answer = immutable.contains(type);
    if (answer && passed == null) {
      passed = type;
    } else if (!answer && copied == null) {
      copied = type;
    }
    return answer;
  }
}
