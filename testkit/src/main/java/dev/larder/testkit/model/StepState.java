package dev.larder.testkit.model;

/** The current step of the model, with the observations so far. */
final class StepState {
  private Observation seen = new Observation();
  private int number;
  private boolean counts;
  private boolean listenerFailed;
  private long hits;
  private long misses;
  private long puts;
  private long removals;
  private long evictions;

  StepState(boolean counts) {
    this.counts = counts;
  }

  void begin(int newNumber) {
    seen = new Observation();
    number = newNumber;
    listenerFailed = false;
    hits = 0;
    misses = 0;
    puts = 0;
    removals = 0;
    evictions = 0;
  }

  Observation end(String result) {
    seen.result = result;
    if (counts) {
      seen.counters = new Counters(hits, misses, puts, removals, evictions);
    }
    return seen;
  }

  Observation seen() {
    return seen;
  }

  void recordListenerFailure() {
    listenerFailed = true;
  }

  /** Fails the operation if a listener threw. The effects of the operation remain. */
  void failIfListenerFailed() {
    if (listenerFailed) {
      listenerFailed = false;
      throw new ModelException("CacheEntryListenerException");
    }
  }

  /** Ignores the listener's exception, because the operation fails with another one. */
  void ignoreListenerFailure() {
    listenerFailed = false;
  }

  int number() {
    return number;
  }

  /** Enables or disables statistics from the next step on. */
  void count(boolean on) {
    counts = on;
  }

  void countRead(boolean present) {
    if (present) {
      hits++;
    } else {
      misses++;
    }
  }

  void countPut() {
    puts++;
  }

  void countRemoval() {
    removals++;
  }

  void countEviction() {
    evictions++;
  }
}
