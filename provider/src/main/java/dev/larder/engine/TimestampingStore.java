package dev.larder.engine;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.EntrySnapshot;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.time.Ticker;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A store of values that wraps a store of {@link TimestampedValue}s. For caches that reload old
 * values, and for caches with both a time to live and a time to idle. A value whose age has reached
 * the limit is treated as expired. Thread-safe if the wrapped store is.
 */
final class TimestampingStore<K, V> implements Store<K, V> {
  /** An end this far past the cached time cannot have passed yet, so the clock need not be read. */
  private static final long CLOCK_SLACK = 1_000_000_000;

  private final Store<K, TimestampedValue<V>> store;
  private final String cacheName;
  private final Ticker ticker;
  private final boolean tracksReads;

  /** The age in nanoseconds from which on a hit begins a reload; {@link Ticker#NEVER} for none. */
  private volatile long refreshAfter = Ticker.NEVER;

  /**
   * The age in nanoseconds from which on a value counts as expired; {@link Ticker#NEVER} for none.
   */
  private volatile long limit = Ticker.NEVER;

  private volatile long idleTime = Ticker.NEVER;

  TimestampingStore(
      String cacheName, Store<K, TimestampedValue<V>> store, Ticker ticker, boolean tracksReads) {
    this.cacheName = cacheName;
    this.store = store;
    this.ticker = ticker;
    this.tracksReads = tracksReads;
  }

  /**
   * Sets the ages in nanoseconds, {@link Ticker#NEVER} for none.
   *
   * @param refreshAfter the age of values written from now on at which a hit begins a reload
   * @param limit the age from which on values count as expired
   * @param idleTime the time to live that a read sets, which must not extend an entry beyond the
   *     limit; {@link Ticker#NEVER} if no read can
   */
  void setAges(long refreshAfter, long limit, long idleTime) {
    this.refreshAfter = refreshAfter;
    this.limit = limit;
    this.idleTime = idleTime;
  }

  /** Sets the deadline back to the limit, if a read has moved it beyond. */
  private void endAtLimit(K key, TimestampedValue<V> found) {
    if (idleTime != Ticker.NEVER) {
      long now = ticker.nanos();
      long left = Ticker.after(found.written(), limit) - now;
      if (left > 0 && left < idleTime) {
        store.touch(key, found, left);
      }
    }
  }

  /** Returns the value, or null if its age has reached the limit. */
  private @Nullable TimestampedValue<V> unexpired(@Nullable TimestampedValue<V> found) {
    long limitAge = limit;
    if (found == null || limitAge == Ticker.NEVER) {
      return found;
    }
    long end = Ticker.after(found.written(), limitAge);
    boolean isAlive = end - ticker.recent() > CLOCK_SLACK || end > ticker.nanos();
    return isAlive ? found : null;
  }

  private @Nullable TimestampedValue<V> stampedOrNull(@Nullable V value) {
    return value == null ? null : stamped(value);
  }

  private TimestampedValue<V> stamped(V value) {
    long now = ticker.nanos();
    long due = Ticker.after(now, refreshAfter);
    return tracksReads
        ? new TimestampedValue.Tracked<>(value, now, due)
        : new TimestampedValue<>(value, now, due);
  }

  @Override
  public @Nullable V read(K key) {
    return TimestampedValue.valueOf(readTimestamped(key));
  }

  /** Reads as {@link #read}, and returns the value with its age. */
  @Nullable TimestampedValue<V> readTimestamped(K key) {
    TimestampedValue<V> found = unexpired(store.read(key));
    if (found != null) {
      endAtLimit(key, found);
    }
    return found;
  }

  @Override
  public @Nullable V peek(K key) {
    return TimestampedValue.valueOf(unexpired(store.peek(key)));
  }

  @Override
  public @Nullable EntrySnapshot<V> snapshot(K key) {
    EntrySnapshot<TimestampedValue<V>> found = store.snapshot(key);
    if (found == null || unexpired(found.value()) == null) {
      return null;
    }
    long end = Ticker.after(found.value().written(), limit);
    return new EntrySnapshot<>(
        found.value().value(), Math.min(found.deadline(), end), found.weight());
  }

  /** Returns the value of an entry with its age; null if there is none. */
  @Nullable TimestampedValue<V> timestamped(K key) {
    return unexpired(store.peek(key));
  }

  @Override
  public boolean touch(K key, V seen, long nanos) {
    TimestampedValue<V> found = unexpired(store.peek(key));
    return found != null && found.value() == seen && store.touch(key, found, nanos);
  }

