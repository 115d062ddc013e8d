package dev.larder.testkit.model;

/**
 * How much a cache may hold. The specification knows no bound: a {@link Subject} says which kinds
 * it can make.
 *
 * @param maximum entries or weight; of no meaning when there is no bound
 */
public record Bound(Kind kind, long maximum) {
  /** What is counted. */
  public enum Kind {
    NONE,
    ENTRIES,
    WEIGHT
  }

  /** No bound. */
  public static final Bound NONE = new Bound(Kind.NONE, 0);

  private static final int WEIGHTS = 4;

  /** What an entry counts: by weight its number decides, and some weigh nothing. */
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
