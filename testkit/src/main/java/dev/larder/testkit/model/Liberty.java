package dev.larder.testkit.model;

/**
 * A decision that the specification leaves to providers. Where a {@link Subject} takes a liberty,
 * the check ignores differences. All else is compared strictly, with two exceptions that no
 * provider promises. They are the order of events of <em>different</em> keys, and the calls of the
 * expiry policy for a change that a writer refuses, or a value that is read and then removed.
 */
public enum Liberty {
  /** When and how often the expiry policy is called; the durations are compared all the same. */
  EXPIRY_CALLS,
  /** The state of an entry whose expiry policy throws. Such policies are not generated. */
  THROWING_POLICY,
  /** The events and counts of an entry that expires as it is stored. Zero is not generated. */
  ZERO_DURATION,
  /** When EXPIRED is delivered, if at all. */
  EXPIRED_EVENTS,
  /** The counts of a failed operation. */
  STATISTICS_OF_FAILURES,
  /** The counts of an entry processor or an iteration. */
  STATISTICS_OF_ENTRIES,
  /** The number of calls in which a loader or writer receives the keys of a bulk operation. */
  BATCHES,
  /** Whether listeners that do not require the old value receive it. */
  OLD_VALUE_NOT_REQUIRED
}
