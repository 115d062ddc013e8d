package dev.larder.copy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How the usual collections that can change are copied. */
@SuppressWarnings({"NonApiType", "JdkObsolete"}) // exactly these classes are meant
final class MutableCollections {
  private MutableCollections() {}

  static void define(JdkPlans.Table table) {
    table.add(ArrayList.class, (from, graph) -> all(from, new ArrayList<>(from.size()), graph));
    table.add(LinkedList.class, (from, graph) -> all(from, new LinkedList<>(), graph));
    table.add(ArrayDeque.class, (from, graph) -> all(from, new ArrayDeque<>(from.size()), graph));
    table.add(HashSet.class, (from, graph) -> hashed(from, new HashSet<>(buckets(from)), graph));
    table.add(
        LinkedHashSet.class,
        (from, graph) -> hashed(from, new LinkedHashSet<>(buckets(from)), graph));
    table.add(HashMap.class, MutableCollections::hashMap);
    table.add(LinkedHashMap.class, MutableCollections::linkedHashMap);
    table.add(TreeMap.class, MutableCollections::treeMap);
    table.add(TreeSet.class, MutableCollections::treeSet);
    table.add(EnumMap.class, MutableCollections::enumMap);
    table.add(EnumSet.noneOf(Thread.State.class).getClass(), MutableCollections::enumSet);
  }

  private static Object all(Collection<?> from, Collection<@Nullable Object> to, Graph graph)
      throws Throwable {
    graph.add(from, to);
    for (Object element : from) {
      to.add(graph.copy(element));
    }
    return to;
  }

  /** As few as a set read from a stream has, so that the order is the same. */
  private static int buckets(Collection<?> from) {
    return (int) (from.size() / 0.75f);
  }

  private static Object hashed(Collection<?> from, Collection<@Nullable Object> to, Graph graph)
      throws Throwable {
    graph.add(from, to);
    for (Object element : from) {
      to.add(graph.copyKey(element));
    }
    return to;
  }

  /** Here too as many as read from a stream, which has no fewer than 16. */
  private static Object hashMap(HashMap<?, ?> from, Graph graph) throws Throwable {
    int buckets = Math.max(16, (int) (from.size() / 0.75f + 1));
    return entries(from, new HashMap<>(buckets), graph);
  }

  /** Cloned, because only a clone has the order, of insertion or of access, that nobody tells. */
  @SuppressWarnings("unchecked")
  private static Object linkedHashMap(LinkedHashMap<?, ?> from, Graph graph) throws Throwable {
    Map<@Nullable Object, @Nullable Object> to =
        (Map<@Nullable Object, @Nullable Object>) from.clone();
    to.clear();
    return entries(from, to, graph);
  }

  private static Object entries(
      Map<?, ?> from, Map<@Nullable Object, @Nullable Object> to, Graph graph) throws Throwable {
    graph.add(from, to);
    for (Map.Entry<?, ?> entry : from.entrySet()) {
      Object key = graph.copyKey(entry.getKey());
      to.put(key, graph.copy(entry.getValue()));
    }
    return to;
  }

  /**
   * Cloned, for a clone compares nothing, as reading does not; so keys must be their own copies.
   */
  private static Object treeMap(TreeMap<?, ?> from, Graph graph) throws Throwable {
    check(from.comparator(), graph);
    return values(from, (Map<?, ?>) from.clone(), graph);
  }

  private static Object enumMap(EnumMap<?, ?> from, Graph graph) throws Throwable {
    if (from.isEmpty()) { // the class of its keys cannot be asked for
      throw new NotPlain();
    }
    return values(from, from.clone(), graph);
  }

  private static <V> Object values(Map<?, ?> from, Map<?, V> to, Graph graph) throws Throwable {
    graph.add(from, to);
    for (Map.Entry<?, V> entry : to.entrySet()) {
      graph.keep(entry.getKey());
      V value = entry.getValue();
      @SuppressWarnings("unchecked") // a copy is of the same class
      V copy = (V) graph.copy(value);
      if (copy != value) {
        entry.setValue(copy);
      }
    }
    return to;
  }

  private static Object treeSet(TreeSet<?> from, Graph graph) throws Throwable {
    check(from.comparator(), graph);
    return kept(from, (Collection<?>) from.clone(), graph);
  }

  private static Object enumSet(EnumSet<?> from, Graph graph) throws Throwable {
    if (from.isEmpty()) {
      throw new NotPlain();
    }
    return kept(from, from.clone(), graph);
  }

  private static Object kept(Collection<?> from, Collection<?> to, Graph graph) throws Throwable {
    for (Object element : to) {
      graph.keep(element);
    }
    return graph.added(from, to);
  }

  private static void check(@Nullable Comparator<?> order, Graph graph) throws Throwable {
    if (order != String.CASE_INSENSITIVE_ORDER && order != Collections.reverseOrder()) {
      graph.keep(order);
    }
  }
}
