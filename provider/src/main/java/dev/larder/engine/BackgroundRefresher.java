package dev.larder.engine;

import dev.larder.copy.Copiers;
import dev.larder.engine.EngineComponents.Executors;
import dev.larder.engine.EngineComponents.Services;
import dev.larder.integration.Loader;
import dev.larder.jfr.FlightRecorder;
import dev.larder.jfr.ReloadEvent;
import dev.larder.store.KeyHold;
import dev.larder.time.OnceAMinute;
import dev.larder.time.Scheduler;
import dev.larder.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import javax.cache.event.CacheEntryListenerException;
import org.jspecify.annotations.Nullable;

/**
 * Reloads old values in the background (refresh-ahead), without holding their keys. An entry has
 * one reload at a time, however many hits it has. A failed reload leaves the entry as it is, and a
 * later hit tries again after a delay.
 *
 * <p>With a time to coalesce, the reloads that begin within that time share one call of the loader.
 * With a schedule, entries that were read since their load are reloaded without a further hit. One
 * task at a time walks the keys for that, and reloads them in batches.
 *
 * <p>Thread-safe. The monitor of this object guards the batch that is being filled.
 */
final class BackgroundRefresher<K, V> implements Scheduler.Task {
  private static final Logger LOG = System.getLogger(BackgroundRefresher.class.getName());

  /** After a failure, the refresh age divided by this passes before the next reload. */
  private static final int RETRY_DIVISOR = 10;

  private static final long MIN_RETRY_DELAY = TimeUnit.SECONDS.toNanos(1);

  /** The maximum number of keys in one call of the loader. */
  private static final int BATCH = 500;

  /** The number of scheduled walks within one refresh age. */
  private static final int WALKS_PER_AGE = 4;

  /** The maximum number of values in {@link #begun}. */
  private static final int MAX_BEGUN = 10_000;

  private static final long MIN_PERIOD = TimeUnit.MILLISECONDS.toNanos(10);

  private final Claims<K, V> claims;
  private final @Nullable Loader<K, V> loader;
  private final Services<K, V> services;
  private final Copiers<K, V> copies;
  private final Ticker ticker;
  private final LongAdder successes = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final OnceAMinute warnings;
  private final AtomicBoolean walking = new AtomicBoolean();
  private volatile RefreshSettings settings;

  private volatile long nextWalk;

  // Guarded by this.
  private List<Due<K, V>> batch = new ArrayList<>();
  private long batchEnds = Ticker.NEVER;

  /**
   * The values whose reload has begun or has failed, by key. Null if each read of an entry returns
   * the same object: then that object has the state of its reload.
   */
  private final @Nullable Map<K, Begun<V>> begun;

  /** Has the object that represents all reads of one write. Compared by identity. */
  private static final class Begun<V> {
    final TimestampedValue<V> value;

    Begun(TimestampedValue<V> value) {
      this.value = value;
    }
  }

  /** A value whose reload is due. */
  private record Due<K, V>(K key, TimestampedValue<V> found) {}

  /**
   * Creates a refresher that has not been started.
   *
   * @param sameObjects whether each read of an entry returns the same object
   */
  BackgroundRefresher(Claims<K, V> claims, RefreshSettings settings, boolean sameObjects) {
    this.claims = claims;
    this.begun = sameObjects ? null : new ConcurrentHashMap<>();
    this.loader = claims.components.integration().readThroughLoader();
    this.services = claims.components.services();
    this.copies = claims.components.copies();
    this.settings = settings;
    this.ticker = services.ticker();
    this.warnings = new OnceAMinute(ticker);
    this.nextWalk = settings.isScheduled() ? nextWalkAfter(ticker.nanos()) : Ticker.NEVER;
  }

  /** Registers with the scheduler if some reloads are not begun by a hit. */
  void start() {
    if (settings.isCoalescing() || settings.isScheduled()) {
      services.scheduler().add(this);
      services.scheduler().wakeAt(nextWalk);
    }
  }

  void stop() {
    services.scheduler().remove(this);
  }

  RefreshSettings settings() {
    return settings;
  }

