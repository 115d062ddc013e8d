package dev.larder.expiry;

import dev.larder.EntryExpiry;
import dev.larder.time.OnceAMinute;
import dev.larder.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.ToLongBiFunction;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Calls an expiry policy, converts its durations to nanoseconds and handles its failures. If the
 * policy throws an exception, a warning is logged once a minute, and a default applies: eternal on
 * creation, an unchanged deadline otherwise. An {@code Error} propagates to the caller. A null
 * duration on creation means eternal; otherwise it leaves the deadline unchanged.
 *
 * <p>The policies of the specification always return the same durations. They are called once and
 * are then <em>fixed</em>: no user code runs later. Any other policy is called for each operation.
 * Thread-safe.
 */
public abstract sealed class Expiry<K, V> {
  /** A time to live that leaves the deadline of the entry unchanged. */
  public static final long UNCHANGED = -1;

  private static final Logger LOG = System.getLogger(Expiry.class.getName());

  /**
   * Returns the expiry of a policy of the JCache API.
   *
   * @param cacheName for messages
   * @param ticker times the warnings
   */
  public static <K, V> Expiry<K, V> of(String cacheName, ExpiryPolicy policy, Ticker ticker) {
    Class<?> type = policy.getClass();
    boolean fixed =
        type == EternalExpiryPolicy.class
            || type == CreatedExpiryPolicy.class
            || type == AccessedExpiryPolicy.class
            || type == ModifiedExpiryPolicy.class
            || type == TouchedExpiryPolicy.class;
    if (policy instanceof WriteAndAccess both) {
      return new Fixed<>(both, nanos(both.write(), Ticker.NEVER));
    }
    return fixed
        ? new Fixed<>(policy, Ticker.NEVER)
        : new UserPolicy<>(
            new OnceAMinute(ticker),
            cacheName,
            (key, value) -> nanos(policy.getExpiryForCreation(), Ticker.NEVER),
            (key, value) -> nanos(policy.getExpiryForUpdate(), UNCHANGED),
            (key, value) -> nanos(policy.getExpiryForAccess(), UNCHANGED));
  }

  /**
   * Returns the expiry of a policy that depends on key and value.
   *
   * @param cacheName for messages
   * @param ticker times the warnings
   */
  public static <K, V> Expiry<K, V> of(String cacheName, EntryExpiry<K, V> policy, Ticker ticker) {
    return new UserPolicy<>(
        new OnceAMinute(ticker),
        cacheName,
        (key, value) -> nanos(policy.getExpiryForCreation(key, value), Ticker.NEVER),
        (key, value) -> nanos(policy.getExpiryForUpdate(key, value), UNCHANGED),
        (key, value) -> nanos(policy.getExpiryForAccess(key, value), UNCHANGED));
  }

  /**
   * Returns the time in nanoseconds after which a written entry expires, regardless of accesses;
   * {@link Ticker#NEVER} if there is no such limit.
   */
  public long limitAfterWrite() {
    return Ticker.NEVER;
  }

  /**
   * Returns the fixed time to live in nanoseconds of a policy that depends on writes only; {@link
   * #UNCHANGED} for any other policy.
   */
  public long fixedAfterWrite() {
    return UNCHANGED;
  }

  /**
   * Returns the fixed time to live in nanoseconds that each access sets; {@link #UNCHANGED} if an
   * access sets none, or if there is a {@link #limitAfterWrite}.
   */
  public long fixedAfterAccess() {
    return UNCHANGED;
  }

  /**
   * Adopts the durations of another policy for later operations.
   *
   * @return false, without effect, if one of the two policies is not fixed
   */
  public boolean adopt(Expiry<K, V> other) {
    return false;
  }

  /** Returns whether the durations are the same for all entries, and no user code runs. */
  public abstract boolean isFixed();

  /** Returns whether any entry can expire. */
  public abstract boolean canExpire();

  /** Returns whether an access can change a deadline. */
  public abstract boolean movesOnAccess();

  /** Returns the time to live of a new entry in nanoseconds. */
  public abstract long onCreation(@Nullable K key, @Nullable V value);

  /** Returns the time to live after an update in nanoseconds, or {@link #UNCHANGED}. */
  public abstract long onUpdate(@Nullable K key, @Nullable V value);

  /** Returns the time to live after an access in nanoseconds, or {@link #UNCHANGED}. */
  public abstract long onAccess(@Nullable K key, @Nullable V value);

