package dev.larder.copy;

import java.util.BitSet;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * For classes of the JDK that have hooks, but are known: what comes back from a stream can be made
 * through their public methods too. Exactly these classes, not their subclasses.
 */
final class JdkPlans {
  private static final Map<Class<?>, Maker<Object>> MAKERS = makers();

  private static final Set<Class<?>> CONSTANTS =
      Set.of(
          Collections.emptyList().getClass(),
          Collections.emptySet().getClass(),
          Collections.emptyMap().getClass());

  private JdkPlans() {}

  static @Nullable Plan plan(Class<?> type) {
    Maker<Object> maker = MAKERS.get(type);
    if (maker != null) {
      return new Known(type, maker);
    }
    return CONSTANTS.contains(type) ? new Plan.Shared(type) : null;
  }

  @SuppressWarnings({"JavaUtilDate", "UnnecessaryStringBuilder"}) // what others hold is copied
  private static Map<Class<?>, Maker<Object>> makers() {
    Map<Class<?>, Maker<Object>> makers = new HashMap<>();
    Table table =
        new Table() {
          @Override
          @SuppressWarnings("unchecked") // a plan is given objects of its class only
          public <T> void add(Class<? extends T> type, Maker<T> maker) {
            makers.put(type, (Maker<Object>) maker);
          }
        };
    table.add(Date.class, (from, graph) -> graph.added(from, new Date(from.getTime())));
    table.add(BitSet.class, (from, graph) -> graph.added(from, from.clone()));
    table.add(
        AtomicInteger.class, (from, graph) -> graph.added(from, new AtomicInteger(from.get())));
    table.add(AtomicLong.class, (from, graph) -> graph.added(from, new AtomicLong(from.get())));
    table.add(
        AtomicBoolean.class, (from, graph) -> graph.added(from, new AtomicBoolean(from.get())));
    table.add(StringBuilder.class, (from, graph) -> graph.added(from, new StringBuilder(from)));
    MutableCollections.define(table);
    FixedCollections.define(table);
    return makers;
  }

  /** Copies an object of a known class, and adds the copy to the graph. */
  interface Maker<T> {
    Object make(T from, Graph graph) throws Throwable;
  }

  /** Where the makers of a class are put. */
  interface Table {
    <T> void add(Class<? extends T> type, Maker<T> maker);
  }

  private static final class Known extends Plan.Tracked {
    private final Maker<Object> maker;

    Known(Class<?> type, Maker<Object> maker) {
      super(type, false);
      this.maker = maker;
    }

    @Override
    Object make(Object from, Graph graph) throws Throwable {
      return maker.make(from, graph);
    }
  }
}
