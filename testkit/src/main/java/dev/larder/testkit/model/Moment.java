package dev.larder.testkit.model;

/** The step that the model is in, and what it has shown so far. */
final class Moment {
  private Observation seen = new Observation();
  private int number;
  private boolean counts;
  private boolean listenerThrew;
  private long hits;
  private long misses;
  private long puts;
  private long removals;
  private long evictions;

  Moment(boolean counts) {
    this.counts = counts;
  }

  void begin(int newNumber) {
    seen = new Observation();
    number = newNumber;
    listenerThrew = false;
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

  /** A synchronous listener has thrown, which comes out of the operation. */
  void noteListenerThrew() {
    listenerThrew = true;
  }

  /** An operation is done, and tells now that a listener has thrown; what it has done stays. */
  void failIfListenerThrew() {
    if (listenerThrew) {
      listenerThrew = false;
      throw new Fails("CacheEntryListenerException");
    }
  }

  /** An operation has failed otherwise before, and tells of that. */
  void forgetThatListenerThrew() {
    listenerThrew = false;
  }

  int number() {
    return number;
  }

  /** Turns statistics on or off: from the next step on, for this one does nothing else. */
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
