package dev.larder.copy;

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

  static void define(JdkPlans.Table table) {
    add(table, SHORT_LIST.asSubclass(List.class), FixedCollections::list);
    add(table, List.of().getClass(), FixedCollections::list);
    add(table, Set.of(SOMETHING).getClass(), FixedCollections::set);
    add(table, Set.of().getClass(), FixedCollections::set);
    add(table, Map.of(SOMETHING, SOMETHING).getClass(), FixedCollections::map);
    add(table, Map.of().getClass(), FixedCollections::map);
    add(table, Collections.singletonList(SOMETHING).getClass(), FixedCollections::singletonList);
    add(table, Collections.singleton(SOMETHING).getClass(), FixedCollections::singleton);
    add(
        table,
        Collections.singletonMap(SOMETHING, SOMETHING).getClass(),
        FixedCollections::singletonMap);
  }

  /** Such a collection is there when its elements are, so it is announced before. */
  private static <T> void add(
      JdkPlans.Table table, Class<? extends T> type, JdkPlans.Maker<T> maker) {
    table.<T>add(
        type,
        (from, graph) -> {
          graph.announce(from);
          return graph.complete(from, maker.make(from, graph));
        });
  }

  private static Object list(List<?> from, Graph graph) throws Throwable {
    @Nullable Object[] elements = from.toArray();
    if (!graph.copyAll(elements)) {
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
    return differs ? Set.of(elements) : from;
  }

  private static Object map(Map<?, ?> from, Graph graph) throws Throwable {
    Map.Entry<?, ?>[] entries = from.entrySet().toArray(Map.Entry<?, ?>[]::new);
    boolean differs = false;
    for (int i = 0; i < entries.length; i++) {
      Object key = graph.copyKey(entries[i].getKey());
      Object value = graph.copy(entries[i].getValue());
      differs |= key != entries[i].getKey() || value != entries[i].getValue();
      entries[i] = Map.entry(Objects.requireNonNull(key), Objects.requireNonNull(value));
    }
    return differs ? Map.ofEntries(entries) : from;
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
