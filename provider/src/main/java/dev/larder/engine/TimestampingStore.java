package dev.larder.engine;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.Codec;
import dev.larder.store.EntrySnapshot;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
import dev.larder.store.PlannedCommit;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreSize;
import dev.larder.time.Ticker;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.cache.CacheException;
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

  /**
   * Creates the store, and the store that it wraps.
   *
   * @param stores creates the wrapped store, given what returns a codec for it
   */
  TimestampingStore(
      String cacheName,
      Function<Function<Codec<V>, Codec<TimestampedValue<V>>>, Store<K, TimestampedValue<V>>>
          stores,
      Ticker ticker,
      boolean tracksReads) {
    this.cacheName = cacheName;
    this.ticker = ticker;
    this.tracksReads = tracksReads;
    this.store = stores.apply(TimestampingCodec::new);
  }

  /**
   * Serializes a value with the time of its write, which has to mean the same in other processes.
   * So it is the time of day: of all clocks in use only this one is shared. The age of a value is
   * as exact as the clocks of the machines agree. The end of an entry's life does not depend on it.
   */
  private final class TimestampingCodec implements Codec<TimestampedValue<V>> {
    /** The time of day when the ticker began, in nanoseconds. */
    private final long origin =
        TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - ticker.nanos();

    private final Codec<V> values;

    TimestampingCodec(Codec<V> values) {
      this.values = values;
    }

    @Override
    public byte[] encode(TimestampedValue<V> timestamped) {
      byte[] value = values.encode(timestamped.value());
      return ByteBuffer.allocate(Long.BYTES + value.length)
          .putLong(origin + timestamped.written())
          .put(value)
          .array();
    }

    @Override
    public TimestampedValue<V> decode(byte[] bytes) {
      if (bytes.length < Long.BYTES) {
        throw new CacheException(
            "cache '" + cacheName + "': a stored value has no time of its write");
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      long written = buffer.getLong() - origin;
      byte[] value = new byte[buffer.remaining()];
      buffer.get(value);
      return timestamped(values.decode(value), written);
    }

    @Override
    public TimestampedValue<V> checked(Object decoded) {
      throw new CacheException(
          "cache '" + cacheName + "': a stored value has no time of its write");
    }
  }

  /**
   * Sets the ages in nanoseconds, {@link Ticker#NEVER} for none.
   *
   * @param refreshAfter the age at which a hit begins a reload, of values written from now on; of
   *     all values in a store of bytes
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
        EntrySnapshot<TimestampedValue<V>> entry = store.snapshot(key);
        if (entry != null && entry.value().isSameWrite(found)) {
          store.touch(key, entry.version(), left);
        }
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
    return timestamped(value, ticker.nanos());
  }

  private TimestampedValue<V> timestamped(V value, long written) {
    long due = Ticker.after(written, refreshAfter);
    return tracksReads
        ? new TimestampedValue.Tracked<>(value, written, due)
        : new TimestampedValue<>(value, written, due);
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
  public Map<K, V> readAll(Collection<K> keys) {
    Map<K, V> found = new HashMap<>();
    store
        .readAll(keys)
        .forEach(
            (key, value) -> {
              if (unexpired(value) != null) {
                endAtLimit(key, value);
                found.put(key, value.value());
              }
            });
    return found;
  }

  @Override
  public boolean contains(K key) {
    // Without a limit the wrapped store knows. With one, the age decides.
    return limit == Ticker.NEVER ? store.contains(key) : timestamped(key) != null;
  }

  @Override
  public @Nullable EntrySnapshot<V> snapshot(K key) {
    EntrySnapshot<TimestampedValue<V>> found = store.snapshot(key);
    TimestampedValue<V> value = found == null ? null : unexpired(found.value());
    if (found == null || value == null) {
      return null;
    }
    long left = Ticker.NEVER;
    if (limit != Ticker.NEVER) {
      left = Math.max(0, Ticker.after(value.written(), limit) - ticker.nanos());
    }
    return new EntrySnapshot<>(
        value.value(), Math.min(found.timeToLive(), left), found.weight(), found.version());
  }

  /** Returns the value of an entry with its age; null if there is none. */
  @Nullable TimestampedValue<V> timestamped(K key) {
    EntrySnapshot<TimestampedValue<V>> found = store.snapshot(key);
    return found == null ? null : unexpired(found.value());
  }

  @Override
  public boolean touch(K key, Object version, long timeToLive) {
    return store.touch(key, version, timeToLive);
  }

  @Override
  public Change<V> apply(K key, Operation operation, @Nullable V value, @Nullable V expected) {
    if (limit != Ticker.NEVER) {
      removeIfOver(key);
    }
    return unwrap(store.apply(key, operation, stampedOrNull(value), stampedOrNull(expected)));
  }

  /** Removes a value beyond the limit. With listeners, the operation would be claimed instead. */
  private void removeIfOver(K key) {
    EntrySnapshot<TimestampedValue<V>> found = store.snapshot(key);
    if (found != null && unexpired(found.value()) == null) {
      KeyHold hold = new KeyHold(cacheName);
      try (Claim<V> over = claim(key, hold, true)) {
        if (over != null) {
          over.commit(Action.NONE, null, StoreContext.UNCHANGED);
        }
      } finally {
        if (!hold.ended) {
          hold.openHolds[0]--;
          hold.ended = true;
        }
      }
    }
  }

  @Override
  public void applyAll(
      Operation operation,
      Collection<K> keys,
      Function<K, @Nullable V> values,
      boolean withValues,
      BiConsumer<K, Change<V>> observer) {
    if (limit == Ticker.NEVER) {
      store.applyAll(
          operation,
          keys,
          key -> stampedOrNull(values.apply(key)),
          withValues,
          (key, change) -> observer.accept(key, unwrap(change)));
    } else {
      Store.super.applyAll(operation, keys, values, withValues, observer);
    }
  }

  private static <V> Change<V> unwrap(Change<TimestampedValue<V>> change) {
    return change.map(TimestampedValue::value);
  }

  @Override
  public @Nullable Claim<V> claim(K key, KeyHold hold, boolean waits) {
    Claim<TimestampedValue<V>> claim = store.claim(key, hold, waits);
    return claim == null ? null : timestamped(claim);
  }

  @Override
  public void tryClaimAll(
      List<K> keys, List<KeyHold> holds, Collection<@Nullable Claim<V>> claims) {
    List<@Nullable Claim<TimestampedValue<V>>> wrapped = new ArrayList<>();
    try {
      store.tryClaimAll(keys, holds, wrapped);
    } finally {
      wrapped.forEach(claim -> claims.add(claim == null ? null : timestamped(claim)));
    }
  }

  @Override
  public void commitAll(
      List<PlannedCommit<V>> commits, BiConsumer<PlannedCommit<V>, @Nullable Change<V>> observer) {
    IdentityHashMap<PlannedCommit<TimestampedValue<V>>, PlannedCommit<V>> outer =
        new IdentityHashMap<>();
    List<PlannedCommit<TimestampedValue<V>>> inner = new ArrayList<>(commits.size());
    for (PlannedCommit<V> commit : commits) {
      PlannedCommit<TimestampedValue<V>> wrapped = claimOf(commit).wrapped(commit);
      outer.put(wrapped, commit);
      inner.add(wrapped);
    }
    store.commitAll(
        inner,
        (wrapped, change) -> {
          PlannedCommit<V> commit = Objects.requireNonNull(outer.get(wrapped));
          observer.accept(commit, claimOf(commit).committed(commit, change));
        });
  }

  @SuppressWarnings("unchecked") // this store has made all claims
  private TimestampingClaim claimOf(PlannedCommit<V> commit) {
    return (TimestampingClaim) commit.claim();
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
  static <V> boolean holds(Claim<V> claim, TimestampedValue<V> seen) {
    if (claim instanceof TimestampingStore<?, V>.TimestampingClaim timestamped) {
      TimestampedValue<V> current = timestamped.current;
      return current != null && current.isSameWrite(seen);
    }
    return false;
  }

  @Override
  public Iterator<List<Map.Entry<K, V>>> pages() {
    Iterator<List<Map.Entry<K, TimestampedValue<V>>>> pages = store.pages();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pages.hasNext();
      }

      @Override
      public List<Map.Entry<K, V>> next() {
        List<Map.Entry<K, V>> live = new ArrayList<>(1);
        for (Map.Entry<K, TimestampedValue<V>> entry : pages.next()) {
          TimestampedValue<V> value = unexpired(entry.getValue());
          if (value != null) {
            live.add(Map.entry(entry.getKey(), value.value()));
          }
        }
        return live;
      }
    };
  }

  @Override
  public void clear() {
    store.clear();
  }

  @Override
  public StoreSize size() {
    return store.size();
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
  public long expire() {
    return store.expire();
  }

  @Override
  public void destroy() {
    store.destroy();
  }

  @Override
  public void close() {
    store.close();
  }

  /** A claim that removes a value beyond the limit as an expired one. */
  private final class TimestampingClaim implements Claim<V> {
    private final Claim<TimestampedValue<V>> claim;

    /** Null if there is no value, or if it counts as expired. */
    private @Nullable TimestampedValue<V> current;

    private boolean isExpired;
    private @Nullable TimestampedValue<V> staged;

    TimestampingClaim(Claim<TimestampedValue<V>> claim) {
      this.claim = claim;
      see(claim.current());
    }

    private void see(@Nullable TimestampedValue<V> found) {
      current = unexpired(found);
      isExpired = found != null && current == null;
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
    public void stage(V value) {
      TimestampedValue<V> stamped = stamped(value);
      claim.stage(stamped);
      staged = stamped;
    }

    @Override
    public @Nullable Change<V> commit(Action action, @Nullable V value, long timeToLive) {
      PlannedCommit<V> commit = new PlannedCommit<>(this, action, value, timeToLive);
      return committed(commit, wrapped(commit).commit());
    }

    /** Returns the commit of the wrapped claim. An expired value is removed. */
    PlannedCommit<TimestampedValue<V>> wrapped(PlannedCommit<V> commit) {
      V value = commit.value();
      TimestampedValue<V> stored =
          value != null && value == TimestampedValue.valueOf(staged)
              ? staged
              : stampedOrNull(value);
      Action action = isExpired && !commit.action().stores() ? Action.REMOVE : commit.action();
      return new PlannedCommit<>(claim, action, stored, commit.timeToLive());
    }

    /** Returns the change of a commit, given that of the wrapped claim. */
    @Nullable Change<V> committed(
        PlannedCommit<V> commit, @Nullable Change<TimestampedValue<V>> change) {
      if (change == null) {
        see(claim.current());
        return null;
      }
      if (!isExpired) {
        return unwrap(change);
      }
      TimestampedValue<V> removed = change.before() == null ? change.expired() : change.before();
      return new Change<>(
          commit.action(),
          false,
          null,
          TimestampedValue.valueOf(removed),
          commit.value(),
          change.stored());
    }

    @Override
    public void close() {
      claim.close();
    }
  }
}
