package dev.larder.reliability;

import dev.larder.spec.Rethrow;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import javax.cache.Cache;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessorResult;
import javax.cache.processor.MutableEntry;

/** The operations of a cache, each on one key, the bulk ones on another one as well. */
enum Call {
  GET((cache, key, other) -> cache.get(key)),
  GET_ALL((cache, key, other) -> cache.getAll(both(key, other))),
  LOAD_ALL((cache, key, other) -> run(() -> load(cache, both(key, other), false))),
  RELOAD_ALL((cache, key, other) -> run(() -> load(cache, both(key, other), true))),
  CONTAINS((cache, key, other) -> cache.containsKey(key)),
  PUT((cache, key, other) -> run(() -> cache.put(key, fresh()))),
  GET_AND_PUT((cache, key, other) -> cache.getAndPut(key, fresh())),
  PUT_ALL((cache, key, other) -> run(() -> cache.putAll(freshFor(key, other)))),
  PUT_IF_ABSENT((cache, key, other) -> cache.putIfAbsent(key, fresh())),
  REPLACE((cache, key, other) -> cache.replace(key, fresh())),
  REPLACE_IF_SAME((cache, key, other) -> cache.replace(key, old(), fresh())),
  GET_AND_REPLACE((cache, key, other) -> cache.getAndReplace(key, fresh())),
  REMOVE((cache, key, other) -> cache.remove(key)),
  REMOVE_IF_SAME((cache, key, other) -> cache.remove(key, old())),
  GET_AND_REMOVE((cache, key, other) -> cache.getAndRemove(key)),
  REMOVE_ALL((cache, key, other) -> run(() -> cache.removeAll(both(key, other)))),
  REMOVE_WHATEVER((cache, key, other) -> run(cache::removeAll)),
  CLEAR((cache, key, other) -> run(cache::clear)),
  READ_IN_PROCESSOR((cache, key, other) -> cache.invoke(key, Call::read)),
  SET_IN_PROCESSOR((cache, key, other) -> cache.invoke(key, Call::set)),
  REMOVE_IN_PROCESSOR((cache, key, other) -> cache.invoke(key, Call::remove)),
  SET_IN_PROCESSORS((cache, key, other) -> results(cache.invokeAll(both(key, other), Call::set))),
  ITERATE((cache, key, other) -> iterate(cache.iterator(), false)),
  ITERATE_AND_REMOVE((cache, key, other) -> iterate(cache.iterator(), true));

  static final String OLD = "old";
  static final String FRESH = "fresh";

  /** What an operation does with a cache. */
  interface Body {
    Object run(Cache<Key, Payload> cache, Key key, Key other);
  }

  @SuppressWarnings("ImmutableEnumChecker") // no body captures anything
  final Body body;

  Call(Body body) {
    this.body = body;
  }

  /** Whether it is about whatever the cache has. */
  boolean isAboutAll() {
    return this == REMOVE_WHATEVER
        || this == CLEAR
        || this == ITERATE
        || this == ITERATE_AND_REMOVE;
  }

  private static Object run(Runnable action) {
    action.run();
    return null;
  }

  private static void load(Cache<Key, Payload> cache, Set<Key> keys, boolean replaces) {
    CompletionListenerFuture end = new CompletionListenerFuture();
    Point.lend(
        () -> {
          cache.loadAll(keys, replaces, end);
          try {
            end.get();
          } catch (ExecutionException e) {
            throw Rethrow.asIs(e.getCause());
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static Payload old() {
    return new Payload(OLD);
  }

  private static Payload fresh() {
    return new Payload(FRESH);
  }

  private static Set<Key> both(Key key, Key other) {
    return new LinkedHashSet<>(List.of(key, other));
  }

  private static Map<Key, Payload> freshFor(Key key, Key other) {
    Map<Key, Payload> entries = new LinkedHashMap<>();
    entries.put(key, fresh());
    entries.put(other, fresh());
    return entries;
  }

  private static Object read(MutableEntry<Key, Payload> entry, Object... arguments) {
    Point.PROCESSOR.reached();
    Payload value = entry.getValue();
    Point.PROCESSOR.reached();
    return value;
  }

  private static Object set(MutableEntry<Key, Payload> entry, Object... arguments) {
    read(entry);
    entry.setValue(fresh());
    Point.PROCESSOR.reached();
    return entry.getKey().name();
  }

  private static Object remove(MutableEntry<Key, Payload> entry, Object... arguments) {
    Point.PROCESSOR.reached();
    entry.remove();
    Point.PROCESSOR.reached();
    return null;
  }

  /** A processor's failure is in its result. */
  private static Object results(Map<Key, EntryProcessorResult<Object>> results) {
    results.values().forEach(EntryProcessorResult::get);
    return results;
  }

  private static Object iterate(Iterator<Cache.Entry<Key, Payload>> entries, boolean removes) {
    int count = 0;
    while (entries.hasNext()) {
      entries.next();
      count++;
      if (removes) {
        entries.remove();
      }
    }
    return count;
  }
}
