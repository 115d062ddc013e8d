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
 * How collections that cannot change are copied: by collections of the same kind, or not at all if
 * what they hold cannot change either. Their classes have no names of their own to the public.
 */
final class FixedCollections {
  private static final Object SOMETHING = "a";
  private static final Class<?> SHORT_LIST = List.of(SOMETHING).getClass();

  private FixedCollections() {}

  static void define(JdkClassCopiers.Table table) {
    table.build(SHORT_LIST.asSubclass(List.class), FixedCollections::list);
    table.build(List.of().getClass(), FixedCollections::list);
    table.build(Set.of(SOMETHING).getClass(), FixedCollections::set);
    table.build(Set.of().getClass(), FixedCollections::set);
    table.build(Map.of(SOMETHING, SOMETHING).getClass(), FixedCollections::map);
    table.build(Map.of().getClass(), FixedCollections::map);
    table.build(Collections.singletonList(SOMETHING).getClass(), FixedCollections::singletonList);
    table.build(Collections.singleton(SOMETHING).getClass(), FixedCollections::singleton);
    table.build(
        Collections.singletonMap(SOMETHING, SOMETHING).getClass(), FixedCollections::singletonMap);
  }

  private static Object list(List<?> from, Graph graph) throws Throwable {
    @Nullable Object[] elements = from.toArray();
    if (!graph.copyEach(elements, elements)) {
      return from;
    }
    return takesNull(from) ? Stream.of(elements).toList() : List.of(elements);
  }

  /** Lists of streams are of the same class, but can hold null, and be asked for it. */
  @SuppressWarnings("ReturnValueIgnored") // the answer is that there is one
  private static boolean takesNull(List<?> list) {
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
      requireOrder(elements);
    }
    Set<?> copy = Set.of(elements);
    // A set of two begins with either, by a number that the JVM draws when it starts.
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
    requireOrder(keys);
    return Map.ofEntries(entries);
  }

  /**
   * Makes sure that the order of a table of so many keys does not depend on the order in which they
   * are added, which only serialization knows: keys that share a place would.
   */
  private static void requireOrder(@Nullable Object[] keys) throws UnsupportedGraphException {
    if (keys.length > 1) {
      BitSet places = new BitSet(2 * keys.length);
      for (Object key : keys) {
        int place = Math.floorMod(Objects.hashCode(key), 2 * keys.length);
        if (places.get(place)) {
          throw new UnsupportedGraphException();
        }
        places.set(place);
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
