package dev.larder.copy;

import java.util.BitSet;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copiers of JDK classes that have serialization hooks or are not serializable. Their public
 * methods produce the same copy. The copiers apply to exactly these classes, not to subclasses.
 * Classes that are not public are taken from samples.
 */
final class JdkClassCopiers {
  private static final Object SAMPLE = "a";
  private static final Class<?> SHORT_LIST = List.of(SAMPLE).getClass();
  private static final Map<Class<?>, ClassCopier> COPIERS = new HashMap<>();

  static {
    flat(byte[].class, byte[]::clone);
    flat(short[].class, short[]::clone);
    flat(int[].class, int[]::clone);
    flat(long[].class, long[]::clone);
    flat(float[].class, float[]::clone);
    flat(double[].class, double[]::clone);
    flat(char[].class, char[]::clone);
    flat(boolean[].class, boolean[]::clone);
    values();
    unmodifiableCollections();
    MutableCollections.define();
  }

  private JdkClassCopiers() {}

  /** Returns the copier of exactly this class, null if there is none. */
  static @Nullable ClassCopier copier(Class<?> type) {
    return COPIERS.get(type);
  }

  @SuppressWarnings({"JavaUtilDate", "UnnecessaryStringBuilder"}) // values of applications
  private static void values() {
    flat(Date.class, from -> new Date(from.getTime()));
    flat(BitSet.class, BitSet::clone);
    flat(AtomicInteger.class, from -> new AtomicInteger(from.get()));
    flat(AtomicLong.class, from -> new AtomicLong(from.get()));
    flat(AtomicBoolean.class, from -> new AtomicBoolean(from.get()));
    flat(StringBuilder.class, StringBuilder::new);
  }

  private static void unmodifiableCollections() {
    build(SHORT_LIST.asSubclass(List.class), JdkClassCopiers::list);
    build(List.of().getClass(), JdkClassCopiers::list);
    build(Set.of(SAMPLE).getClass(), JdkClassCopiers::set);
    build(Set.of().getClass(), JdkClassCopiers::set);
    build(Map.of(SAMPLE, SAMPLE).getClass(), JdkClassCopiers::map);
    build(Map.of().getClass(), JdkClassCopiers::map);
    holder(Optional.class, (Optional<?> from) -> from.orElse(null), Optional::ofNullable);
    holder(
        Collections.singletonList(SAMPLE).getClass(),
        (List<?> from) -> from.get(0),
        Collections::singletonList);
    holder(
        Collections.singleton(SAMPLE).getClass(),
        (Set<?> from) -> from.iterator().next(),
        Collections::singleton);
    pair(Map.entry(SAMPLE, SAMPLE).getClass(), (Map.Entry<?, ?> from) -> from, Map::entry);
    pair(
        Collections.singletonMap(SAMPLE, SAMPLE).getClass(),
        (Map<?, ?> from) -> from.entrySet().iterator().next(),
        Collections::singletonMap);
    for (Object constant :
        List.of(Collections.emptyList(), Collections.emptySet(), Collections.emptyMap())) {
      Class<?> type = constant.getClass();
      COPIERS.put(type, new ClassCopier.Immutable(type));
    }
  }

  private static Object list(List<?> from, Graph graph) throws Throwable {
    @Nullable Object[] elements = from.toArray();
    if (!graph.copyEach(elements, elements)) {
      return from;
    }
    return permitsNull(from) ? Stream.of(elements).toList() : List.of(elements);
  }

  /**
   * Returns whether a list is one of {@code Stream.toList}. It has the same class as a list of
   * {@code List.of}, but permits null.
   */
  @SuppressWarnings("ReturnValueIgnored") // only the exception matters
  private static boolean permitsNull(List<?> list) {
    if (list.getClass() == SHORT_LIST) {
      return false;
    }
    try {
      list.contains(null);
      return true;
    } catch (NullPointerException e) {
      return false;
    }
  }

