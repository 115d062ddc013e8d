package dev.larder.testkit.model;

/** The operation of a step: those of {@code javax.cache.Cache}, and changes of its environment. */
enum Op {
  GET(Keys.ONE),
  GET_ALL(Keys.SOME),
  CONTAINS_KEY(Keys.ONE),
  PUT(Keys.ONE),
  GET_AND_PUT(Keys.ONE),
  PUT_ALL(Keys.SOME),
  PUT_IF_ABSENT(Keys.ONE),
  REMOVE(Keys.ONE),
  /** {@code remove(key, oldValue)}. */
  REMOVE_SAME(Keys.ONE),
  GET_AND_REMOVE(Keys.ONE),
  REPLACE(Keys.ONE),
  /** {@code replace(key, oldValue, newValue)}. */
  REPLACE_SAME(Keys.ONE),
  GET_AND_REPLACE(Keys.ONE),
  /** {@code removeAll(keys)}. */
  REMOVE_KEYS(Keys.SOME),
  REMOVE_ALL(Keys.NONE),
  CLEAR(Keys.NONE),
  INVOKE(Keys.ONE),
  INVOKE_ALL(Keys.SOME),
  /** {@code loadAll(keys, false, listener)}. */
  LOAD_KEEP(Keys.SOME),
  /** {@code loadAll(keys, true, listener)}. */
  LOAD_REPLACE(Keys.SOME),
  ITERATE(Keys.NONE),
  /** Iterates, and removes some entries. */
  ITERATE_REMOVE(Keys.NONE),
  REGISTER(Keys.NONE),
  DEREGISTER(Keys.NONE),
  ENABLE_STATISTICS(Keys.NONE),
  DISABLE_STATISTICS(Keys.NONE),
  /** Advances the time without running the provider's threads. */
  ADVANCE(Keys.NONE),
  /** Runs the provider's threads, which remove expired entries. */
  SWEEP(Keys.NONE),
  /** Changes the bound. */
  RESIZE(Keys.NONE);

  /** The number of keys that an operation takes. */
  enum Keys {
    NONE,
    ONE,
    SOME
  }

  private final Keys keys;

  Op(Keys keys) {
    this.keys = keys;
  }

  Keys keys() {
    return keys;
  }
}