  @Override
  public Change<V> apply(K key, Operation operation, @Nullable V value, @Nullable V expected) {
    TimestampedValue<V> found = store.peek(key);
    if (found != null && unexpired(found) == null) {
      // With listeners, the operation would be claimed. So it can be removed without an event.
      KeyHold hold = new KeyHold(cacheName);
      try (Claim<V> over = claim(key, hold)) {
        over.commit(Action.NONE, null, StoreContext.UNCHANGED);
      } finally {
        if (!hold.ended) {
          hold.openHolds[0]--;
          hold.ended = true;
        }
      }
    }
    return unwrap(store.apply(key, operation, stampedOrNull(value), stampedOrNull(expected)));
  }

  private static <V> Change<V> unwrap(Change<TimestampedValue<V>> change) {
    return new Change<>(
        change.action(),
        change.present(),
        TimestampedValue.valueOf(change.before()),
        TimestampedValue.valueOf(change.expired()),
        TimestampedValue.valueOf(change.after()),
        change.stored());
  }

  @Override
  public Claim<V> claim(K key, KeyHold hold) {
    return timestamped(store.claim(key, hold));
  }

  @Override
  public @Nullable Claim<V> tryClaim(K key, KeyHold hold) {
    Claim<TimestampedValue<V>> claim = store.tryClaim(key, hold);
    return claim == null ? null : timestamped(claim);
  }

  private Claim<V> timestamped(Claim<TimestampedValue<V>> claim) {
    try {
      return new TimestampingClaim(claim);
    } catch (Throwable e) {
      claim.close();
      throw e;
    }
  }

  /** Returns whether a claimed entry still has the value that was seen. */
  @SuppressWarnings("ReferenceEquality") // each put and each load creates one
  static <V> boolean holds(Claim<V> claim, TimestampedValue<V> seen) {
    return claim instanceof TimestampingStore<?, V>.TimestampingClaim timestamped
        && timestamped.current == seen;
  }

  @Override
  public Iterator<K> keys() {
    return store.keys();
  }

  @Override
  public void clear() {
    store.clear();
  }

  @Override
  public long size() {
    return store.size();
  }

  @Override
  public long count() {
    return store.count();
  }

  @Override
  public void expiryChanged() {
    store.expiryChanged();
  }

  @Override
  public void setMaximum(long maximum) {
    store.setMaximum(maximum);
  }

  @Override
  public long maximum() {
    return store.maximum();
  }

  @Override
  public long expire(long now) {
    return store.expire(now);
  }

  @Override
  public void close() {
    store.close();
  }

  /** A claim that removes a value beyond the limit as an expired one. */
  private final class TimestampingClaim implements Claim<V> {
    private final Claim<TimestampedValue<V>> claim;

    /** Null if there is no value, or if it counts as expired. */
    private final @Nullable TimestampedValue<V> current;

    private final boolean isExpired;
    private @Nullable TimestampedValue<V> staged;

    TimestampingClaim(Claim<TimestampedValue<V>> claim) {
      this.claim = claim;
      TimestampedValue<V> found = claim.current();
      this.current = unexpired(found);
      this.isExpired = found != null && current == null;
    }

    @Override
    public @Nullable V current() {
      return TimestampedValue.valueOf(current);
    }

    @Override
    public KeyHold hold() {
      return claim.hold();
    }

    @Override
    public @Nullable Object sharedOutcome() {
      return claim.sharedOutcome();
    }

    @Override
    public void stage(V value) {
      TimestampedValue<V> stamped = stamped(value);
      claim.stage(stamped);
      staged = stamped;
    }

    @Override
    public @Nullable Change<V> commit(Action action, @Nullable V value, long deadline) {
      TimestampedValue<V> stored =
          value != null && value == TimestampedValue.valueOf(staged)
              ? staged
              : stampedOrNull(value);
      Action actual = isExpired && !action.stores() ? Action.REMOVE : action;
      Change<TimestampedValue<V>> change = claim.commit(actual, stored, deadline);
      if (change == null || !isExpired) {
        return change == null ? null : unwrap(change);
      }
      TimestampedValue<V> removed = change.before() == null ? change.expired() : change.before();
      return new Change<>(
          action, false, null, TimestampedValue.valueOf(removed), value, change.stored());
    }

    @Override
    public void close() {
      claim.close();
    }
  }
}
