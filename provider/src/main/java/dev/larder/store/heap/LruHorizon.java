package dev.larder.store.heap;

/**
 * A {@link GenerationClock} that estimates how far back an LRU cache would remember.
 *
 * <p>The clock ticks once for each insertion and for each relocation in a list, so its time is
 * comparable to a walk along an LRU list. A generation is about 1/32 to 1/16 of the number of
 * resident entries long. For each of the last {@value #GENERATIONS} generations the clock counts
 * the keys, resident or not, whose latest access falls into it. Summed from the newest generation
 * backwards, these counts are a coarse LRU stack (Mattson et al. 1970; in buckets as in Counter
 * Stacks, Wires et al. 2014). Where the sum reaches the capacity, an LRU cache would have evicted:
 * that age is the {@link #horizon}.
 *
 * <p>A large cache counts only one key in {@code 2^sampleShift}, so readers seldom touch the shared
 * counters. {@link #touched} may run without a lock. A lost update distorts one generation a little
 * and is forgotten with it. Everything else runs under the policy lock.
 */
final class LruHorizon extends GenerationClock {
  static final int GENERATIONS = 64;

  private int sampleShift;
  private int[] population = new int[GENERATIONS];

  LruHorizon() {
    super(GENERATIONS);
  }

  /** Advances the time by one tick; returns whether a new generation begins. */
  boolean tickGeneration() {
    tick();
    if ((now() & (length() - 1)) != 0) {
      return false;
    }
    population[slot(0)] = 0;
    return true;
  }

  int slot(int age) {
    return (generation(now()) - age) & (GENERATIONS - 1);
  }

  /** Counts a key that is accessed at present and was unknown before. */
  void appeared(int hash) {
    if (isSampled(hash)) {
      population[slot(0)]++;
    }
  }

  /** Counts a key that is accessed at present and was last accessed at a time. Needs no lock. */
  void touched(int hash, int time) {
    int age = age(time);
    if (age > 0 && isSampled(hash)) {
      int[] counts = population;
      if (age < GENERATIONS - 1) {
        counts[slot(age)]--;
      }
      counts[slot(0)]++;
    }
  }

  /** Drops a key that was removed explicitly. */
  void vanished(int hash, int time) {
    if (isSampled(hash)) {
      population[slot(age(time))]--;
    }
  }

  /** Returns the age in ticks at which an LRU cache of this many entries would evict a key. */
  int horizon(int capacity) {
    double missing = (double) capacity / (1 << sampleShift);
    int length = (now() & (length() - 1)) + 1;
    int ticks = 0;
    for (int age = 0; age < GENERATIONS; age++) {
      int count = population[slot(age)];
      if (count >= missing) {
        return ticks + (int) Math.round(length * missing / Math.max(1, count));
      }
      missing -= Math.max(0, count);
      ticks += length;
      length = length();
    }
    return ticks;
  }

  /** Returns the shift that suits a number of resident entries, with hysteresis. */
  int shiftFor(int entries) {
    if (entries > (32L << shift())) {
      return shift() + 1;
    }
    return (shift() > 0 && entries < (12L << shift())) ? shift() - 1 : shift();
  }

  /** {@inheritDoc} The counts move to the generations that their times fall into then. */
  @Override
  void setShift(int newShift) {
    int oldShift = shift();
    int[] old = population;
    int[] oldSlots = new int[GENERATIONS];
    for (int age = 0; age < GENERATIONS; age++) {
      oldSlots[age] = slot(age);
    }
    int[] counts = new int[GENERATIONS];
    super.setShift(newShift);
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

  /**
   * Returns the present age of a generation that had an age when generations had another length.
   */
  int rescaledAge(int oldShift, int age) {
    if (age == 0) {
      return 0;
    }
    int lastTime = (((now() >>> oldShift) - age + 1) << oldShift) - 1;
    return age(lastTime);
  }

  private boolean isSampled(int hash) {
    return sampleShift == 0 || (hash * 0x9E3779B9) >>> (32 - sampleShift) == 0;
  }
}
