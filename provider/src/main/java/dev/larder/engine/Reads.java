package dev.larder.engine;

import dev.larder.expiry.Expiry;
import dev.larder.integration.Loader;
import dev.larder.statistics.Statistics;
import dev.larder.statistics.Statistics.Stripe;
import dev.larder.store.EntrySnapshot;
import dev.larder.store.Operation;
import dev.larder.store.Store;
import dev.larder.store.StoreCapability;
import dev.larder.store.StoreDescription;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one cache. They claim no key, unless a miss loads the value or has to remove an
 * expired entry. Thread-safe.
 */
public final class Reads<K, V> {
  private final Engine<K, V> engine;
  private final Store<K, V> store;

  /** The store if it keeps the age of values, else null. */
  private final @Nullable TimestampingStore<K, V> timestamping;

  private final @Nullable BackgroundRefresher<K, V> refresher;
  private final Expiry<K, V> expiry;
  private final Statistics statistics;

  /** Null if reads do not load. */
  private final @Nullable Loader<K, V> loader;

  private final boolean fixedExpiry;
  private final boolean isBounded;
  private final boolean isFar;

  /** Whether a miss needs a second look-up: to load, or to remove an expired entry. */
  private final boolean missNeedsLookup;

  /**
   * Creates the reads of an engine.
   *
   * @param timestamping the same store if it keeps the age of values, else null
   * @param refresher null unless old values are reloaded
   */
  Reads(
      Engine<K, V> engine,
      Store<K, V> store,
      @Nullable TimestampingStore<K, V> timestamping,
      @Nullable BackgroundRefresher<K, V> refresher,
      StoreDescription description) {
    this.engine = engine;
    this.store = store;
    this.timestamping = timestamping;
    this.refresher = refresher;
    this.expiry = engine.components().storage().expiry();
    this.statistics = engine.components().services().statistics();
    this.loader = engine.components().integration().readThroughLoader();
    this.fixedExpiry = expiry.isFixed();
    this.isBounded = description.can(StoreCapability.BOUNDED);
    this.isFar = !description.can(StoreCapability.BY_REFERENCE);
    this.missNeedsLookup =
        (expiry.canExpire() && !description.can(StoreCapability.EXACT_MISSES))
            || !fixedExpiry // the entry may have changed while the policy was asked
            || loader != null
            || refresher != null;
  }

  /**
   * Returns the value, loaded if it is absent and the cache reads through; null if there is none.
   */
  public @Nullable V get(K key) {
    return get(key, null);
  }

  /**
   * Returns the value as {@link #get(Object)}, with a loader of the caller's own.
   *
   * @param reload reloads the value if it is old, null for the loader of the cache
   */
  public @Nullable V get(K key, @Nullable Loader<K, V> reload) {
    Stripe stripe = statistics.stripe();
    long start = stripe != null && stripe.timesNext() ? System.nanoTime() : 0;
    V value = present(key, reload);
    if (value == null && missNeedsLookup) {
      return miss(key);
    }
    if (stripe == null) {
      return value;
    }
    if (start == 0) {
      stripe.read(value != null);
    } else {
      stripe.read(value != null, Statistics.since(start));
    }
    return value;
  }

  /** Completes a get that found no live entry: loads the value, or removes an expired entry. */
  private @Nullable V miss(K key) {
    return loader == null
        ? engine.run(key, Operation.GET, null, null).before()
        : engine.claims().run(key, new Load<>(key, loader, engine.components().copies().value()));
  }

  /**
   * Returns the value of a live entry as an access, without load and count. Returns null as well if
   * the entry has changed while the expiry policy was asked: the caller then repeats the read with
   * the key claimed.
   */
  private @Nullable V present(K key, @Nullable Loader<K, V> reload) {
    return fixedExpiry ? read(key, reload) : readByPolicy(key, reload);
  }

  private @Nullable V read(K key, @Nullable Loader<K, V> reload) {
    if (timestamping == null) {
      return store.read(key);
    }
    TimestampedValue<V> found = timestamping.readTimestamped(key);
    return onRead(key, found, reload);
  }

  private @Nullable V onRead(
      K key, @Nullable TimestampedValue<V> found, @Nullable Loader<K, V> reload) {
    if (found != null && refresher != null) {
      refresher.onRead(key, found, reload);
    }
    return TimestampedValue.valueOf(found);
  }

  private @Nullable V readByPolicy(K key, @Nullable Loader<K, V> reload) {
    if (isFar) {
      return readSnapshotByPolicy(key, reload);
    }
    // A store that keeps the objects themselves uses the stored object as the version.
    TimestampedValue<V> found = timestamping == null ? null : timestamping.readTimestamped(key);
    V value = timestamping == null ? store.read(key) : onRead(key, found, reload);
    if (value == null) {
      return null;
    }
    long nanos = expiry.onAccess(key, value);
    boolean isSame =
        nanos == Expiry.UNCHANGED || store.touch(key, found == null ? value : found, nanos);
    return isSame ? value : null;
  }

  private @Nullable V readSnapshotByPolicy(K key, @Nullable Loader<K, V> reload) {
    EntrySnapshot<V> found = store.snapshot(key);
    if (found == null) {
      return null;
    }
    V value = found.value();
    if (!store.touch(key, found.version(), expiry.onAccess(key, value))) {
      return null;
    }
    if (refresher != null) {
      onRead(key, engine.claims().timestamped(key), reload);
    }
    return value;
  }

  /** Reads without loading. Counts a hit; a miss is for the caller to count. */
  public @Nullable V hit(K key) {
    V value = present(key, null);
    Stripe stripe = value == null ? null : statistics.stripe();
    if (stripe != null) {
      stripe.read(true);
    }
    return value;
  }

  /**
   * Reads many keys as {@link #hit}, with few calls of the store.
   *
   * @param missing is filled with the keys that have no live entry
   */
  Map<K, V> hits(Collection<K> keys, Collection<K> missing) {
    boolean isTogether = isFar && fixedExpiry && refresher == null;
    Map<K, V> together = isTogether ? store.readAll(keys) : Map.of();
    countReads(true, together.size());
    Map<K, V> found = new HashMap<>((int) (keys.size() / 0.75f) + 1);
    for (K key : keys) {
      V value = isTogether ? together.get(key) : hit(key);
      if (value == null) {
        missing.add(key);
      } else {
        found.put(key, value);
      }
    }
    return found;
  }

  private void countReads(boolean isHit, int count) {
    Stripe stripe = statistics.stripe();
    for (int i = 0; stripe != null && i < count; i++) {
      stripe.read(isHit);
    }
  }

  /** Completes the reads of keys without a live entry, in a cache that does not load. */
  void missAll(Collection<K> keys, BiConsumer<K, @Nullable V> result) {
    if (missNeedsLookup) {
      keys.forEach(key -> result.accept(key, engine.run(key, Operation.GET, null, null).before()));
    } else {
      countReads(false, keys.size());
    }
  }

  /** Returns whether there is a live entry. Neither an access nor counted, and never loads. */
  public boolean contains(K key) {
    return store.contains(key);
  }

  /**
   * Counts an entry that an iterator returns as a get.
   *
   * @param seen the value that the iterator has found
   * @return the present value; the one that was found if the entry is gone or need not be accessed
   */
  public V iterated(K key, V seen) {
    // An access may move the end of the entry, keep it from eviction, or begin a reload.
    if (isBounded || refresher != null || expiry.movesOnAccess()) {
      V present = hit(key);
      return present == null ? seen : present;
    }
    countReads(true, 1);
    return seen;
  }
}
