package dev.larder.store.heap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Logical time, cut into generations of {@code 2^shift} ticks. Times are 32 bits wide and wrap
 * around, so only differences of times have a meaning.
 *
 * <p>Any thread may read the time and advance it. The length of a generation changes under the
 * policy lock.
 */
class GenerationClock {
  private static final VarHandle NOW;

  static {
    try {
      NOW = MethodHandles.lookup().findVarHandle(GenerationClock.class, "now", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The number of generations that are told apart: a power of two. Older ones count as one. */
  final int generations;

  private int now;
  private int shift;

  GenerationClock(int generations) {
    this.generations = generations;
  }

  /** Returns the time. A plain read: a reader that sees an old time dates an access too early. */
  final int now() {
    return now;
  }

  /** Advances the time by some ticks and returns it. By any thread. */
  final int advance(int ticks) {
    return (int) NOW.getAndAdd(this, ticks) + ticks;
  }

  /** Sets the time. Only while no other thread uses the clock. */
  final void set(int time) {
    now = time;
  }

  /**
   * Advances the time to another one that is later, unless another thread advances it meanwhile.
   */
  final void raise(int time) {
    int seen = now;
    if (time - seen > 0) {
      NOW.compareAndSet(this, seen, time);
    }
  }

  /** Advances the time by one tick. Only for a clock that no other thread advances. */
  final void tick() {
    now++;
  }

  final int shift() {
    return shift;
  }

  /** Returns the length of a generation in ticks. */
  final int length() {
    return 1 << shift;
  }

  void setShift(int newShift) {
    shift = newShift;
  }

  /** Returns the number of the generation that a time belongs to. */
  final int generation(int time) {
    return time >>> shift;
  }

  /** Returns how many generations after another one a generation begins, modulo their number. */
  final int distance(int from, int to) {
    return (to - from) & (-1 >>> shift);
  }

  /** Returns how many generations ago a time was, at most {@code generations - 1}. */
  final int age(int time) {
    return Math.min(distance(generation(time), generation(now)), generations - 1);
  }
}
