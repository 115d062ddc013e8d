package dev.larder.store.heap;

/**
 * Logical time in generations, with an estimate of how far back an LRU cache would remember.
 *
 * <p>The clock ticks once for each insertion and for each relocation in a list, so that its length
 * is comparable to a walk along the LRU list. Time is cut into generations of {@code 2^shift}
 * ticks, about 1/32 to 1/16 of the number of resident entries. For the last {@value #GENERATIONS}
 * generations the clock counts the keys, resident or not, whose latest access falls into it. Summed
 * from the newest backwards these counts are a coarse LRU stack (Mattson et al. 1970; in buckets as
 * in Counter Stacks, Wires et al. 2014): where the sum reaches the capacity, an LRU cache would
 * have evicted. That is {@link #horizon}.
 *
 * <p>For large caches only one key in {@code 2^sampleShift} is counted, so readers hardly ever
 * touch the shared counters. {@link #touched} may run without a lock; a lost update distorts one
 * generation a little and is forgotten with it. Everything else runs under the policy's lock.
 */
final class GenerationClock {
  static final int GENERATIONS = 64;

  private int now;
  private int shift;
  private int sampleShift;
  private int[] population = new int[GENERATIONS];

  /**
   * The current time. Plain: a reader which sees an old value merely stamps an entry a little
   * older.
   */
  int now() {
    return now;
  }

  /** The length of a generation in ticks. */
  int generation() {
    return 1 << shift;
  }

  int shift() {
    return shift;
  }

  /**
   * Advances the time by one; true if a new generation starts, whose slot the lists have to vacate.
   */
  boolean tick() {
    now++;
    if ((now & (generation() - 1)) != 0) {
      return false;
    }
    population[(now >>> shift) & (GENERATIONS - 1)] = 0;
    return true;
  }

  /**
   * How many generations ago the stamp was, at most {@code GENERATIONS - 1}. Safe against overflow.
   */
  int age(int stamp) {
    int age = ((now >>> shift) - (stamp >>> shift)) & (-1 >>> shift);
    return Math.min(age, GENERATIONS - 1);
  }

  /** The slot of the generation which lies this many generations back. */
  int slot(int age) {
    return ((now >>> shift) - age) & (GENERATIONS - 1);
  }

  /** Counts a key which is accessed now and was not before, or is no more remembered. */
  void appeared(int hash) {
    if (isSampled(hash)) {
      population[slot(0)]++;
    }
  }

  /** Counts a key which is accessed now and was last accessed at the stamp. Needs no lock. */
  void touched(int hash, int stamp) {
    int age = age(stamp);
    if (age > 0 && isSampled(hash)) {
      int[] counts = population;
      if (age < GENERATIONS - 1) {
        counts[slot(age)]--;
      }
      counts[slot(0)]++;
    }
  }

  /** Forgets a key which was removed explicitly. */
  void vanished(int hash, int stamp) {
    if (isSampled(hash)) {
      population[slot(age(stamp))]--;
    }
  }

  /** The age in ticks beyond which an LRU cache of this many entries would have evicted a key. */
  int horizon(int capacity) {
    double missing = (double) capacity / (1 << sampleShift);
    int length = (now & (generation() - 1)) + 1;
    int ticks = 0;
    for (int age = 0; age < GENERATIONS; age++) {
      int count = population[slot(age)];
      if (count >= missing) {
        return ticks + (int) Math.round(length * missing / Math.max(1, count));
      }
      missing -= Math.max(0, count);
      ticks += length;
      length = generation();
    }
    return ticks;
  }

  /**
   * The shift that suits this many resident entries, with some hysteresis around the present one.
   */
  int shiftFor(int entries) {
    if (entries > (32L << shift)) {
      return shift + 1;
    }
    return (shift > 0 && entries < (12L << shift)) ? shift - 1 : shift;
  }

  /** Makes generations longer or shorter. The lists have to follow, see {@link #rescaledAge}. */
  void rescale(int newShift) {
    int oldShift = shift;
    int[] old = population;
    int[] oldSlots = new int[GENERATIONS];
    for (int age = 0; age < GENERATIONS; age++) {
      oldSlots[age] = slot(age);
    }
    int[] counts = new int[GENERATIONS];
    shift = newShift;
    int newSampleShift = Math.max(0, newShift - 6);
    for (int age = 0; age < GENERATIONS; age++) {
      int count = old[oldSlots[age]];
      counts[slot(rescaledAge(oldShift, age))] +=
          newSampleShift >= sampleShift
              ? count >> (newSampleShift - sampleShift)
              : count << (sampleShift - newSampleShift);
    }
    sampleShift = newSampleShift;
    population = counts;
  }

  /** The present age of a generation which was this old when generations had another length. */
  int rescaledAge(int oldShift, int age) {
    if (age == 0) {
      return 0;
    }
    int lastStamp = (((now >>> oldShift) - age + 1) << oldShift) - 1;
    return age(lastStamp);
  }

  private boolean isSampled(int hash) {
    return sampleShift == 0 || (hash * 0x9E3779B9) >>> (32 - sampleShift) == 0;
  }
}
