package dev.larder.copy;

import java.util.function.UnaryOperator;

/** Copies what can change, by serialization, and passes on what cannot. */
public record ValueCopier<T>(ImmutableTypes immutable, Serializer serializer)
    implements UnaryOperator<T> {

  @Override
  public T apply(T original) {
    return immutable.contains(original.getClass()) ? original : serializer.copy(original);
  }
}
