package dev.larder.copy;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copiers of unmodifiable collections. A collection whose elements are immutable is its own copy.
 * The classes are not public, so they are taken from samples.
 */
final class FixedCollections {
  private static final Object SAMPLE = "a";
  private static final Class<?> SHORT_LIST = List.of(SAMPLE).getClass();

  private FixedCollections() {}

  static void define(JdkClassCopiers.Table table) {
    table.build(SHORT_LIST.asSubclass(List.class), FixedCollections::list);
    table.build(List.of().getClass(), FixedCollections::list);
    table.build(Set.of(SAMPLE).getClass(), FixedCollections::set);
    table.build(Set.of().getClass(), FixedCollections::set);
    table.build(Map.of(SAMPLE, SAMPLE).getClass(), FixedCollections::map);
    table.build(Map.of().getClass(), FixedCollections::map);
    table.build(Collections.singletonList(SAMPLE).getClass(), FixedCollections::singletonList);
    table.build(Collections.singleton(SAMPLE).getClass(), FixedCollections::singleton);
    table.build(
        Collections.singletonMap(SAMPLE, SAMPLE).getClass(), FixedCollections::singletonMap);
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
    if (keys.length > 1) {
      BitSet slots = new BitSet(2 * keys.length);
      for (Object key : keys) {
        int slot = Math.floorMod(Objects.hashCode(key), 2 * keys.length);
        if (slots.get(slot)) {
          throw new UnsupportedGraphException();
        }
        slots.set(slot);
      }
    }
  }

  private static Object singletonList(List<?> from, Graph graph) throws Throwable {
    Object element = from.get(0);
    Object copy = graph.copy(element);
    return copy == element ? from : Collections.singletonList(copy);
  }

  private static Object singleton(Set<?> from, Graph graph) throws Throwable {
    Object element = from.iterator().next();
    Object copy = graph.copy(element);
    return copy == element ? from : Collections.singleton(copy);
  }

  private static Object singletonMap(Map<?, ?> from, Graph graph) throws Throwable {
    Map.Entry<?, ?> entry = from.entrySet().iterator().next();
    Object key = graph.copy(entry.getKey());
    Object value = graph.copy(entry.getValue());
    return key == entry.getKey() && value == entry.getValue()
        ? from
        : Collections.singletonMap(key, value);
  }
}
