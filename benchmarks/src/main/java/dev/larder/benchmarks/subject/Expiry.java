package dev.larder.benchmarks.subject;

/** The expiry of entries. They expire after an hour, which is longer than any run. */
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
