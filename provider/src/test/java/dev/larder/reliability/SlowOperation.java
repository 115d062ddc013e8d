package dev.larder.reliability;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.integration.CompletionListenerFuture;

/** Operations that run slow user code. */
enum SlowOperation {
  PROCESSOR((cache, keys, source) -> cache.invoke(keys.iterator().next(), source::process)),
  LOAD((cache, keys, source) -> cache.get(keys.iterator().next())),
  LOAD_IN_PROCESSOR(
      (cache, keys, source) ->
          cache.invoke(keys.iterator().next(), (entry, any) -> entry.getValue())),
  LOAD_ALL_BY_GET_ALL((cache, keys, source) -> cache.getAll(keys)),
  LOAD_ALL(
      (cache, keys, source) -> {
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(keys, true, done);
        return done.get(60, TimeUnit.SECONDS);
      }),
  WRITE((cache, keys, source) -> run(() -> cache.put(keys.iterator().next(), fresh()))),
  WRITE_ALL((cache, keys, source) -> run(() -> cache.putAll(freshFor(keys)))),
  DELETE((cache, keys, source) -> cache.remove(keys.iterator().next())),
  DELETE_ALL((cache, keys, source) -> run(() -> cache.removeAll(keys)));

  /** An operation on keys for which the source is slow. */
  interface Body {
    Object run(Cache<FailingKey, FailingValue> cache, Set<FailingKey> keys, SlowSource source)
        throws Exception;
  }

  @SuppressWarnings("ImmutableEnumChecker") // no body captures anything
  final Body body;

  SlowOperation(Body body) {
    this.body = body;
  }

  /** Whether the operation leaves entries. */
  boolean leavesEntries() {
    return this != DELETE && this != DELETE_ALL;
  }

  private static FailingValue fresh() {
    return new FailingValue(CacheOperation.FRESH);
  }

  private static Map<FailingKey, FailingValue> freshFor(Set<FailingKey> keys) {
    Map<FailingKey, FailingValue> entries = new LinkedHashMap<>();
    keys.forEach(key -> entries.put(key, fresh()));
    return entries;
  }

  private static Object run(Runnable action) {
    action.run();
    return null;
  }
}
