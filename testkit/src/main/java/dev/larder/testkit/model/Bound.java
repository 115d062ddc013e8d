package dev.larder.testkit.model;

/**
 * The bound of a cache. The specification has none; a {@link Subject} names the kinds that it
 * supports.
 *
 * @param maximum entries or weight; ignored if there is no bound
 */
public record Bound(Kind kind, long maximum) {
  /** The quantity that is bounded. */
  public enum Kind {
    NONE,
    ENTRIES,
    WEIGHT
  }

  /** Unbounded. */
  public static final Bound NONE = new Bound(Kind.NONE, 0);

  private static final int WEIGHTS = 4;

  /** Returns the weight of a value. By weight it depends on the value's number, and may be 0. */
  public int weight(Box value) {
    return weight(value.number());
  }

  int weight(int number) {
    return kind == Kind.WEIGHT ? Math.floorMod(number, WEIGHTS) : 1;
  }

  @Override
  public String toString() {
    return kind == Kind.NONE ? "unbounded" : kind + "<=" + maximum;
  }
}
