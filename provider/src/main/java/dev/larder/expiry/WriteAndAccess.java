package dev.larder.expiry;

import java.io.Serializable;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;

/**
 * Combines a time to live and a time to idle. An entry expires when either has passed.
 *
 * @param write the time to live after a creation or an update
 * @param access the time to idle after an access, a creation or an update
 */
public record WriteAndAccess(Duration write, Duration access)
    implements ExpiryPolicy, Serializable {

  /** Returns whether {@link #withWrite} and {@link #withAccess} accept a policy. */
  public static boolean isCombinable(ExpiryPolicy policy) {
    Class<?> type = policy.getClass();
    return type == EternalExpiryPolicy.class
        || type == CreatedExpiryPolicy.class
        || type == ModifiedExpiryPolicy.class
        || type == TouchedExpiryPolicy.class
        || type == WriteAndAccess.class;
  }

  /** Returns a policy with the given time to live, and the time to idle of the policy, if any. */
  public static ExpiryPolicy withWrite(ExpiryPolicy policy, Duration write) {
    boolean isIdle = policy instanceof TouchedExpiryPolicy || policy instanceof WriteAndAccess;
    return isIdle
        ? new WriteAndAccess(write, policy.getExpiryForAccess())
        : new ModifiedExpiryPolicy(write);
  }

  /** Returns a policy with the given time to idle, and the time to live of the policy, if any. */
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
