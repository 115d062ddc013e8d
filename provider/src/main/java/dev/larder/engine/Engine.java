package dev.larder.engine;

import dev.larder.event.Dispatcher;
import dev.larder.event.Dispatcher.PendingEvents;
import dev.larder.event.Outbox;
import dev.larder.expiry.Expiry;
import dev.larder.jfr.BoundChangeEvent;
import dev.larder.jfr.FlightRecorder;
import dev.larder.statistics.Statistics;
import dev.larder.store.Change;
import dev.larder.store.Failures;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
import dev.larder.store.Store;
import dev.larder.store.StoreCapability;
import dev.larder.store.StoreDescription;
import dev.larder.store.StoreFactory;
import dev.larder.store.StoreSize;
import dev.larder.time.Scheduler;
import dev.larder.time.Ticker;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline of one cache. A change reaches the store in one of two ways; {@link Reads} reads
 * without either. Its events and counts are derived from the {@link Change} that the store reports.
 *
 * <ul>
 *   <li><em>In one step</em>, if no loader, writer, processor or expiry policy of the user takes
 *       part: {@link Store#apply}.
 *   <li><em>Claimed</em>, if a loader, a writer, a processor or an expiry policy of the user takes
 *       part, or if listeners need the order of the changes and the store does not give it, or the
 *       operation compares values and has listeners: {@link Claims}.
 * </ul>
 *
 * <p>The caller copies the keys and values that it passes and receives. The engine copies values
 * for the writer, loaded values, and keys for events. Thread-safe.
 */
public final class Engine<K, V> implements AutoCloseable, Scheduler.Task {
  /** How long expiry is postponed while the event queue is full, in nanoseconds. */
  private static final long POSTPONEMENT = 10_000_000;

  private final EngineComponents<K, V> components;
  private final Store<K, V> store;
  private final @Nullable BackgroundRefresher<K, V> refresher;

  /** The store if it keeps the age of values, else null. */
  private final @Nullable TimestampingStore<K, V> timestamping;

  private final Expiry<K, V> expiry;
  private final Statistics statistics;
  private final Dispatcher<K, V> dispatcher;
  private final Claims<K, V> claims;

  /** Whether the store keeps deadlines: entries could expire when the cache was created. */
  private final boolean keepsDeadlines;

  /** Whether the store shows the changes of a key in order, so that listeners need no claim. */
  private final boolean ordersChanges;

  /** Whether a call of the store is expensive, so that operations on many keys share calls. */
  private final boolean isFar;

  /** The name of the store if it cannot bound its entries, else null. */
  private final @Nullable String unboundedStore;

  private final boolean runsNoUserCode;
  private final EntryTimes<K, V> times;
  private final Reads<K, V> reads;
  private volatile long maximum;

  /** Creates the store, and registers with the scheduler if entries can expire. */
  public Engine(EngineComponents<K, V> components, StoreFactory stores) {
    this.components = components;
    this.expiry = components.storage().expiry();
    this.statistics = components.services().statistics();
    this.dispatcher = components.services().dispatcher();
    RefreshSettings refresh = components.integration().refresh();
    this.keepsDeadlines = expiry.canExpire();
    StoreDescription description = stores.description();
    boolean isBounded = description.can(StoreCapability.BOUNDED);
    this.unboundedStore = isBounded ? null : description.name();
    this.maximum = components.storage().bound().maximum();
    this.runsNoUserCode = expiry.isFixed() && components.integration().writer() == null;
    boolean sameObjects = description.can(StoreCapability.BY_REFERENCE);
    this.timestamping =
        refresh == null && expiry.limitAfterWrite() == Ticker.NEVER
            ? null
            : new TimestampingStore<>(
                components.name(),
                values ->
                    stores.create(
                        new EngineContext<K, V, TimestampedValue<V>>(
                            components, TimestampedValue::value, values)),
                components.services().ticker(),
                refresh != null && refresh.isScheduled());
    this.isFar = !sameObjects;
    this.store =
        timestamping == null
            ? stores.create(new EngineContext<K, V, V>(components, value -> value, codec -> codec))
            : timestamping;
    this.claims = new Claims<>(components, store, timestamping);
    this.times = new EntryTimes<>(claims, keepsDeadlines);
    this.refresher =
        refresh == null ? null : new BackgroundRefresher<>(claims, refresh, sameObjects);
    setAges();
    this.reads = new Reads<>(this, store, timestamping, refresher, description);
    // Beyond the age limit, an operation has to find out first whether the entry has expired.
    this.ordersChanges = timestamping == null && description.can(StoreCapability.ORDERS_CHANGES);
    try {
      if (expiry.canExpire()) {
        components.services().scheduler().add(this);
      }
      if (refresher != null) {
        refresher.start();
      }
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  private void setAges() {
    if (timestamping == null) {
      return;
    }
    RefreshSettings refresh = refresher == null ? null : refresher.settings();
    long limit = expiry.limitAfterWrite();
    // The time to idle: a read must not extend the life of an entry beyond the limit.
    long idleTime = limit == Ticker.NEVER ? Ticker.NEVER : expiry.onAccess(null, null);
    timestamping.setAges(
        refresh == null ? Ticker.NEVER : refresh.after(),
        refresh == null ? limit : Math.min(limit, refresh.limit()),
        idleTime);
  }

  /** Removes expired entries. Returns when to run next, in nanoseconds. */
  @Override
  public long run(long now) {
    // Expiry is postponed while the event queue is full. Reads do not see expired entries anyway.
    long wait = dispatcher.isFull() ? POSTPONEMENT : store.expire();
    // Counts from the time before the call: a call too early is harmless, one too late is not.
    return Ticker.after(now, wait);
  }

  /** Returns the reads of this cache. */
  public Reads<K, V> reads() {
    return reads;
  }

  /**
   * Runs an operation on many keys as {@link OneStep#tryApplyAll}. Returns false, without effect,
   * if the keys have to be claimed.
   */
  boolean tryApplyAll(
      Operation operation,
      Collection<K> keys,
      Function<K, @Nullable V> values,
      BiConsumer<K, Change<V>> result) {
    return runsNoUserCode && oneStep().tryApplyAll(operation, keys, values, result);
  }

  private OneStep<K, V> oneStep() {
    return new OneStep<>(claims, ordersChanges, isFar);
  }

  boolean isFar() {
    return isFar;
  }

  /**
   * Claims a key for a load whose value the caller computes.
   *
   * @param hold a new hold, which the calling frame ends in any case
   */
  public OpenLoad<K, V> load(K key, KeyHold hold) {
    return new OpenLoad<>(claims, key, hold);
  }

  /** Runs a processor on one entry, and returns its result. */
  public <R> @Nullable R invoke(K key, EntryProcessor<K, V, R> processor, Object... arguments) {
    return claims.run(key, new Invoke<>(this, key, processor, arguments));
  }

  /**
   * Runs one operation on one entry.
   *
   * @param value the value to store, null unless the operation may store
   * @param expected the value to compare with, null unless the operation compares
   */
  public Change<V> run(K key, Operation operation, @Nullable V value, @Nullable V expected) {
    boolean isListened = dispatcher.isActive();
    if (runsNoUserCode && isListened && ordersChanges && !operation.comparesValues()) {
      return oneStep().observed(key, operation, value);
    }
    if (!runsNoUserCode || isListened) {
      return claims.apply(key, new Transition.Of<>(operation, value, expected));
    }
    if (!statistics.isEnabled()) {
      return store.apply(key, operation, value, expected);
    }
    long start = statistics.start();
    Change<V> change = store.apply(key, operation, value, expected);
    claims.count(change, operation.countsRead(), Statistics.since(start));
    return change;
  }

  Claims<K, V> claims() {
    return claims;
  }

  EngineComponents<K, V> components() {
    return components;
  }

  /** Returns the operations on many keys. */
  public Bulk<K, V> bulk() {
    return new Bulk<>(this);
  }

  /** Returns the times of single entries. */
  public EntryTimes<K, V> times() {
    return times;
  }

  /** Returns the live entries in pages, weakly consistent. */
  public Iterator<List<Map.Entry<K, V>>> pages() {
    return store.pages();
  }

  /** Removes all entries, without events. */
  public void clear() {
    store.clear();
  }

  /**
   * Changes the durations of the expiry policy. Entries keep their deadlines until they are read or
   * written.
   *
   * @return false if they cannot change: the policy is user code, or the cache keeps no times
   *     because its entries never expired when it was created
   */
  public boolean changeExpiry(Expiry<K, V> changed) {
    boolean keepsTimes = keepsDeadlines || !changed.canExpire();
    boolean keepsAges = timestamping != null || changed.limitAfterWrite() == Ticker.NEVER;
    if (!keepsTimes || !keepsAges || !expiry.adopt(changed)) {
      return false;
    }
    store.expiryChanged();
    times.noteOwnTimes();
    setAges();
    return true;
  }

  /**
   * Changes when values are reloaded, for values written from now on, and how long stale values are
   * returned, for all values.
   *
   * @return false if the cache was created without reloads
   */
  public boolean changeRefreshing(RefreshSettings changed) {
    if (refresher == null) {
      return false;
    }
    refresher.change(changed);
    setAges();
    return true;
  }

  /** Sets the counts of reloads to 0. */
  public void clearRefreshes() {
    if (refresher != null) {
      refresher.clear();
    }
  }

  /** Returns the size, expired entries included. */
  public StoreSize size() {
    return store.size();
  }

  /** Returns the bound in entries or weight; {@link Long#MAX_VALUE} means unbounded. */
  public long maximum() {
    return maximum;
  }

  /** Changes the bound, and evicts the excess. */
  public void setMaximum(long maximum) {
    if (unboundedStore != null) {
      throw new UnsupportedOperationException(
          "cache '%s': store '%s' has no bound that could be moved"
              .formatted(components.name(), unboundedStore));
    }
    List<@Nullable PendingEvents<K, V>> evicted = List.of();
    if (FlightRecorder.isPresent()) {
      BoundChangeEvent.record(components.name(), this.maximum, maximum);
    }
    try (Outbox<K, V> outbox = dispatcher.openOutbox()) {
      this.maximum = maximum;
      store.setMaximum(maximum);
      evicted = outbox == null ? evicted : outbox.take();
    }
    // A smaller bound does not wait for capacity of the event queue.
    Failures.rethrow(dispatcher.deliver(null, evicted, false, null));
  }

  /** Returns the number of successful reloads. */
  public long refreshes() {
    return refresher == null ? 0 : refresher.successes();
  }

  /** Returns the number of failed reloads. */
  public long refreshFailures() {
    return refresher == null ? 0 : refresher.failures();
  }

  /** Removes all data of the cache from its store. Only {@link #close} may follow. */
  public void destroy() {
    claims.close(); // so that no load in progress stores its value afterwards
    if (refresher != null) {
      refresher.stop();
    }
    store.destroy();
  }

  /** Stops expiry, reloads and events, and closes the store. */
  @Override
  public void close() {
    claims.close();
    components.services().scheduler().remove(this);
    if (refresher != null) {
      refresher.stop();
    }
    dispatcher.close();
    store.close();
  }
}
