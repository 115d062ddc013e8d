package dev.larder.expiry;

import dev.larder.EntryExpiry;
import dev.larder.time.OnceAMinute;
import dev.larder.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;
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
 * <p>The policies of the specification answer the same each time: they are asked once, and are
 * <em>fixed</em> and run no user code any more. Any other policy is asked each time. Thread-safe.
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
    if (policy instanceof WriteAndAccess both) {
      return new Fixed<>(both, nanos(both.write(), Ticker.NEVER));
    }
    return fixed
        ? new Fixed<>(policy, Ticker.NEVER)
        : new Asked<>(cacheName, new OfAllEntries<>(policy), ticker);
  }

  /** Of the extension that sees key and value. */
  public static <K, V> Expiry<K, V> of(String cacheName, EntryExpiry<K, V> policy, Ticker ticker) {
    return new Asked<>(cacheName, new OfEachEntry<>(policy), ticker);
  }

  /**
   * How many nanoseconds after it was written an entry expires, whatever the other methods say;
   * {@link Ticker#NEVER} for no such limit.
   */
  public long limitAfterWrite() {
    return Ticker.NEVER;
  }

  /**
   * The nanoseconds to which creation or an update, and nothing else, sets the time to live; {@link
   * #UNCHANGED} if there is no such time.
   */
  public long fixedAfterWrite() {
    return UNCHANGED;
  }

  /**
   * The nanoseconds to which each use of an entry sets the time to live; {@link #UNCHANGED} if
   * there is no such time.
   */
  public long fixedAfterAccess() {
    return UNCHANGED;
  }

  /**
   * Takes over the durations of another policy, for what comes.
   *
   * @return false if that cannot be: one of the two is user code
   */
  public boolean adopt(Expiry<K, V> other) {
    return false;
  }

  /** Whether no user code runs, and the durations are the same for all entries. */
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

  private static long nanos(java.time.@Nullable Duration duration, long whenNull) {
    if (duration == null) {
      return whenNull;
    }
    return duration.isNegative() ? 0 : Ticker.nanos(duration);
  }

  /** The deadline for a time to live, counted from when the policy has answered. */
  public static long deadline(long nanos, long now) {
    return nanos == UNCHANGED ? UNCHANGED : Ticker.after(now, nanos);
  }

  /** Durations that are the same for all entries, until others are adopted. */
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

  /** A policy that is user code. */
  private static final class Asked<K, V> extends Expiry<K, V> {
    private final String cacheName;
    private final Answers<K, V> policy;

    private final OnceAMinute warnings;

    Asked(String cacheName, Answers<K, V> policy, Ticker ticker) {
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
      return ask("creation", () -> policy.onCreation(key, value), Ticker.NEVER);
    }

    @Override
    @SuppressWarnings("NullAway") // key and value are null for fixed policies only
    public long onUpdate(@Nullable K key, @Nullable V value) {
      return ask("update", () -> policy.onUpdate(key, value), UNCHANGED);
    }

    @Override
    @SuppressWarnings("NullAway") // key and value are null for fixed policies only
    public long onAccess(@Nullable K key, @Nullable V value) {
      return ask("access", () -> policy.onAccess(key, value), UNCHANGED);
    }

    private long ask(String event, LongSupplier question, long byDefault) {
      try {
        return question.getAsLong();
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

  /** What user code answers, in nanoseconds. */
  private interface Answers<K, V> {
    long onCreation(K key, V value);

    long onUpdate(K key, V value);

    long onAccess(K key, V value);
  }

  /** A policy of the specification, which answers for all entries alike. */
  private record OfAllEntries<K, V>(ExpiryPolicy policy) implements Answers<K, V> {
    @Override
    public long onCreation(K key, V value) {
      return nanos(policy.getExpiryForCreation(), Ticker.NEVER);
    }

    @Override
    public long onUpdate(K key, V value) {
      return nanos(policy.getExpiryForUpdate(), UNCHANGED);
    }

    @Override
    public long onAccess(K key, V value) {
      return nanos(policy.getExpiryForAccess(), UNCHANGED);
    }
  }

  /** The extension that sees key and value. */
  private record OfEachEntry<K, V>(EntryExpiry<K, V> policy) implements Answers<K, V> {
    @Override
    public long onCreation(K key, V value) {
      return nanos(policy.getExpiryForCreation(key, value), Ticker.NEVER);
    }

    @Override
    public long onUpdate(K key, V value) {
      return nanos(policy.getExpiryForUpdate(key, value), UNCHANGED);
    }

    @Override
    public long onAccess(K key, V value) {
      return nanos(policy.getExpiryForAccess(key, value), UNCHANGED);
    }
  }
}
