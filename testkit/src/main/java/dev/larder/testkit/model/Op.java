package dev.larder.testkit.model;

/** What a step does: the operations of {@code javax.cache.Cache}, and what happens around them. */
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
  /** Iterates, and removes some entries on the way. */
  ITERATE_REMOVE(Keys.NONE),
  REGISTER(Keys.NONE),
  DEREGISTER(Keys.NONE),
  ENABLE_STATISTICS(Keys.NONE),
  DISABLE_STATISTICS(Keys.NONE),
  /** Lets time pass; the provider's own threads do not notice. */
  ADVANCE(Keys.NONE),
  /** Lets the provider's own threads take out what has expired. */
  SWEEP(Keys.NONE),
  /** Moves the bound. */
  RESIZE(Keys.NONE);

  /** How many keys an operation takes. */
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
