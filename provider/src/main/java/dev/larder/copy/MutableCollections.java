package dev.larder.copy;

import static dev.larder.copy.JdkClassCopiers.fill;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** Copiers of the common modifiable collections. */
@SuppressWarnings({"NonApiType", "JdkObsolete"}) // the exact classes matter
final class MutableCollections {
  private static final int MIN_CAPACITY = 16;

  private MutableCollections() {}

  /** Adds the copiers to those of {@link JdkClassCopiers}. */
  static void define() {
    fill(ArrayList.class, from -> new ArrayList<>(from.size()), MutableCollections::elements);
    fill(LinkedList.class, from -> new LinkedList<>(), MutableCollections::elements);
    fill(ArrayDeque.class, from -> new ArrayDeque<>(from.size()), MutableCollections::elements);
    fill(HashSet.class, from -> new HashSet<>(setCapacity(from)), MutableCollections::keys);
    fill(
        LinkedHashSet.class,
        from -> new LinkedHashSet<>(setCapacity(from)),
        MutableCollections::keys);
    fill(HashMap.class, from -> new HashMap<>(mapCapacity(from)), MutableCollections::entries);
    fill(LinkedHashMap.class, MutableCollections::linkedHashMap, MutableCollections::entries);
    // Clones of the following are filled. Cloning, like deserialization, does not compare keys.
    // Therefore each key must be its own copy.
    fill(
        TreeMap.class,
        from -> (TreeMap<?, ?>) from.clone(),
        (from, to, graph) -> {
          requireSameOrder(from.comparator(), graph);
          values(from, to, graph);
        });
    fill(
        TreeSet.class,
        from -> (TreeSet<?>) from.clone(),
        (from, to, graph) -> {
          requireSameOrder(from.comparator(), graph);
          requireSameKeys(from, to, graph);
        });
    fill(EnumMap.class, MutableCollections::enumMap, MutableCollections::values);
    fill(
        EnumSet.noneOf(Thread.State.class).getClass(),
        MutableCollections::enumSet,
        MutableCollections::requireSameKeys);
  }

  private static void elements(Collection<?> from, Collection<?> to, Graph graph) throws Throwable {
    Collection<@Nullable Object> copies = cleared(to);
    for (Object element : from) {
      copies.add(graph.copy(element));
    }
  }

  private static void keys(Collection<?> from, Collection<?> to, Graph graph) throws Throwable {
    Collection<@Nullable Object> copies = cleared(to);
    for (Object element : from) {
      copies.add(graph.copyKey(element));
    }
  }

  /** Clears an instance that an interrupted call has partly filled. */
  @SuppressWarnings("unchecked")
  private static Collection<@Nullable Object> cleared(Collection<?> collection) {
    if (!collection.isEmpty()) {
      collection.clear();
    }
    return (Collection<@Nullable Object>) collection;
  }

  @SuppressWarnings("unchecked")
  private static void entries(Map<?, ?> from, Map<?, ?> to, Graph graph) throws Throwable {
    Map<@Nullable Object, @Nullable Object> copies = (Map<@Nullable Object, @Nullable Object>) to;
    if (!copies.isEmpty()) {
      copies.clear();
    }
    for (Map.Entry<?, ?> entry : from.entrySet()) {
      Object key = graph.copyKey(entry.getKey());
      copies.put(key, graph.copy(entry.getValue()));
    }
  }

  /** Returns the capacity of a deserialized set, which determines the iteration order. */
  private static int setCapacity(Collection<?> from) {
    return (int) (from.size() / 0.75f);
  }

  /** Returns the capacity of a deserialized map, which determines the iteration order. */
  private static int mapCapacity(HashMap<?, ?> from) {
    int capacity =
        FromStream.ROUNDS_UP
            ? (int) Math.ceil(from.size() / 0.75)
            : (int) (from.size() / 0.75f + 1.0f);
    return Math.max(MIN_CAPACITY, capacity);
  }

  /** Detects how this JDK computes the capacity of a deserialized map, which varies by release. */
  private static final class FromStream {
    static final boolean ROUNDS_UP = roundsUp();

    /**
     * Deserializes a map of twelve entries, which 16 bins can just hold. With 16 bins the key 16
     * precedes the key 1, with 32 bins it follows.
     */
    private static boolean roundsUp() {
      Map<Integer, String> map = new HashMap<>();
      for (int i = 0; i < 11; i++) {
        map.put(i == 0 ? 16 : i, "");
      }
      map.put(17, "");
      ClassLoader loader = MutableCollections.class.getClassLoader();
      Serializer serializer = new Serializer("a map", loader, null, new ImmutableTypes(Set.of()));
      try {
        return serializer.copy(map).keySet().iterator().next() == 16;
      } catch (CacheException e) { // rejected by a filter of the JVM
        return Runtime.version().feature() >= 19;
      }
    }
  }

  /** Clones the map, because only a clone keeps its order: by insertion or by access. */
  private static LinkedHashMap<?, ?> linkedHashMap(LinkedHashMap<?, ?> from) {
    LinkedHashMap<?, ?> to = (LinkedHashMap<?, ?>) from.clone();
    to.clear();
    return to;
  }

  @SuppressWarnings("unchecked") // a copy has the same class
  private static void values(Map<?, ?> from, Map<?, ?> to, Graph graph) throws Throwable {
    Iterator<? extends Map.Entry<?, ?>> originals = from.entrySet().iterator();
    for (Map.Entry<?, Object> entry : ((Map<?, Object>) to).entrySet()) {
      Map.Entry<?, ?> original = originals.next();
      graph.requireSame(original.getKey());
      Object copy = graph.copy(original.getValue());
      if (copy != entry.getValue()) {
        entry.setValue(copy);
      }
    }
  }

  private static void requireSameKeys(Collection<?> from, Collection<?> to, Graph graph)
      throws Throwable {
    for (Object element : from) {
      graph.requireSame(element);
    }
  }

  private static void requireSameOrder(@Nullable Comparator<?> order, Graph graph)
      throws Throwable {
    if (order != String.CASE_INSENSITIVE_ORDER && order != Collections.reverseOrder()) {
      graph.requireSame(order);
    }
  }

  private static EnumMap<?, ?> enumMap(EnumMap<?, ?> from) throws UnsupportedGraphException {
    requireKey(from.isEmpty());
    return from.clone();
  }

  private static EnumSet<?> enumSet(EnumSet<?> from) throws UnsupportedGraphException {
    requireKey(from.isEmpty());
    return from.clone();
  }

  /** Rejects an empty collection, because the enum class of its keys cannot be checked. */
  private static void requireKey(boolean isEmpty) throws UnsupportedGraphException {
    if (isEmpty) {
      throw new UnsupportedGraphException();
    }
  }
}
