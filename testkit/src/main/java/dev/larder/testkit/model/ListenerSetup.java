package dev.larder.testkit.model;

import javax.cache.event.EventType;

/**
 * One listener.
 *
 * @param registered whether the cache's configuration has it; else it waits to be registered
 * @param hearsAll whether it listens to everything; else to creations and removals only
 */
record ListenerSetup(
    boolean registered,
    boolean synchronous,
    boolean oldValueRequired,
    boolean hearsAll,
    Habit habit) {
  /** What else there is about a listener: a filter before it, or that it throws. */
  enum Habit {
    NONE,
    FILTERS_ODD_KEYS,
    FILTERS_REMOVALS,
    THROWS
  }

  boolean filters() {
    return habit == Habit.FILTERS_ODD_KEYS || habit == Habit.FILTERS_REMOVALS;
  }

  /** Whether it throws after it has heard of this key. */
  boolean throwsOn(int key) {
    return habit == Habit.THROWS && key % 3 == 1;
  }

  boolean wants(EventType type) {
    return hearsAll || type == EventType.CREATED || type == EventType.REMOVED;
  }

  boolean lets(EventType type, int key) {
    return switch (habit) {
      case NONE, THROWS -> true;
      case FILTERS_ODD_KEYS -> key % 2 == 0;
      case FILTERS_REMOVALS -> type != EventType.REMOVED;
    };
  }
}
