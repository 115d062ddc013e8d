package dev.larder.store.heap;

import dev.larder.store.Action;
import dev.larder.store.Claim;
import dev.larder.store.Stores;
import dev.larder.store.TestContext;

/** A store with one entry that expires. */
final class Mortal {
  static final Integer KEY = 1;

  /** The time until an entry expires, in nanoseconds. */
  static final long LIFE = 10_000_000_000L;

  final TestContext<Integer, String> context =
      new TestContext<Integer, String>().maximum(Bench.PLENTY).durations(LIFE, LIFE, LIFE);
  final HeapStore<Integer, String> store = new HeapStore<>(context);

  private Mortal() {
    Bench.put(store, KEY, "old");
  }

  static Mortal alive() {
    return new Mortal();
  }

  static Mortal expired() {
    Mortal mortal = new Mortal();
    mortal.context.advance(LIFE + 1);
    return mortal;
  }

  /** Writes under a claim, as operations do that call user code. */
  void rewriteByClaim(String value) {
    try (Claim<String> claim = Stores.claim(store, KEY)) {
      claim.stage(value);
      claim.commit(Action.WRITE, value, LIFE);
    }
  }

  /** Returns the deadline of the entry, 0 if there is none. */
  long deadline() {
    Node<Integer, String> node = Bench.node(store, KEY);
    return node == null ? 0 : node.deadline();
  }
}
