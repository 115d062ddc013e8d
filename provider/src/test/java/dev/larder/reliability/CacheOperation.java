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

/** The operations of a cache on one key. Bulk operations get a second key as well. */
enum CacheOperation {
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
  REMOVE_ALL_KEYS((cache, key, other) -> run(cache::removeAll)),
  CLEAR((cache, key, other) -> run(cache::clear)),
  READ_IN_PROCESSOR((cache, key, other) -> cache.invoke(key, CacheOperation::read)),
  SET_IN_PROCESSOR((cache, key, other) -> cache.invoke(key, CacheOperation::set)),
  REMOVE_IN_PROCESSOR((cache, key, other) -> cache.invoke(key, CacheOperation::remove)),
  SET_IN_PROCESSORS(
      (cache, key, other) -> results(cache.invokeAll(both(key, other), CacheOperation::set))),
  ITERATE((cache, key, other) -> iterate(cache.iterator(), false)),
  ITERATE_AND_REMOVE((cache, key, other) -> iterate(cache.iterator(), true));

  static final String OLD = "old";
  static final String FRESH = "fresh";

  /** The call of an operation. */
  interface Body {
    Object run(Cache<FailingKey, FailingValue> cache, FailingKey key, FailingKey other);
  }

  @SuppressWarnings("ImmutableEnumChecker") // no body captures anything
  final Body body;

  CacheOperation(Body body) {
    this.body = body;
  }

  /** Whether the operation affects all entries of the cache. */
  boolean affectsAllKeys() {
    return this == REMOVE_ALL_KEYS
        || this == CLEAR
        || this == ITERATE
        || this == ITERATE_AND_REMOVE;
  }

  private static Object run(Runnable action) {
    action.run();
    return null;
  }

  private static void load(
      Cache<FailingKey, FailingValue> cache, Set<FailingKey> keys, boolean replaces) {
    CompletionListenerFuture end = new CompletionListenerFuture();
    UserCall.inheritBy(
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

  private static FailingValue old() {
    return new FailingValue(OLD);
  }

  private static FailingValue fresh() {
    return new FailingValue(FRESH);
  }

  private static Set<FailingKey> both(FailingKey key, FailingKey other) {
    return new LinkedHashSet<>(List.of(key, other));
  }

  private static Map<FailingKey, FailingValue> freshFor(FailingKey key, FailingKey other) {
    Map<FailingKey, FailingValue> entries = new LinkedHashMap<>();
    entries.put(key, fresh());
    entries.put(other, fresh());
    return entries;
  }

  private static Object read(MutableEntry<FailingKey, FailingValue> entry, Object... arguments) {
    UserCall.PROCESSOR.called();
    FailingValue value = entry.getValue();
    UserCall.PROCESSOR.called();
    return value;
  }

  private static Object set(MutableEntry<FailingKey, FailingValue> entry, Object... arguments) {
    read(entry);
    entry.setValue(fresh());
    UserCall.PROCESSOR.called();
    return entry.getKey().name();
  }

  private static Object remove(MutableEntry<FailingKey, FailingValue> entry, Object... arguments) {
    UserCall.PROCESSOR.called();
    entry.remove();
    UserCall.PROCESSOR.called();
    return null;
  }

  /** Throws the failure of a processor, which is in its result. */
  private static Object results(Map<FailingKey, EntryProcessorResult<Object>> results) {
    results.values().forEach(EntryProcessorResult::get);
    return results;
  }

  private static Object iterate(
      Iterator<Cache.Entry<FailingKey, FailingValue>> entries, boolean removes) {
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
