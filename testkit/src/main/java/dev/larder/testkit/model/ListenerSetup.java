package dev.larder.testkit.model;

import javax.cache.event.EventType;

/**
 * A listener.
 *
 * @param registered whether it is part of the cache's configuration; otherwise a step registers it
 * @param receivesAll whether it receives all events; otherwise only creations and removals
 */
record ListenerSetup(
    boolean registered,
    boolean synchronous,
    boolean oldValueRequired,
    boolean receivesAll,
    Habit habit) {
  /** Further behaviour: a filter, or a listener that throws. */
  enum Habit {
    NONE,
    FILTERS_ODD_KEYS,
    FILTERS_REMOVALS,
    THROWS
  }

  boolean filters() {
    return habit == Habit.FILTERS_ODD_KEYS || habit == Habit.FILTERS_REMOVALS;
  }

  /** Returns whether it throws after an event of this key. */
  boolean throwsOn(int key) {
    return habit == Habit.THROWS && key % 3 == 1;
  }

  boolean wants(EventType type) {
    return receivesAll || type == EventType.CREATED || type == EventType.REMOVED;
  }

  boolean lets(EventType type, int key) {
    return switch (habit) {
      case NONE, THROWS -> true;
      case FILTERS_ODD_KEYS -> key % 2 == 0;
      case FILTERS_REMOVALS -> type != EventType.REMOVED;
    };
  }
}
