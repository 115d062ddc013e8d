package dev.larder.reliability;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.integration.CompletionListenerFuture;

/** Operations, each of which has other user code take its time. */
enum Slow {
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

  /** What is called, on keys that the source is slow for. */
  interface Body {
    Object run(Cache<Key, Payload> cache, Set<Key> keys, SlowSource source) throws Exception;
  }

  @SuppressWarnings("ImmutableEnumChecker") // no body captures anything
  final Body body;

  Slow(Body body) {
    this.body = body;
  }

  /** Whether there is an entry afterwards. */
  boolean leavesEntries() {
    return this != DELETE && this != DELETE_ALL;
  }

  private static Payload fresh() {
    return new Payload(Call.FRESH);
  }

  private static Map<Key, Payload> freshFor(Set<Key> keys) {
    Map<Key, Payload> entries = new LinkedHashMap<>();
    keys.forEach(key -> entries.put(key, fresh()));
    return entries;
  }

  private static Object run(Runnable action) {
    action.run();
    return null;
  }
}