  private static long nanos(@Nullable Duration duration, long whenNull) {
    if (duration == null) {
      return whenNull;
    }
    return duration.isEternal()
        ? Ticker.NEVER
        : duration.getTimeUnit().toNanos(duration.getDurationAmount());
  }

  private static long nanos(java.time.@Nullable Duration duration, long whenNull) {
    if (duration == null) {
      return whenNull;
    }
    return duration.isNegative() ? 0 : Ticker.nanos(duration);
  }

  /** A policy with the same durations for all entries, which {@link #adopt} can replace. */
  private static final class Fixed<K, V> extends Expiry<K, V> {
    private volatile Times times;

    /** In nanoseconds. */
    private record Times(long creation, long update, long access, long limitAfterWrite) {}

    Fixed(ExpiryPolicy policy, long limitAfterWrite) {
      times =
          new Times(
              nanos(policy.getExpiryForCreation(), Ticker.NEVER),
              nanos(policy.getExpiryForUpdate(), UNCHANGED),
              nanos(policy.getExpiryForAccess(), UNCHANGED),
              limitAfterWrite);
    }

    @Override
    public boolean adopt(Expiry<K, V> other) {
      if (other instanceof Fixed<K, V> fixed) {
        times = fixed.times;
        return true;
      }
      return false;
    }

    @Override
    public long limitAfterWrite() {
      return times.limitAfterWrite;
    }

    @Override
    public long fixedAfterWrite() {
      Times now = times;
      return now.access == UNCHANGED ? now.creation : UNCHANGED;
    }

    @Override
    public long fixedAfterAccess() {
      Times now = times;
      return now.limitAfterWrite == Ticker.NEVER ? now.access : UNCHANGED;
    }

    @Override
    public boolean isFixed() {
      return true;
    }

    @Override
    public boolean canExpire() {
      Times now = times;
      return now.creation != Ticker.NEVER
          || (now.update != UNCHANGED && now.update != Ticker.NEVER)
          || (now.access != UNCHANGED && now.access != Ticker.NEVER);
    }

    @Override
    public boolean movesOnAccess() {
      return times.access != UNCHANGED;
    }

    @Override
    public long onCreation(@Nullable K key, @Nullable V value) {
      return times.creation;
    }

    @Override
    public long onUpdate(@Nullable K key, @Nullable V value) {
      return times.update;
    }

    @Override
    public long onAccess(@Nullable K key, @Nullable V value) {
      return times.access;
    }
  }

  /** A policy of user code, with a function for each operation that returns nanoseconds. */
  private static final class UserPolicy<K, V> extends Expiry<K, V> {
    private final OnceAMinute warnings;
    private final String cacheName;
    private final ToLongBiFunction<K, V> creation;
    private final ToLongBiFunction<K, V> update;
    private final ToLongBiFunction<K, V> access;

    UserPolicy(
        OnceAMinute warnings,
        String cacheName,
        ToLongBiFunction<K, V> creation,
        ToLongBiFunction<K, V> update,
        ToLongBiFunction<K, V> access) {
      this.warnings = warnings;
      this.cacheName = cacheName;
      this.creation = creation;
      this.update = update;
      this.access = access;
    }

    @Override
    public boolean isFixed() {
      return false;
    }

    @Override
    public boolean canExpire() {
      return true;
    }

    @Override
    public boolean movesOnAccess() {
      return true;
    }

    @Override
    public long onCreation(@Nullable K key, @Nullable V value) {
      return call("creation", creation, key, value, Ticker.NEVER);
    }

    @Override
    public long onUpdate(@Nullable K key, @Nullable V value) {
      return call("update", update, key, value, UNCHANGED);
    }

    @Override
    public long onAccess(@Nullable K key, @Nullable V value) {
      return call("access", access, key, value, UNCHANGED);
    }

    @SuppressWarnings("NullAway") // key and value are null for fixed policies only
    private long call(
        String event,
        ToLongBiFunction<K, V> policy,
        @Nullable K key,
        @Nullable V value,
        long defaultNanos) {
      try {
        return policy.applyAsLong(key, value);
      } catch (Exception e) {
        if (warnings.isDue()) {
          warn(event, defaultNanos, e);
        }
        return defaultNanos;
      }
    }

    private void warn(String event, long defaultNanos, Exception failure) {
      LOG.log(
          Level.WARNING,
          "cache '"
              + cacheName
              + "': the expiry policy failed on "
              + event
              + "; the entry "
              + (defaultNanos == UNCHANGED ? "keeps its deadline" : "is eternal")
              + "; the next warning in a minute",
          failure);
    }
  }
}
