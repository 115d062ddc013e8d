package dev.larder.testkit.model;

/** A cache that differs from the model. The message suffices to reproduce the difference. */
public final class ModelMismatch extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final long seed;
  private final int steps;

  ModelMismatch(long seed, Sequence shrunk, Mismatch mismatch) {
    super(message(seed, shrunk, mismatch));
    this.seed = seed;
    this.steps = shrunk.steps().size();
  }

  private static String message(long seed, Sequence shrunk, Mismatch mismatch) {
    StringBuilder text = new StringBuilder("the cache differs from the model\nseed " + seed);
    text.append(", the only one with -Dtestkit.seed=" + seed + " -Dtestkit.sequences=1\n");
    text.append(shrunk.setup()).append('\n');
    for (int i = 0; i < shrunk.steps().size(); i++) {
      text.append(i).append(": ").append(shrunk.steps().get(i)).append('\n');
    }
    return text + "differs at " + mismatch.step() + ": " + mismatch.what();
  }

  /** Returns the seed of the sequence. */
  public long seed() {
    return seed;
  }

  /** Returns the number of steps after shrinking. */
  public int steps() {
    return steps;
  }
}
