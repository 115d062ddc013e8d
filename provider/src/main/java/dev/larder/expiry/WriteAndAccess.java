package dev.larder.expiry;

import java.io.Serializable;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;

/**
 * A time to live and a time to idle together: an entry expires when either has passed.
 *
 * @param write how long an entry lives after it was written: created or updated
 * @param access how long it lives after it was used: read or written
 */
public record WriteAndAccess(Duration write, Duration access)
    implements ExpiryPolicy, Serializable {

  /** Whether the methods here can go on from a policy. */
  public static boolean isCombinable(ExpiryPolicy policy) {
    Class<?> type = policy.getClass();
    return type == EternalExpiryPolicy.class
        || type == CreatedExpiryPolicy.class
        || type == ModifiedExpiryPolicy.class
        || type == TouchedExpiryPolicy.class
        || type == WriteAndAccess.class;
  }

  /** A policy with another time to live, and the time to idle that it has, if any. */
  public static ExpiryPolicy withWrite(ExpiryPolicy policy, Duration write) {
    boolean isIdle = policy instanceof TouchedExpiryPolicy || policy instanceof WriteAndAccess;
    return isIdle
        ? new WriteAndAccess(write, policy.getExpiryForAccess())
        : new ModifiedExpiryPolicy(write);
  }

  /** A policy with another time to idle, and the time to live that it has, if any. */
  public static ExpiryPolicy withAccess(ExpiryPolicy policy, Duration access) {
    if (policy instanceof WriteAndAccess both) {
      return new WriteAndAccess(both.write, access);
    }
    return policy instanceof ModifiedExpiryPolicy
        ? new WriteAndAccess(policy.getExpiryForUpdate(), access)
        : new TouchedExpiryPolicy(access);
  }

  @Override
  public Duration getExpiryForCreation() {
    return isLess(write, access) ? write : access;
  }

  @Override
  public Duration getExpiryForUpdate() {
    return getExpiryForCreation();
  }

  @Override
  public Duration getExpiryForAccess() {
    return access;
  }

  private static boolean isLess(Duration one, Duration other) {
    return other.isEternal() || (!one.isEternal() && millis(one) < millis(other));
  }

  private static long millis(Duration duration) {
    return duration.getTimeUnit().toMillis(duration.getDurationAmount());
  }
}
