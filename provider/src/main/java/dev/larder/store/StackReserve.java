package dev.larder.store;

/**
 * Makes sure of some stack before anything is taken that has to be let go of, so that a recursion
 * of the user's overflows here, where nothing has begun: a stack overflow comes out of any call,
 * those in {@code finally} included. Where even a few frames cost too much, what is taken is let go
 * of without a call if something fails.
 */
public final class StackReserve {
  /**
   * What it takes to release a lock: interpreted, though these frames may be compiled, and less.
   */
  private static final int FEW = 16;

  /** What it takes to tell who waits, too, or to finish what others would find by half. */
  private static final int SOME = 24;

  /** What it takes to hand a task to another thread, which may have to be started. */
  private static final int MORE = 48;

  /** Some tens of kilobytes: what user code may take from one claim to the next. */
  private static final int MANY = 160;

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
    if (frames(frames, 1, 2, 3, 4, 5, 6, 7, 8) == 0) {
      throw new AssertionError("the sum of positive numbers is positive");
    }
  }

  /** What is needed after the call has to be kept in the frame, by any compiler. */
  private static long frames(
      int left, long a, long b, long c, long d, long e, long f, long g, long h) {
    return left == 0
        ? a
        : frames(left - 1, a + 1, b + 1, c + 1, d + 1, e + 1, f + 1, g + 1, h + 1)
            + (a ^ b)
            + (c ^ d)
            + (e ^ f)
            + (g ^ h)
            + left;
  }
}
