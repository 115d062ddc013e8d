package dev.larder.soak;

import static dev.larder.soak.Trait.BACKED_BY_STORE;
import static dev.larder.soak.Trait.EXPIRING;
import static dev.larder.soak.Trait.FIXED_BOUND;
import static dev.larder.soak.Trait.LISTENED;
import static dev.larder.soak.Trait.RANKED;
import static dev.larder.soak.Trait.RELOADED;
import static dev.larder.soak.Trait.SLOW_LISTENER;
import static dev.larder.soak.Trait.WEIGHED;

import java.util.Set;

/** The kinds of caches that are used at once. */
enum Kind {
  LRU,
  ADAPTIVE(RANKED),
  WEIGHT(WEIGHED),
  CREATED(EXPIRING),
  ACCESSED(EXPIRING, RANKED),
  PER_ENTRY(EXPIRING, RANKED, WEIGHED),
  BY_VALUE,
  BACKED(BACKED_BY_STORE),
  REFRESHED(BACKED_BY_STORE, RELOADED),
  TOLD(LISTENED),
  TOLD_OF_EXPIRY(LISTENED, EXPIRING),
  TOLD_LATER(LISTENED, SLOW_LISTENER, FIXED_BOUND),
  TOLD_LATER_OF_EXPIRY(LISTENED, SLOW_LISTENER, FIXED_BOUND, EXPIRING),
  TOLD_LATER_BACKED(LISTENED, SLOW_LISTENER, FIXED_BOUND, BACKED_BY_STORE),
  TOLD_LATER_RESIZED(LISTENED, SLOW_LISTENER),
  TOLD_LATER_OF_ALL(LISTENED, SLOW_LISTENER, EXPIRING, BACKED_BY_STORE);

  /** The maximum weight of an entry in a cache bounded by weight. */
  static final int HEAVIEST = 8;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
  private final Set<Trait> traits;

  Kind(Trait... traits) {
    this.traits = Set.of(traits);
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** Returns whether the cache may be cleared; not if each removal must have an event. */
  boolean isCleared() {
    return !is(LISTENED) && !is(BACKED_BY_STORE);
  }
}
