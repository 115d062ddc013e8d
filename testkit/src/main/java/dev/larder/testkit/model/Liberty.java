package dev.larder.testkit.model;

/**
 * What the specification leaves to providers. Where a {@link Subject} takes a liberty, the model
 * does not look; what is not named here is compared strictly, but for two things that are nobody's
 * promise: the order of events of <em>different</em> keys, and the calls of the expiry policy for a
 * change that a writer refuses, or a value that is read and then removed.
 */
public enum Liberty {
  /** When, and how often, the expiry policy is asked: the durations are compared all the same. */
  EXPIRY_CALLS,
  /** What becomes of an entry whose expiry policy throws. Such policies are left out. */
  THROWING_POLICY,
  /** What is told and counted of an entry that expires as it is stored. Zero is left out. */
  ZERO_DURATION,
  /** When EXPIRED is delivered, if at all. */
  EXPIRED_EVENTS,
  /** What an operation counts that failed. */
  STATISTICS_OF_FAILURES,
  /** What an entry processor, and an iteration, counts. */
  STATISTICS_OF_ENTRIES,
  /** In how many calls a loader or writer gets the keys of a bulk operation. */
  BATCHES,
  /** Whether listeners that do not require the old value get it. */
  OLD_VALUE_NOT_REQUIRED
}
