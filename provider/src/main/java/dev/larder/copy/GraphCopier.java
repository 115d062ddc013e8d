package dev.larder.copy;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Copies graphs of objects: the same copies as serialization makes, only faster. Thread-safe; it
 * belongs to one cache, and keeps no class alive longer.
 *
 * <h2>How</h2>
 *
 * Each class gets a {@link ClassCopier} when it is first met. By the plan an instance is made as
 * serialization makes it, and its fields are moved or copied from the original without bytes in
 * between. A {@link Graph} remembers what has been copied, so that shared and circular references
 * stay what they are, and keeps a stack of its own for what is too deep for recursion.
 *
 * <h2>When not</h2>
 *
 * A copy must not differ from the one that serialization makes, and some of that cannot be had
 * otherwise: hooks such as {@code readObject}, classes of another class loader, classes that a
 * filter refuses. Then the whole graph, not a part, goes through serialization, because references
 * into the part could not be kept. Whether it has to is found out twice:
 *
 * <ul>
 *   <li>by class, when its plan is made: it is {@link ClassCopier.Unplanned} then;
 *   <li>on the way, for what depends on the objects: those of unplanned classes in fields of wider
 *       types, and exceptions of user code. Those come again out of serialization, with its
 *       messages.
 * </ul>
 *
 * So a plan never refuses anything, and a doubt costs no more than time.
 */
public final class GraphCopier {
  private final Serializer serializer;
  private final ClassCopiers plans;

  /** For a cache, or a JVM, with a filter that sees every object. */
  private final ClassCopiers filtered;

  /** Makes what copies like the serializer, and copies nothing that is immutable. */
  public GraphCopier(Serializer serializer) {
    this.serializer = serializer;
    this.plans = new ClassCopiers(serializer, false);
    this.filtered = new ClassCopiers(serializer, true);
  }

  /** An equal object that shares nothing mutable with the original. */
  @SuppressWarnings("unchecked") // a copy is of the same class, or what serialization makes of it
  public <T> T copy(T original) {
    Object copy = byPlan(original);
    return copy == null ? serializer.copy(original) : (T) copy;
  }

  /** The copy, or null if it is for serialization to make or to refuse. */
  @Nullable Object byPlan(Object original) {
    ClassCopiers suitable = serializer.judgesByClass() ? plans : filtered;
    ClassCopier plan = suitable.of(original.getClass());
    if (plan instanceof ClassCopier.Unplanned) {
      return null;
    }
    try {
      Object copy = new Graph(suitable).copyAll(original, plan);
      VarHandle.storeStoreFence(); // what final fields promise to those who get it through a race
      return copy;
    } catch (Throwable e) {
      if (e instanceof Error error && !(e instanceof StackOverflowError)) {
        throw error;
      }
      return null;
    }
  }
}
