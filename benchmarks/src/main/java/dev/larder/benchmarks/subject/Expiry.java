package dev.larder.benchmarks.subject;

/** When entries expire; where they do, it is after an hour, which no run takes. */
public enum Expiry {
  /** Never. */
  ETERNAL,
  /** After creation. */
  CREATED,
  /** After creation or the last access. */
  ACCESSED;

  /** How long entries live, in hours. */
  public static final int HOURS = 1;
}