  /** Changes the ages. Whether reloads coalesce or are scheduled does not change. */
  void change(RefreshSettings changed) {
    RefreshSettings before = settings;
    boolean coalesces = before.isCoalescing() && changed.isCoalescing();
    settings =
        new RefreshSettings(
            changed.after(),
            changed.staleIfError(),
            coalesces ? changed.coalesce() : before.coalesce(),
            before.isScheduled());
    if (before.isScheduled()) {
      nextWalk = Math.min(nextWalk, nextWalkAfter(ticker.nanos()));
      services.scheduler().wakeAt(nextWalk);
    }
  }

  /** Sets both counts to 0. */
  void clear() {
    successes.reset();
    failures.reset();
  }

  /** Returns the number of successful reloads. */
  long successes() {
    return successes.sum();
  }

  /** Returns the number of failed reloads. */
  long failures() {
    return failures.sum();
  }

  /**
   * Begins a reload of a value that was read, if it is due.
   *
   * @param own the loader of the reader, null for the loader of the cache
   */
  void onRead(K key, TimestampedValue<V> read, @Nullable Loader<K, V> own) {
    Loader<K, V> by = own == null ? loader : own;
    read.recordRead();
    if (by == null || !read.isDue(ticker.recent())) {
      return;
    }
    TimestampedValue<V> found = read;
    try {
      found = begun == null ? read : sameWrite(key, read, begun);
    } catch (Throwable e) {
      // A reload that cannot begin must not fail the hit.
      fail(read, e);
      return;
    }
    if (!found.tryBeginReload(ticker.recent())) {
      return;
    }
    if (services.dispatcher().isFull()) {
      // Postpones the reload while the event queue is full.
      found.setNextReload(retryTime());
      return;
    }
    try {
      Due<K, V> due = new Due<>(copies.key().apply(key), found);
      if (own == null && settings.isCoalescing()) {
        coalesce(due);
      } else {
        // The user's executor may run the reload in this thread, where it must not wait for a
        // key that this thread holds.
        Executors executors = services.executors();
        execute(
            List.of(due),
            by,
            KeyHold.isHeldByCurrentThread() ? executors.unrelated() : executors.reloading());
      }
    } catch (Throwable e) {
      // A reload that cannot begin must not fail the hit.
      fail(found, e);
    }
  }

  /** Returns the object that represents all reads of one write: the first one that was due. */
  private TimestampedValue<V> sameWrite(K key, TimestampedValue<V> read, Map<K, Begun<V>> known) {
    if (known.size() >= MAX_BEGUN) {
      // Most are values whose reload has failed, and that are not read any more. The reload of a
      // value that is read again may then begin a second time.
      known.clear();
    }
    Begun<V> own = new Begun<>(read);
    while (true) {
      Begun<V> present = known.get(key);
      if (present != null && present.value.isSameWrite(read)) {
        return present.value;
      }
      boolean isAdded =
          present == null
              ? known.putIfAbsent(copies.key().apply(key), own) == null
              : known.replace(key, present, own);
      if (isAdded) {
        return read;
      }
    }
  }

  private void coalesce(Due<K, V> due) {
    List<Due<K, V>> full = List.of();
    long ends = Ticker.NEVER;
    synchronized (this) {
      batch.add(due);
      if (batch.size() >= BATCH) {
        full = takeBatch();
      } else if (batch.size() == 1) {
        ends = Ticker.after(ticker.nanos(), settings.coalesce());
        batchEnds = ends;
      }
    }
    services.scheduler().wakeAt(ends);
    execute(full, loader, services.executors().reloading());
  }

  private synchronized List<Due<K, V>> takeBatch() {
    List<Due<K, V>> taken = batch;
    batch = new ArrayList<>();
    batchEnds = Ticker.NEVER;
    return taken;
  }

  /** Begins the reloads that are due without a hit. Returns when to run next, in nanoseconds. */
  @Override
  public long run(long now) {
    List<Due<K, V>> ended;
    synchronized (this) {
      ended = batchEnds <= now ? takeBatch() : List.of();
    }
    execute(ended, loader, services.executors().unrelated());
    if (nextWalk <= now) {
      nextWalk = nextWalkAfter(now);
      walk();
    }
    synchronized (this) {
      return Math.min(nextWalk, batchEnds);
    }
  }

  private long nextWalkAfter(long now) {
    return Ticker.after(now, Math.max(MIN_PERIOD, settings.after() / WALKS_PER_AGE));
  }

  private void walk() {
    if (walking.compareAndSet(false, true)) {
      try {
        services.executors().unrelated().execute(this::reloadHotEntries);
      } catch (Throwable e) {
        walking.set(false);
        warn("a scheduled reload was refused by the executor", e);
      }
    }
  }

