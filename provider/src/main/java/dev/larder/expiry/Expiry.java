package dev.larder.expiry;

import dev.larder.EntryExpiry;
import dev.larder.time.OnceAMinute;
import dev.larder.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A guarded expiry policy: asks it, and turns the answer into nanoseconds. A policy that throws an
 * exception is logged, once a minute, and answered for: eternal on creation, unchanged otherwise.
 * An {@code Error} goes through to the caller. A null duration on creation means eternal.
 *
 * <p>The policies of the specification answer the same each time: asked once, they are
 * <em>fixed</em> and run no user code any more. Any other policy is asked each time.
 */
public abstract sealed class Expiry<K, V> {
  /** An answer that leaves the entry's deadline as it is. */
  public static final long UNCHANGED = -1;

  private static final Logger LOG = System.getLogger(Expiry.class.getName());

  /** Of a policy of the specification. */
  public static <K, V> Expiry<K, V> of(String cacheName, ExpiryPolicy policy, Ticker ticker) {
    Class<?> type = policy.getClass();
    boolean fixed =
        type == EternalExpiryPolicy.class
            || type == CreatedExpiryPolicy.class
            || type == AccessedExpiryPolicy.class
            || type == ModifiedExpiryPolicy.class
            || type == TouchedExpiryPolicy.class;
    return fixed
        ? new Fixed<>(policy)
        : new Asked<>(cacheName, new PolicyForAllEntries<>(policy), ticker);
  }

  /** Of the extension that sees key and value. */
  public static <K, V> Expiry<K, V> of(String cacheName, EntryExpiry<K, V> policy, Ticker ticker) {
    return new Asked<>(cacheName, policy, ticker);
  }

  /** Whether the durations never change and no user code runs. */
  public abstract boolean isFixed();

  /** Whether any entry can ever expire. */
  public abstract boolean canExpire();

  /** Whether an access may move a deadline. */
  public abstract boolean movesOnAccess();

  /** How long a new entry lives in nanoseconds. */
  public abstract long onCreation(@Nullable K key, @Nullable V value);

  /** How long an entry with a new value lives, or {@link #UNCHANGED}. */
  public abstract long onUpdate(@Nullable K key, @Nullable V value);

  /** How long an entry that was read lives, or {@link #UNCHANGED}. */
  public abstract long onAccess(@Nullable K key, @Nullable V value);

  private static long nanos(@Nullable Duration duration, long whenNull) {
    if (duration == null) {
      return whenNull;
    }
    return duration.isEternal()
        ? Ticker.NEVER
        : duration.getTimeUnit().toNanos(duration.getDurationAmount());
  }

  /** The deadline for a time to live, counted from when the policy has answered. */
  public static long deadline(long nanos, long now) {
    return nanos == UNCHANGED ? UNCHANGED : Ticker.after(now, nanos);
  }

  /** Three durations in nanoseconds, that never change. */
  private static final class Fixed<K, V> extends Expiry<K, V> {
    private final long creation;
    private final long update;
    private final long access;

    Fixed(ExpiryPolicy policy) {
      creation = nanos(policy.getExpiryForCreation(), Ticker.NEVER);
      update = nanos(policy.getExpiryForUpdate(), UNCHANGED);
      access = nanos(policy.getExpiryForAccess(), UNCHANGED);
    }

    @Override
    public boolean isFixed() {
      return true;
    }

    @Override
    public boolean canExpire() {
      return creation != Ticker.NEVER
          || (update != UNCHANGED && update != Ticker.NEVER)
          || (access != UNCHANGED && access != Ticker.NEVER);
    }

    @Override
    public boolean movesOnAccess() {
      return access != UNCHANGED;
    }

    @Override
    public long onCreation(@Nullable K key, @Nullable V value) {
      return creation;
    }

    @Override
    public long onUpdate(@Nullable K key, @Nullable V value) {
      return update;
    }

    @Override
    public long onAccess(@Nullable K key, @Nullable V value) {
      return access;
    }
  }

  /** A policy that is user code. */
  private static final class Asked<K, V> extends Expiry<K, V> {
    private final String cacheName;
    private final EntryExpiry<K, V> policy;

    private final OnceAMinute warnings;

    Asked(String cacheName, EntryExpiry<K, V> policy, Ticker ticker) {
      this.cacheName = cacheName;
      this.policy = policy;
      this.warnings = new OnceAMinute(ticker);
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
    @SuppressWarnings("NullAway") // key and value are null for fixed policies only
    public long onCreation(@Nullable K key, @Nullable V value) {
      return ask("creation", () -> policy.getExpiryForCreation(key, value), Ticker.NEVER);
    }

    @Override
    @SuppressWarnings("NullAway") // key and value are null for fixed policies only
    public long onUpdate(@Nullable K key, @Nullable V value) {
      return ask("update", () -> policy.getExpiryForUpdate(key, value), UNCHANGED);
    }

    @Override
    @SuppressWarnings("NullAway") // key and value are null for fixed policies only
    public long onAccess(@Nullable K key, @Nullable V value) {
      return ask("access", () -> policy.getExpiryForAccess(key, value), UNCHANGED);
    }

    private long ask(String event, Supplier<@Nullable Duration> question, long byDefault) {
      try {
        return nanos(question.get(), byDefault);
      } catch (Exception e) {
        if (warnings.isDue()) {
          warn(event, byDefault, e);
        }
        return byDefault;
      }
    }

    private void warn(String event, long byDefault, Exception failure) {
      LOG.log(
          Level.WARNING,
          "cache '"
              + cacheName
              + "': the expiry policy failed on "
              + event
              + "; the entry "
              + (byDefault == UNCHANGED ? "keeps its deadline" : "is eternal")
              + "; the next warning in a minute",
          failure);
    }
  }

  /** A policy of the specification, which answers for all entries alike. */
  private record PolicyForAllEntries<K, V>(ExpiryPolicy policy) implements EntryExpiry<K, V> {
    @Override
    public Duration getExpiryForCreation(K key, V value) {
      return policy.getExpiryForCreation();
    }

    @Override
    public @Nullable Duration getExpiryForAccess(K key, V value) {
      return policy.getExpiryForAccess();
    }

    @Override
    public @Nullable Duration getExpiryForUpdate(K key, V value) {
      return policy.getExpiryForUpdate();
    }
  }
}
