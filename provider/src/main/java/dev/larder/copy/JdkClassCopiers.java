package dev.larder.copy;

import java.util.BitSet;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Copiers of JDK classes that have serialization hooks or are not serializable. Their public
 * methods produce the same copy. The copiers apply to exactly these classes, not to subclasses.
 */
final class JdkClassCopiers {
  private static final Map<Class<?>, ClassCopier> COPIERS = copiers();

  private JdkClassCopiers() {}

  static @Nullable ClassCopier copier(Class<?> type) {
    return COPIERS.get(type);
  }

  @SuppressWarnings({"JavaUtilDate", "UnnecessaryStringBuilder"}) // values of applications
  private static Map<Class<?>, ClassCopier> copiers() {
    Map<Class<?>, ClassCopier> copiers = new HashMap<>();
    Table table = new Table(copiers);
    table.flat(Date.class, from -> new Date(from.getTime()));
    table.flat(BitSet.class, BitSet::clone);
    table.flat(AtomicInteger.class, from -> new AtomicInteger(from.get()));
    table.flat(AtomicLong.class, from -> new AtomicLong(from.get()));
    table.flat(AtomicBoolean.class, from -> new AtomicBoolean(from.get()));
    table.flat(StringBuilder.class, StringBuilder::new);
    table.build(Optional.class, JdkClassCopiers::optional);
    table.build(Map.entry("a", "a").getClass(), JdkClassCopiers::entry);
    MutableCollections.define(table);
    FixedCollections.define(table);
    for (Class<?> constant :
        Set.of(
            Collections.emptyList().getClass(),
            Collections.emptySet().getClass(),
            Collections.emptyMap().getClass())) {
      copiers.put(constant, new ClassCopier.Immutable(constant));
    }
    return copiers;
  }

  private static Object optional(Optional<?> from, Graph graph) throws Throwable {
    Object content = from.orElse(null);
    Object copy = graph.copy(content);
    return copy == content ? from : Optional.ofNullable(copy);
  }

  private static Object entry(Map.Entry<?, ?> from, Graph graph) throws Throwable {
    Object key = graph.copy(from.getKey());
    Object value = graph.copy(from.getValue());
    return key == from.getKey() && value == from.getValue() ? from : Map.entry(key, value);
  }

  /** Copies a flat object. */
  interface FlatMaker<T> {
    Object make(T from);
  }

  /** Constructs an object from the copies of its parts. */
  interface Builder<T> {
    Object build(T from, Graph graph) throws Throwable;
  }

  /** Allocates an instance to be filled. */
  interface Allocator<T> {
    T allocate(T from) throws UnsupportedGraphException;
  }

  /** Fills a copy from its original. A second call for the same copy replaces its content. */
  interface Filler<T> {
    void fill(T from, T to, Graph graph) throws Throwable;
  }

  /** Collects the copiers. A copier gets only objects of its class, so the casts are safe. */
  record Table(Map<Class<?>, ClassCopier> copiers) {
    @SuppressWarnings("unchecked")
    <T> void flat(Class<? extends T> type, FlatMaker<T> maker) {
      copiers.put(
          type,
          new ClassCopier.InstanceBuilder(type, true) {
            @Override
            Object build(Object from, Graph graph) {
              return maker.make((T) from);
            }
          });
    }

    @SuppressWarnings("unchecked")
    <T> void build(Class<? extends T> type, Builder<T> builder) {
      copiers.put(
          type,
          new ClassCopier.InstanceBuilder(type, false) {
            @Override
            Object build(Object from, Graph graph) throws Throwable {
              return builder.build((T) from, graph);
            }
          });
    }

    @SuppressWarnings("unchecked")
    <T> void fill(Class<? extends T> type, Allocator<T> allocator, Filler<T> filler) {
      copiers.put(
          type,
          new ClassCopier.InstanceFiller(type, false) {
            @Override
            Object allocate(Object from) throws UnsupportedGraphException {
              return allocator.allocate((T) from);
            }

            @Override
            void fill(Object from, Object to, Graph graph) throws Throwable {
              filler.fill((T) from, (T) to, graph);
            }
          });
    }
  }
}
