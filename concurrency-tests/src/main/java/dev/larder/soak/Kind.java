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

  /** How much an entry weighs at most, where weight counts. */
  static final int HEAVIEST = 8;

  @SuppressWarnings("ImmutableEnumChecker") // nobody can change it
  private final Set<Trait> traits;

  Kind(Trait... traits) {
    this.traits = Set.of(traits);
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** Whether it may be cleared: not where every change has to be told. */
  boolean isCleared() {
    return !is(HEARD) && !is(THROUGH);
  }
}
