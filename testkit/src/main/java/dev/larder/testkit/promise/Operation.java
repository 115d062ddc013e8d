package dev.larder.testkit.promise;

import java.util.Objects;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** The operations on one key: the call on a cache, and the expected effect on a value. */
@SuppressWarnings("ImmutableEnumChecker") // the functions are lambdas that capture nothing
public enum Operation {
  GET((cache, key, a, b) -> cache.get(key), (value, a, b) -> new Effect(value, value)),
  CONTAINS(
      (cache, key, a, b) -> cache.containsKey(key),
      (value, a, b) -> new Effect(value, value != null)),
  PUT(
      (cache, key, a, b) -> {
        cache.put(key, a);
        return null;
      },
      (value, a, b) -> new Effect(a, null)),
  GET_AND_PUT((cache, key, a, b) -> cache.getAndPut(key, a), (value, a, b) -> new Effect(a, value)),
  PUT_IF_ABSENT(
      (cache, key, a, b) -> cache.putIfAbsent(key, a),
      (value, a, b) -> new Effect(value == null ? Integer.valueOf(a) : value, value == null)),
  REMOVE((cache, key, a, b) -> cache.remove(key), (value, a, b) -> new Effect(null, value != null)),
  REMOVE_IF(
      (cache, key, a, b) -> cache.remove(key, a),
      (value, a, b) -> {
        boolean same = Objects.equals(value, a);
        return new Effect(same ? null : value, same);
      }),
  GET_AND_REMOVE(
      (cache, key, a, b) -> cache.getAndRemove(key), (value, a, b) -> new Effect(null, value)),
  REPLACE(
      (cache, key, a, b) -> cache.replace(key, a),
      (value, a, b) -> new Effect(value == null ? null : a, value != null)),
  REPLACE_IF(
      (cache, key, a, b) -> cache.replace(key, a, b),
      (value, a, b) -> {
        boolean same = Objects.equals(value, a);
        return new Effect(same ? Integer.valueOf(b) : value, same);
      }),
  GET_AND_REPLACE(
      (cache, key, a, b) -> cache.getAndReplace(key, a),
      (value, a, b) -> new Effect(value == null ? null : a, value)),
  INVOKE(
      (cache, key, a, b) -> cache.invoke(key, Atomicity.INCREMENT),
      (value, a, b) -> {
        int next = value == null ? 1 : value + 1;
        return new Effect(next, next);
      });

  private final Act act;
  private final Model model;

  Operation(Act act, Model model) {
    this.act = act;
    this.model = model;
  }

  private interface Act {
    @Nullable Object on(Cache<Integer, Integer> cache, int key, int a, int b);
  }

  private interface Model {
    Effect on(@Nullable Integer value, int a, int b);
  }

  /** The value afterwards, or null if there is none, and the result. */
  public record Effect(@Nullable Integer value, @Nullable Object result) {}

  /** Calls the operation, and returns its result. Not all operations use both arguments. */
  public @Nullable Object call(Cache<Integer, Integer> cache, int key, int a, int b) {
    return act.on(cache, key, a, b);
  }

  /** Returns the effect on a value, which is null if there is none. */
  public Effect effect(@Nullable Integer value, int a, int b) {
    return model.on(value, a, b);
  }
}
