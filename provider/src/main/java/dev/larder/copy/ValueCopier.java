package dev.larder.copy;

import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * What crosses the border between user and store: of a declared type, and copied if it can change.
 * Thread-safe.
 */
public final class ValueCopier<T> implements UnaryOperator<T> {
  private final String what;
  private final Class<T> accepted;
  private final Predicate<Class<?>> immutable;
  private final UnaryOperator<T> copier;

  /**
   * The first class met of either kind: mostly the only one, and then no table is asked. Set once,
   * or a few times in a race; whoever does not see it asks the table.
   */
  private @Nullable Class<?> passed;

  private @Nullable Class<?> copied;

  /** Whether anything was met that can change: set before it can have got into the store. */
  private volatile boolean changing;

  /**
   * Makes a copier.
   *
   * @param what names it, with its cache, for messages
   * @param accepted the type that is declared
   * @param immutable tells by its class what needs no copy
   * @param copier copies the rest
   */
  public ValueCopier(
      String what, Class<T> accepted, Predicate<Class<?>> immutable, UnaryOperator<T> copier) {
    this.what = what;
    this.accepted = accepted;
    this.immutable = immutable;
    this.copier = copier;
  }

  /** Checks and copies what comes in; what goes out may take this way too. */
  @Override
  public T apply(T original) {
    Class<?> type = original.getClass();
    if (type == passed || (type != copied && passes(type))) {
      return original;
    }
    if (!changing) {
      changing = true;
    }
    T copy = copier.apply(original);
    if (copy == null) {
      throw new CacheException(what + "'s copier answered null for a " + type.getName());
    }
    return copy;
  }

  /**
   * Copies what goes out, and has come in by {@link #apply} or was {@link #met}: that is nothing to
   * do, and not even its class is looked at, while nothing was met that can change.
   */
  public T out(T stored) {
    return changing ? apply(stored) : stored;
  }

  /** The same for all values of a map. */
  public void outOf(Map<?, T> stored) {
    if (changing) {
      stored.replaceAll((key, value) -> apply(value));
    }
  }

  /** Takes note of what comes in some other way. */
  public void met(Object object) {
    Class<?> type = object.getClass();
    if (type != passed && !passes(type)) {
      changing = true;
    }
  }

  private boolean passes(Class<?> type) {
    if (!accepted.isAssignableFrom(type)) {
      throw new ClassCastException(
          what + " must be a " + accepted.getName() + ": " + type.getName());
    }
    boolean answer = immutable.test(type);
    if (answer && passed == null) {
      passed = type;
    } else if (!answer && copied == null) {
      copied = type;
    }
    return answer;
  }
}
