package dev.larder.engine;

import dev.larder.event.Dispatcher;
import dev.larder.event.Dispatcher.Pending;
import dev.larder.event.Outbox;
import dev.larder.expiry.Expiry;
import dev.larder.integration.Loader;
import dev.larder.integration.Writer;
import dev.larder.statistics.Statistics;
import dev.larder.statistics.Statistics.Stripe;
import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.EntrySnapshot;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreFactory;
import dev.larder.time.Scheduler;
import dev.larder.time.Ticker;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline of one cache. An operation is a {@link Transition}; it takes one of two ways to the
 * store, and what follows is derived from the {@link Change} that the store reports.
 *
 * <ul>
 *   <li><em>In one step</em>, when no user code has to run between the look at the entry and the
 *       change of it: {@link Store#apply}.
 *   <li><em>Claimed</em>, when a loader, a writer, a processor or an expiry policy has its say, or
 *       listeners need the order of the key: the key is claimed, the transition decides, the writer
 *       writes, the store commits, events are queued, the key is released, events are delivered.
 * </ul>
 *
 * <p>When user code fails on the claimed way, the entry stays as it was; only an expiry that was
 * found on the way is carried out all the same. Values go in and out as the store has them: the
 * caller copies. Thread-safe.
 */
public final class Engine<K, V> implements AutoCloseable, Scheduler.Task {
  private final EngineComponents<K, V> parts;
  private final Store<K, V> store;
  private final @Nullable BackgroundRefresher<K, V> refresher;

  /** The store, if it keeps the age of values. */
  private final @Nullable TimestampingStore<K, V> aging;

  private final Expiry<K, V> expiry;
  private final Statistics statistics;
  private final Dispatcher<K, V> dispatcher;
  private final boolean fixedExpiry;

  /** Whether the store keeps deadlines, because entries could expire when it was made. */
  private final boolean keepsDeadlines;

  /** Whether a read that finds nothing has to look again: to load, or to take out what expired. */
  private final boolean missesExactly;

  private final boolean runsNoUserCode;
  private final EntryTimes<K, V> times;
  private volatile boolean closed;

  /** Makes the store, and asks to be woken if its entries can expire. */
  public Engine(EngineComponents<K, V> parts, StoreFactory stores) {
    this.parts = parts;
    this.expiry = parts.expiry();
    this.statistics = parts.statistics();
    this.dispatcher = parts.dispatcher();
    this.fixedExpiry = expiry.isFixed();
    this.times = new EntryTimes<>(this);
    RefreshSettings refreshing = parts.refreshing();
    this.missesExactly =
        expiry.canExpire() || parts.readThroughLoader() != null || refreshing != null;
    this.runsNoUserCode = fixedExpiry && parts.writer() == null;
    this.refresher = refreshing == null ? null : new BackgroundRefresher<>(this, refreshing);
    boolean keepsAge = refresher != null || expiry.limitAfterWrite() != Ticker.NEVER;
    this.aging = keepsAge ? aging(stores) : null;
    setAges();
    this.keepsDeadlines = expiry.canExpire();
    this.store =
        aging == null ? stores.create(new EngineContext<K, V, V>(parts, value -> value)) : aging;
    try {
      if (expiry.canExpire()) {
        parts.alarm().add(this);
      }
      if (refresher != null) {
        refresher.start();
      }
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  private TimestampingStore<K, V> aging(StoreFactory stores) {
    BackgroundRefresher<K, V> reads = refresher;
    TimestampingStore<K, V> made =
        new TimestampingStore<>(
            stores.create(
                new EngineContext<K, V, TimestampedValue<V>>(parts, TimestampedValue::value)),
            parts.ticker(),
            parts.refreshing() != null && parts.refreshing().isScheduled(),
            reads == null ? (key, value, loader) -> {} : reads::read);
    return made;
  }

  private void setAges() {
    long limit = expiry.limitAfterWrite();
    // The idle time, which reads must not move beyond the limit.
    long idle = limit == Ticker.NEVER ? Ticker.NEVER : expiry.onAccess(null, null);
    RefreshSettings refreshing = refresher == null ? null : refresher.refreshing();
    if (aging == null) {
      return;
    }
    if (refreshing == null) {
      aging.setAges(Ticker.NEVER, limit, idle);
    } else {
      aging.setAges(refreshing.after(), Math.min(limit, refreshing.limit()), idle);
    }
  }

  /** Removes what has expired; answers when to come again. */
  @Override
  public long run(long now) {
    // With no room for the events of it, expiry waits: reads do not see what is due anyway.
    return dispatcher.isFull() ? Ticker.after(now, 10_000_000L) : store.expire(now);
  }

  /** The value, loaded if it is missing and the cache reads through. */
  public @Nullable V get(K key) {
    return get(key, null);
  }

  /**
   * As {@link #get(Object)}, by somebody who can load the value.
   *
   * @param reload what loads it anew if it is old, null for the loader of the cache
   */
  public @Nullable V get(K key, @Nullable Loader<K, V> reload) {
    Stripe stripe = statistics.stripe();
    long start = stripe != null && stripe.timesNext() ? System.nanoTime() : 0;
    V value = present(key, reload);
    if (value == null && missesExactly) {
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

  /** A get that found nothing, where more can be done about that than to count it. */
  private @Nullable V miss(K key) {
    Loader<K, V> loader = parts.readThroughLoader();
    return loader == null
        ? run(key, Operation.GET, null, null).before()
        : run(key, new Load<>(key, loader, parts.copies().value()));
  }

  /**
   * The value of a live entry, accessed, but neither loaded nor counted. Null too for one that went
   * or changed while its policy was asked: who misses it looks again, with the key held.
   */
  private @Nullable V present(K key, @Nullable Loader<K, V> reload) {
    V value = reload == null || aging == null ? store.read(key) : aging.read(key, reload);
    return value == null || fixedExpiry || access(key, value) ? value : null;
  }

  private boolean access(K key, V value) {
    long nanos = expiry.onAccess(key, value);
    return nanos == Expiry.UNCHANGED || store.touch(key, value, nanos);
  }

  /** A read for a bulk operation: counts a hit, and leaves a miss to whoever fills it. */
  public @Nullable V hit(K key) {
    V value = present(key, null);
    Stripe stripe = value == null ? null : statistics.stripe();
    if (stripe != null) {
      stripe.read(true);
    }
    return value;
  }

  /** The value of a live entry: no access, no count, no load. */
  public @Nullable V peek(K key) {
    return store.peek(key);
  }

  /** Begins to load a value that is missing, where the caller computes it. */
  public OpenLoad<K, V> load(K key) {
    return new OpenLoad<>(this, key);
  }

  /** Runs a processor on one entry. */
  public <R> @Nullable R invoke(K key, EntryProcessor<K, V, R> processor, Object... arguments) {
    return run(key, new Invoke<>(this, key, processor, arguments));
  }

  /**
   * Runs one operation on one entry.
   *
   * @param value what to store, null unless the operation may store
   * @param expected what to compare with, null unless the operation compares
   */
  public Change<V> run(K key, Operation operation, @Nullable V value, @Nullable V expected) {
    if (!runsNoUserCode || dispatcher.isActive()) {
      return claimed(key, new Transition.Of<>(operation, value, expected), statistics.start());
    }
    if (!statistics.isEnabled()) {
      return store.apply(key, operation, value, expected);
    }
    long start = statistics.start();
    Change<V> change = store.apply(key, operation, value, expected);
    count(change, operation.countsRead(), start);
    return change;
  }

  /** Runs user code on one entry; answers null only where that may. */
  @SuppressWarnings("NullAway") // null is for the transition to rule out
  <R> R run(K key, Transition<V, R> transition) {
    return transition.result(claimed(key, transition, statistics.start()));
  }

  private Change<V> claimed(K key, Transition<V, ?> transition, long start) {
    Change<V> change;
    Pending<K, V> pending = null;
    Throwable failure = null;
    boolean counts = true;
    K own = eventKey(key);
    List<Pending<K, V>> evicted = List.of();
    try (Outbox<K, V> outbox = dispatcher.openOutbox()) {
      try (Claim<V> claim = claim(key)) {
        try {
          change = commit(key, claim, transition, transition.isWritten() ? parts.writer() : null);
        } catch (Throwable e) {
          failure = e;
          // Loads and processors have looked at the entry, whatever became of them after that.
          counts = transition.countsFailure();
          change = abandon(claim);
        }
        try {
          pending = publish(own, change);
        } catch (Throwable e) {
          failure = failure == null ? e : failure;
        }
      }
      evicted = outbox == null ? evicted : outbox.take();
    }
    if (counts) {
      count(change, transition.countsRead(), start);
    }
    deliver(pending, evicted, failure);
    return change;
  }

  /** The key's claim, with which nothing happens any more once the cache is closed. */
  Claim<V> claim(K key) {
    return unlessClosed(store.claim(key));
  }

  /** The same, but null if somebody has it. */
  @Nullable Claim<V> tryClaim(K key) {
    Claim<V> claim = store.tryClaim(key);
    return claim == null ? null : unlessClosed(claim);
  }

  /** A closed store has let go of its keys: what one thread holds there, another could hold too. */
  private Claim<V> unlessClosed(Claim<V> claim) {
    if (closed) {
      claim.close();
      throw new IllegalStateException(
          "cache '" + parts.name() + "' was closed while it was being used");
    }
    return claim;
  }

  /** Decides and commits; user code may throw anything, and nothing has happened then. */
  Change<V> commit(
      K key, Claim<V> claim, Transition<V, ?> transition, @Nullable Writer<K, V> writer) {
    while (true) {
      PlannedChange<V> decision = decide(key, claim, transition);
      V value = decision.value();
      if (writer != null && decision.verb() == Action.WRITE && value != null) {
        writer.write(key, parts.copies().value().apply(value));
      } else if (writer != null && decision.verb() == Action.REMOVE) {
        writer.delete(key);
      }
      Change<V> change = carryOut(claim, decision);
      if (change != null) {
        if (decision.verb() == Action.WRITE || decision.verb() == Action.REMOVE) {
          // What was loaded on the way is not what there is now.
          claim.hold().publishOutcome(null);
        }
        return change;
      }
    }
  }

  /** Has user code say all that it has to say about an entry; nothing has happened yet. */
  PlannedChange<V> decide(K key, Claim<V> claim, Transition<V, ?> transition) {
    V current = claim.current();
    Action verb = transition.decide(claim);
    V value = verb.stores() ? transition.value() : null;
    if (value != null) {
      claim.stage(value);
    }
    long own = verb.stores() || verb == Action.READ ? transition.timeToLive() : Expiry.UNCHANGED;
    return new PlannedChange<>(
        verb,
        value,
        withinLimit(
            key,
            verb,
            own == Expiry.UNCHANGED ? timeToLive(key, verb, current, value, transition) : own));
  }

  /** Runs no user code; null when the entry has changed meanwhile, see {@link Claim#commit}. */
  @Nullable Change<V> carryOut(Claim<V> claim, PlannedChange<V> decision) {
    // Counted from now: policy and writer may have taken their time.
    long nanos = decision.nanos();
    boolean timeless = nanos == Expiry.UNCHANGED || nanos == Ticker.NEVER;
    long deadline = timeless ? nanos : Expiry.deadline(nanos, parts.ticker().nanos());
    return claim.commit(decision.verb(), decision.value(), deadline);
  }

  /** No longer than the policy lets an entry live after it was written. */
  private long withinLimit(K key, Action verb, long nanos) {
    // A limit needs the age of values.
    long limit = aging == null ? Ticker.NEVER : expiry.limitAfterWrite();
    if (limit == Ticker.NEVER || nanos == Expiry.UNCHANGED) {
      return nanos;
    }
    TimestampedValue<V> found = verb.stores() ? null : aged(key);
    long passed = found == null ? 0 : parts.ticker().nanos() - found.written();
    return Math.min(nanos, Math.max(0, limit - passed));
  }

  private long timeToLive(
      K key, Action verb, @Nullable V before, @Nullable V value, Transition<V, ?> transition) {
    long accessed = Expiry.UNCHANGED;
    if (before != null && (verb == Action.READ || transition.accessed())) {
      accessed = expiry.onAccess(key, before);
    }
    if (!verb.stores()) {
      return accessed;
    }
    if (before == null) {
      return expiry.onCreation(key, value);
    }
    long updated = expiry.onUpdate(key, value);
    return updated == Expiry.UNCHANGED ? accessed : updated;
  }

  /** Leaves the entry as it was, but for an expiry that was found. */
  Change<V> abandon(Claim<V> claim) {
    Change<V> change;
    do {
      change = claim.commit(Action.NONE, null, StoreContext.UNCHANGED);
    } while (change == null);
    return change;
  }

  /** Queues the events of a change: while the key is claimed. */
  @Nullable Pending<K, V> publish(K key, Change<V> change) {
    return dispatcher.isActive() ? dispatcher.publish(Consequences.events(key, change)) : null;
  }

  /** The key for events: copied before anything happens, for the copy is user code and may fail. */
  K eventKey(K key) {
    return dispatcher.isActive() ? parts.copies().key().apply(key) : key;
  }

  /**
   * Delivers after the release, then throws what failed: the first failure is the one thrown.
   *
   * @param evicted what else is to be delivered
   */
  void deliver(
      @Nullable Pending<K, V> pending, List<Pending<K, V>> evicted, @Nullable Throwable failure) {
    // All of them before any waiting for room, which they take, and which no one else would make.
    Pending<K, V> own = evicted.isEmpty() ? pending : dispatcher.submit(pending);
    List<@Nullable Pending<K, V>> others = new ArrayList<>(evicted.size());
    evicted.forEach(one -> others.add(dispatcher.submit(one)));
    boolean mayWait = !KeyHold.isHeldByCurrentThread();
    Throwable first = delivered(own, mayWait, failure);
    for (Pending<K, V> one : others) {
      first = one == null ? first : delivered(one, mayWait, first);
    }
    rethrow(first);
  }

  private @Nullable Throwable delivered(
      @Nullable Pending<K, V> pending, boolean mayWait, @Nullable Throwable failure) {
    try {
      if (pending != null || dispatcher.isFull()) {
        dispatcher.deliver(pending, mayWait);
      }
    } catch (Throwable e) {
      if (failure == null) {
        return e;
      }
      if (failure != e) {
        failure.addSuppressed(e);
      }
    }
    return failure;
  }

  /** Throws what failed, checked or not: some languages throw checked exceptions undeclared. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <E extends Throwable> void rethrow(@Nullable Throwable failure) throws E {
    if (failure != null) {
      throw (E) failure;
    }
  }

  void count(Change<V> change, boolean countsRead, long start) {
    Stripe stripe = statistics.stripe();
    if (stripe != null) {
      Consequences.count(stripe, change, countsRead, Statistics.since(start));
    }
  }

  EngineComponents<K, V> parts() {
    return parts;
  }

  boolean isClosed() {
    return closed;
  }

  /** The time for {@link #count}. */
  long start() {
    return statistics.start();
  }

  /** The operations on many keys. */
  public Bulk<K, V> bulk() {
    return new Bulk<>(this);
  }

  /** The times of single entries. */
  public EntryTimes<K, V> times() {
    return times;
  }

  boolean keepsDeadlines() {
    return keepsDeadlines;
  }

  Expiry<K, V> expiry() {
    return expiry;
  }

  /** What the store knows of an entry; null if there is none. */
  @Nullable EntrySnapshot<V> sight(K key) {
    return store.sight(key);
  }

  /** The value of an entry with its age; null if there is no entry, or the age is not kept. */
  @Nullable TimestampedValue<V> aged(K key) {
    return aging == null ? null : aging.aged(key);
  }

  /** The keys of the live entries, weakly consistent. */
  public Iterator<K> keys() {
    return store.keys();
  }

  /** Removes everything, and tells nobody. */
  public void clear() {
    store.clear();
  }

  /** The number of entries. */
  public long count() {
    return store.count();
  }

  /**
   * Changes the durations of the expiry policy for what comes. Entries keep their deadlines until
   * they are used or written.
   *
   * @return false if that cannot be: user code says when entries expire, or the cache keeps no
   *     times because its entries never expired when it was made
   */
  public boolean changeExpiry(Expiry<K, V> changed) {
    boolean keepsTimes = keepsDeadlines || !changed.canExpire();
    boolean keepsAges = aging != null || changed.limitAfterWrite() == Ticker.NEVER;
    if (!keepsTimes || !keepsAges || !expiry.adopt(changed)) {
      return false;
    }
    store.expiryChanged();
    times.setForeign();
    setAges();
    return true;
  }

  /**
   * Changes when values are reloaded, for values that are loaded from now on; and for how long
   * stale ones are served, for all.
   *
   * @return false if that cannot be: the cache did not reload when it was made
   */
  public boolean changeRefreshing(RefreshSettings changed) {
    if (refresher == null) {
      return false;
    }
    refresher.change(changed);
    setAges();
    return true;
  }

  /** Starts to count reloads from 0. */
  public void clearRefreshes() {
    if (refresher != null) {
      refresher.clear();
    }
  }

  /** The number of entries, or their weight. */
  public long size() {
    return store.size();
  }

  /** The bound in entries or weight. */
  public long maximum() {
    return store.maximum();
  }

  /** Moves the bound. */
  public void setMaximum(long maximum) {
    List<Pending<K, V>> evicted = List.of();
    try (Outbox<K, V> outbox = dispatcher.openOutbox()) {
      store.setMaximum(maximum);
      evicted = outbox == null ? evicted : outbox.take();
    }
    Throwable first = null;
    for (Pending<K, V> one : evicted) {
      // A smaller bound waits for no room in the queue.
      first = delivered(one, false, first);
    }
    rethrow(first);
  }

  /** How many reloads of what was there have ended well. */
  public long refreshes() {
    return refresher == null ? 0 : refresher.done();
  }

  /** How many have failed. */
  public long refreshFailures() {
    return refresher == null ? 0 : refresher.failed();
  }

  /** Ends expiry and events, and lets go of the store. */
  @Override
  public void close() {
    closed = true;
    parts.alarm().remove(this);
    if (refresher != null) {
      refresher.stop();
    }
    dispatcher.close();
    store.close();
  }
}