  private void reloadHotEntries() {
    try {
      List<Due<K, V>> due = new ArrayList<>();
      Iterator<List<Map.Entry<K, V>>> pages = claims.store.pages();
      while (pages.hasNext() && !claims.isClosed()) {
        pages.next().forEach(entry -> collectIfHot(entry.getKey(), due));
        if (due.size() >= BATCH) {
          reload(List.copyOf(due), loader);
          due.clear();
        }
      }
      reload(due, loader);
    } catch (Throwable e) {
      warn("a scheduled reload failed", e);
    } finally {
      walking.set(false);
    }
  }

  private void collectIfHot(K key, List<Due<K, V>> due) {
    TimestampedValue<V> found = claims.timestamped(key);
    if (found != null && found.wasRead() && found.tryBeginReload(ticker.nanos())) {
      try {
        due.add(new Due<>(copies.key().apply(key), found));
      } catch (Throwable e) {
        fail(found, e);
      }
    }
  }

  private void execute(List<Due<K, V>> due, @Nullable Loader<K, V> by, Executor executor) {
    if (due.isEmpty()) {
      return;
    }
    try {
      executor.execute(() -> reload(due, by));
    } catch (RejectedExecutionException e) {
      // Too many reloads wait, or the executor is closed. The loader has not failed.
      due.forEach(each -> each.found().setNextReload(retryTime()));
      warn("a reload was refused, because too many wait or the executor is closed", e);
    } catch (Throwable e) {
      due.forEach(each -> fail(each.found(), e));
    }
  }

  private void reload(List<Due<K, V>> due, @Nullable Loader<K, V> by) {
    if (claims.isClosed() || by == null || due.isEmpty()) {
      return;
    }
    Map<K, V> loaded;
    ReloadEvent event =
        FlightRecorder.isPresent() ? ReloadEvent.begin(claims.components.name(), due.size()) : null;
    boolean hasFailed = true;
    try {
      loaded = load(due, by);
      hasFailed = false;
    } catch (Throwable e) {
      due.forEach(each -> fail(each.found(), e));
      return;
    } finally {
      if (event != null) {
        event.finish(hasFailed);
      }
    }
    for (Due<K, V> each : due) {
      store(each.key(), each.found(), loaded);
    }
  }

  private static <K, V> Map<K, V> load(List<Due<K, V>> due, Loader<K, V> by) {
    if (due.size() == 1) {
      K key = due.get(0).key();
      V value = by.load(key);
      return value == null ? Map.of() : Map.of(key, value);
    }
    Set<K> keys = new LinkedHashSet<>();
    due.forEach(each -> keys.add(each.key()));
    return by.loadAll(keys);
  }

  private void store(K key, TimestampedValue<V> found, Map<K, V> all) {
    try {
      V loaded = all.get(key);
      V own = loaded == null ? null : copies.value().apply(loaded);
      ReplaceIfUnchanged<V> refresh = new ReplaceIfUnchanged<>(found, own);
      services.dispatcher().withMaxWait(0, () -> claims.run(key, refresh));
      forget(key);
      successes.increment();
    } catch (CacheEntryListenerException e) {
      forget(key);
      // The reload has succeeded. A failing listener is only logged.
      successes.increment();
      LOG.log(Level.WARNING, "cache '" + claims.components.name() + "': a listener failed", e);
    } catch (Throwable e) {
      fail(found, e);
    }
  }

  private void forget(K key) {
    if (begun != null) {
      begun.remove(key);
    }
  }

  /** Counts and logs a failure. Does nothing once the cache is closed. */
  private void fail(TimestampedValue<V> found, Throwable failure) {
    if (!claims.isClosed()) {
      found.setNextReload(retryTime());
      warn("a reload failed, and the old value is still returned", failure);
      failures.increment();
    }
  }

  private void warn(String what, Throwable failure) {
    if (!claims.isClosed() && warnings.isDue()) {
      LOG.log(
          Level.WARNING,
          "cache '" + claims.components.name() + "': " + what + "; the next warning in a minute",
          failure);
    }
  }

  private long retryTime() {
    long delay = Math.max(MIN_RETRY_DELAY, settings.after() / RETRY_DIVISOR);
    return Ticker.after(ticker.nanos(), delay);
  }
}
