package dev.larder.store;

/**
 * Makes sure of some stack before a key is held, so that a recursion through user code (a loader
 * that asks for other keys, a function that calls what it has become) overflows here, where nothing
 * has begun, and not where a key is being released. Nothing else helps: a stack overflow comes out
 * of any call, those in {@code finally} included.
 */
final class StackReserve {
  /** Some tens of kilobytes, interpreted or compiled: what a level between two claims may take. */
  private static final int FRAMES = 256;

  private StackReserve() {}

  /** Fails with a {@link StackOverflowError} if there is not enough left. */
  static void require() {
    if (frames(FRAMES, 1, 2, 3, 4) == 0) {
      throw new AssertionError("the sum of positive numbers is positive");
    }
  }

  /** What is needed after the call has to be kept in the frame, by any compiler. */
  private static long frames(int left, long a, long b, long c, long d) {
    return left == 0 ? a : frames(left - 1, a + 1, b + 1, c + 1, d + 1) + (a ^ b) + (c ^ d) + left;
  }
}
