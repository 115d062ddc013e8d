package dev.larder.store;

import org.jspecify.annotations.Nullable;

/** Changes as tests expect them. */
public final class Changes {
  private Changes() {}

  /** Returns a change with all its values. */
  public static <V> Change<V> of(
      Action verb, @Nullable V before, @Nullable V expired, @Nullable V after, boolean stored) {
    return new Change<>(verb, before != null, before, expired, after, stored);
  }

  /** Returns the change without the values that the operation does not promise. */
  public static <V> Change<V> promised(Operation operation, Change<V> change) {
    V before = operation.returnsValue() ? change.before() : null;
    boolean present = operation != Operation.PUT && change.present();
    return new Change<>(change.action(), present, before, null, null, change.stored());
  }
}
