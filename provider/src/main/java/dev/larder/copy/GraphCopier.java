package dev.larder.copy;

import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Copies graphs of objects: the same copies as serialization makes, only faster. Thread-safe; it
 * belongs to one cache, and keeps no class alive longer.
 *
 * <h2>How</h2>
 *
 * Each class met gets a {@link Plan}, once. By the plan an instance is made as serialization makes
 * it, and its fields are moved or copied from the original without bytes in between. A {@link
 * Graph} remembers what has been copied, so that shared and circular references stay what they are.
 *
 * <h2>When not</h2>
 *
 * What must not differ from serialization is everything that can be seen of it, and some of that is
 * not to be had otherwise: hooks such as {@code readObject}, classes of another class loader,
 * classes that the filter refuses. Then the whole graph, not a part, goes through serialization,
 * for references into the part could not be kept. Whether it has to is found out twice:
 *
 * <ul>
 *   <li>by class, when its plan is made: it is {@link Plan.Unplanned} then;
 *   <li>on the way, for what depends on the objects: those of unplanned classes in fields of wider
 *       types, great depth, and exceptions of users' code. Those come again out of serialization,
 *       with its messages.
 * </ul>
 *
 * So a plan never refuses anything, and a doubt costs no more than time.
 */
public final class GraphCopier {
  private static final Plan STRING = new Plan.Shared(String.class);

  private final Serializer serializer;
  private final Map<Class<?>, Plan> plans = new ConcurrentHashMap<>();

  /** Makes what copies like the serializer. */
  public GraphCopier(Serializer serializer) {
    this.serializer = serializer;
  }

  /** An equal object that shares nothing mutable with the original. */
  @SuppressWarnings("unchecked") // a copy is of the same class, or what serialization makes of it
  public <T> T copy(T original) {
    Object copy = byPlan(original);
    return copy == null ? serializer.copy(original) : (T) copy;
  }

  /** The copy, or null if it is for serialization to make or to refuse. */
  @Nullable Object byPlan(Object original) {
    Plan plan = planOf(original.getClass());
    if (plan instanceof Plan.Unplanned || !serializer.judgesByClass()) {
      return null;
    }
    try {
      Object copy = plan.copy(original, new Graph(this));
      VarHandle.storeStoreFence(); // what final fields promise to those who get it through a race
      return copy;
    } catch (Throwable e) {
      if (e instanceof Error error && !(e instanceof StackOverflowError)) {
        throw error;
      }
      return null;
    }
  }

  Plan planOf(Class<?> type) {
    if (type == String.class) {
      return STRING;
    }
    Plan plan = plans.get(type);
    if (plan == null) {
      plan = Planning.plan(type, this, serializer);
      plans.put(type, plan);
    }
    return plan;
  }
}
