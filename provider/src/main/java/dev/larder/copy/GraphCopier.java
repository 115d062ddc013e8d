package dev.larder.copy;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Copies graphs of objects with the same result as serialization, but faster. Thread-safe. It
 * belongs to one cache and references classes only as long as the cache does.
 *
 * <h2>Copying</h2>
 *
 * A {@link ClassCopier} is created at the first use of each class. It creates an instance in the
 * way of deserialization, and copies the fields without an intermediate stream of bytes. A {@link
 * Graph} maps originals to copies, so that shared and circular references stay intact. Its stack of
 * tasks replaces recursion in deep graphs.
 *
 * <h2>Fallback</h2>
 *
 * A copy must be equal to the one that serialization produces. Some results need serialization
 * itself: hooks such as {@code readObject}, classes of another class loader, and classes that a
 * filter rejects. The whole graph is serialized then, because references into a part of it would
 * otherwise be lost. The need is detected in two places:
 *
 * <ul>
 *   <li>for a class, when its copier is created: it gets a {@link
 *       ClassCopier.SerializationFallback};
 *   <li>during a copy, for fields of wider types that hold objects of such classes, and for
 *       exceptions of user code. Serialization then throws the exception again, with its message.
 * </ul>
 *
 * So a class copier never rejects a value, and a needless fallback costs only time.
 */
public final class GraphCopier {
  private final Serializer serializer;
  private final ClassCopiers copiers;

  /** Used if a filter of the cache or of the JVM has to see every object. */
  private final ClassCopiers filtered;

  /** Creates a copier with the same results as the serializer. Immutable objects are shared. */
  public GraphCopier(Serializer serializer) {
    this.serializer = serializer;
    this.copiers = new ClassCopiers(serializer, false);
    this.filtered = new ClassCopiers(serializer, true);
  }

  /** Returns an equal object that shares no mutable state with the original. */
  @SuppressWarnings("unchecked") // a copy has the same class, or the one that serialization returns
  public <T> T copy(T original) {
    Object copy = copyDirectly(original);
    return copy == null ? serializer.copy(original) : (T) copy;
  }

  /** Returns the copy, or null if serialization has to copy or reject the object. */
  @Nullable Object copyDirectly(Object original) {
    ClassCopiers suitable = serializer.decidesByClass() ? copiers : filtered;
    ClassCopier copier = suitable.of(original.getClass());
    if (copier instanceof ClassCopier.SerializationFallback) {
      return null;
    }
    try {
      Object copy = new Graph(suitable).copyAll(original, copier);
      VarHandle.storeStoreFence(); // for racy readers, as final fields guarantee
      return copy;
    } catch (Throwable e) {
      if (e instanceof Error error && !(e instanceof StackOverflowError)) {
        throw error;
      }
      return null;
    }
  }
}
