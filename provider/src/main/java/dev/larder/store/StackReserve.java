package dev.larder.store;

/**
 * Makes sure of some stack before anything is taken that has to be let go of, so that a recursion
 * of the user's overflows here, where nothing has begun: a stack overflow comes out of any call,
 * those in {@code finally} included. Where even that costs too much, what is taken is let go of
 * without a call if something fails.
 *
 * <p>The numbers count frames of {@link #take}. By the depth that is left on HotSpot 17 and 25, one
 * has 170 to 200 bytes as C2 compiles it, 900 as C1 does; interpreted, it has 115, and the last one
 * a kilobyte more.
 */
public final class StackReserve {
  /** What it takes to release a lock: interpreted, though these frames may be compiled. */
  private static final int FEW = 10;

  /** What it takes to tell who waits, too, or to finish what others would find by half. */
  private static final int SOME = 16;

  /** What it takes to hand a task to another thread, which may have to be started. */
  private static final int MORE = 32;

  /** Ten kilobytes and more: what user code may take from one claim to the next. */
  private static final int MANY = 100;

  private StackReserve() {}

  /**
   * For who takes a lock, and runs no user code under it.
   *
   * @throws StackOverflowError if there is not enough left
   */
  public static void requireForLock() {
    require(FEW);
  }

  /**
   * For who takes what others wait for.
   *
   * @throws StackOverflowError if there is not enough left
   */
  public static void requireForHold() {
    require(SOME);
  }

  /**
   * For who hands a task to another thread: an overflow within an executor leaves its locks taken.
   *
   * @throws StackOverflowError if there is not enough left
   */
  public static void requireForHandOver() {
    require(MORE);
  }

  /**
   * For user code that runs for a key, within user code that runs for others.
   *
   * @throws StackOverflowError if there is not enough left
   */
  public static void requireForUserCode() {
    require(MANY);
  }

  private static void require(int frames) {
    if (take(frames) == 0) {
      throw new AssertionError("the sum of positive numbers is positive");
    }
  }

  /**
   * Compiled, each frame has room for the arguments of a call that only the last one makes, so that
   * most of the stack is taken without being written.
   */
  private static long take(int frames) {
    if (frames > 0) {
      return take(frames - 1) + 1;
    }
    return sum(
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
        25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47);
  }

  /** Longer than what HotSpot inlines: inlined, its arguments would take no room. */
  private static long sum(
      long a0,
      long a1,
      long a2,
      long a3,
      long a4,
      long a5,
      long a6,
      long a7,
      long b0,
      long b1,
      long b2,
      long b3,
      long b4,
      long b5,
      long b6,
      long b7,
      long c0,
      long c1,
      long c2,
      long c3,
      long c4,
      long c5,
      long c6,
      long c7,
      long d0,
      long d1,
      long d2,
      long d3,
      long d4,
      long d5,
      long d6,
      long d7,
      long e0,
      long e1,
      long e2,
      long e3,
      long e4,
      long e5,
      long e6,
      long e7,
      long f0,
      long f1,
      long f2,
      long f3,
      long f4,
      long f5,
      long f6,
      long f7) {
    return 2 * a0 + 3 * a1 + 4 * a2 + 5 * a3 + 6 * a4 + 7 * a5 + 8 * a6 + 9 * a7 + 10 * b0 + 11 * b1
        + 12 * b2 + 13 * b3 + 14 * b4 + 15 * b5 + 16 * b6 + 17 * b7 + 18 * c0 + 19 * c1 + 20 * c2
        + 21 * c3 + 22 * c4 + 23 * c5 + 24 * c6 + 25 * c7 + 26 * d0 + 27 * d1 + 28 * d2 + 29 * d3
        + 30 * d4 + 31 * d5 + 32 * d6 + 33 * d7 + 34 * e0 + 35 * e1 + 36 * e2 + 37 * e3 + 38 * e4
        + 39 * e5 + 40 * e6 + 41 * e7 + 42 * f0 + 43 * f1 + 44 * f2 + 45 * f3 + 46 * f4 + 47 * f5
        + 48 * f6 + 49 * f7;
  }
}
