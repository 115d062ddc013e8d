package dev.larder.soak;

import static dev.larder.soak.Trait.EXPIRING;
import static dev.larder.soak.Trait.HEARD;
import static dev.larder.soak.Trait.LATE;
import static dev.larder.soak.Trait.RANKED;
import static dev.larder.soak.Trait.RELOADED;
import static dev.larder.soak.Trait.STILL;
import static dev.larder.soak.Trait.THROUGH;
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
  BACKED(THROUGH),
  REFRESHED(THROUGH, RELOADED),
  TOLD(HEARD),
  TOLD_OF_EXPIRY(HEARD, EXPIRING),
  TOLD_LATER(HEARD, LATE, STILL),
  TOLD_LATER_OF_EXPIRY(HEARD, LATE, STILL, EXPIRING),
  TOLD_LATER_BACKED(HEARD, LATE, STILL, THROUGH),
  TOLD_LATER_RESIZED(HEARD, LATE),
  TOLD_LATER_OF_ALL(HEARD, LATE, EXPIRING, THROUGH);

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
    return !is(HEARD) && !is(THROUGH);
  }
}