  private static Object set(Set<?> from, Graph graph) throws Throwable {
    @Nullable Object[] elements = from.toArray();
    boolean differs = false;
    for (int i = 0; i < elements.length; i++) {
      Object element = elements[i];
      elements[i] = graph.copyKey(element);
      differs |= elements[i] != element;
    }
    if (!differs) {
      return from;
    }
    if (elements.length > 2) {
      requireStableOrder(elements);
    }
    Set<?> copy = Set.of(elements);
    // The iteration order of a set of two depends on the arguments and on a salt of the JVM.
    return elements.length == 2 && copy.iterator().next() != elements[0]
        ? Set.of(elements[1], elements[0])
        : copy;
  }

  private static Object map(Map<?, ?> from, Graph graph) throws Throwable {
    Map.Entry<?, ?>[] entries = from.entrySet().toArray(Map.Entry<?, ?>[]::new);
    @Nullable Object[] keys = new Object[entries.length];
    boolean differs = false;
    for (int i = 0; i < entries.length; i++) {
      Object key = graph.copyKey(entries[i].getKey());
      Object value = graph.copy(entries[i].getValue());
      differs |= key != entries[i].getKey() || value != entries[i].getValue();
      entries[i] = Map.entry(Objects.requireNonNull(key), Objects.requireNonNull(value));
      keys[i] = key;
    }
    if (!differs) {
      return from;
    }
    requireStableOrder(keys);
    return Map.ofEntries(entries);
  }

  /**
   * Requires that the iteration order does not depend on the insertion order, which only
   * serialization reproduces. It does if two keys hash to the same slot of the table.
   */
  private static void requireStableOrder(@Nullable Object[] keys) throws UnsupportedGraphException {
    BitSet slots = new BitSet(2 * keys.length);
    for (Object key : keys) {
      slots.set(Math.floorMod(Objects.hashCode(key), 2 * keys.length));
    }
    if (slots.cardinality() < keys.length) {
      throw new UnsupportedGraphException();
    }
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

  private static <T> void flat(Class<T> type, Function<T, Object> copy) {
    add(type, true, (T from, Graph graph) -> copy.apply(from));
  }

  private static <T> void build(Class<? extends T> type, Builder<T> builder) {
    add(type, false, builder);
  }

  /** Adds the copier of unmodifiable objects that hold one object. */
  private static <T> void holder(
      Class<?> type,
      Function<T, @Nullable Object> content,
      Function<@Nullable Object, Object> create) {
    add(
        type,
        false,
        (T from, Graph graph) -> {
          Object original = content.apply(from);
          Object copy = graph.copy(original);
          return copy == original ? from : create.apply(copy);
        });
  }

  /** Adds the copier of unmodifiable objects that hold one entry. */
  private static <T> void pair(
      Class<?> type,
      Function<T, Map.Entry<?, ?>> content,
      BiFunction<@Nullable Object, @Nullable Object, Object> create) {
    add(
        type,
        false,
        (T from, Graph graph) -> {
          Map.Entry<?, ?> original = content.apply(from);
          Object key = graph.copy(original.getKey());
          Object value = graph.copy(original.getValue());
          return key == original.getKey() && value == original.getValue()
              ? from
              : create.apply(key, value);
        });
  }

  @SuppressWarnings("unchecked") // a copier gets only objects of its class
  private static <T> void add(Class<?> type, boolean flat, Builder<T> builder) {
    COPIERS.put(
        type,
        new ClassCopier.InstanceBuilder(type, flat) {
          @Override
          Object build(Object from, Graph graph) throws Throwable {
            return builder.build((T) from, graph);
          }
        });
  }

  @SuppressWarnings("unchecked") // a copier gets only objects of its class
  static <T> void fill(Class<? extends T> type, Allocator<T> allocator, Filler<T> filler) {
    COPIERS.put(
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
