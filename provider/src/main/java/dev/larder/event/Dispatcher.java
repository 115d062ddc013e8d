package dev.larder.event;

import dev.larder.event.CacheChangeEvent.Kind;
import dev.larder.time.OnceAMinute;
import dev.larder.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Queues events while their key is held, and delivers them after its release: to synchronous
 * listeners by the thread of the operation, to asynchronous listeners by the executor. Each
 * listener is notified in the order of the changes of a key. Thread-safe.
 *
 * <h2>Deadlocks</h2>
 *
 * A thread waits if another thread is delivering for the same key. A thread that other threads may
 * wait for must not wait long: inside a listener, a loader, a writer or a processor it does not
 * wait at all, and a load for other threads waits as long as {@link #withMaxWait} allows. The
 * thread that is delivering for the key then delivers its events too. So listeners may use any
 * cache, their own included.
 *
 * <h2>Capacity</h2>
 *
 * Undelivered asynchronous events are counted. A thread that finds more than the capacity blocks at
 * the end of its operation. The count can exceed the capacity by:
 *
 * <ul>
 *   <li>the events of one operation of each thread, with the evictions that it causes; for a bulk
 *       operation, those of all keys of one bulk call of the loader or the writer,
 *   <li>the entries that are due when a pass of expiry begins,
 *   <li>the events of operations inside listeners, loaders, writers and processors,
 *   <li>the evictions of a smaller bound.
 * </ul>
 */
public final class Dispatcher<K, V> implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Dispatcher.class.getName());

  /** No limit for a wait. */
  static final long FOREVER = Long.MAX_VALUE;

  /**
   * The longest wait for a thread that is delivering for the same key, in nanoseconds. An array of
   * a JDK type, so that a pooled thread keeps no class of this library alive.
   */
  private static final ThreadLocal<long[]> MAX_WAIT =
      ThreadLocal.withInitial(() -> new long[] {FOREVER});

  /** The longest wait of an operation for the user's executor, in nanoseconds. */
  private static final long MAX_WAIT_FOR_EXECUTOR = TimeUnit.SECONDS.toNanos(1);

  /** Replaced as a whole, under the lock of this object. */
  private volatile Registrations<K, V> registrations = Registrations.none();

  private final KeyedEventQueues<K, V> synchronous = new KeyedEventQueues<>(this::runSynchronous);
  private final KeyedEventQueues<K, V> asynchronous = new KeyedEventQueues<>(this::runAsynchronous);
  private final UnaryOperator<K> copyKey;
  private final UnaryOperator<V> copyValue;
  private final Executor executor;
  private final Executor unrelated;
  private final int capacity;

  /** The innermost open outbox of each thread. */
  private final Map<Thread, Outbox<K, V>> outboxes = new ConcurrentHashMap<>();

  private final OnceAMinute warnings = new OnceAMinute(Ticker.system());
  private final AtomicInteger queued = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition belowCapacity = lock.newCondition();
  private volatile boolean closed;

  /** Whether a thread has run out of stack while it handed over an event. */
  private volatile boolean overflowed;

  /** The events of one change that are still to be delivered, for both kinds of listeners. */
  public record PendingEvents<K, V>(
      @Nullable QueuedEvent<K, V> synchronous, @Nullable QueuedEvent<K, V> asynchronous) {}

  /**
   * Creates a dispatcher without listeners.
   *
   * @param executor delivers the events of operations, perhaps in the calling thread
   * @param unrelated delivers the events of expiry and eviction, never in the calling thread
   * @param capacity the number of undelivered asynchronous events from which on operations block
   */
  public Dispatcher(
      UnaryOperator<K> copyKey,
      UnaryOperator<V> copyValue,
      Executor executor,
      Executor unrelated,
      int capacity) {
    this.unrelated = unrelated;
    this.copyKey = copyKey;
    this.copyValue = copyValue;
    this.executor = executor;
    this.capacity = capacity;
  }

  /**
   * Creates a listener, which is not notified before it is {@linkplain #add added}. Calls the
   * user's factories, so the caller must not hold a lock.
   *
   * @throws IllegalArgumentException if the configuration is registered already
   */
  public Registration<K, V> prepare(
      Cache<K, V> source, CacheEntryListenerConfiguration<K, V> configuration) {
    requireNew(source, configuration);
    return new Registration<>(source, configuration);
  }

  /**
   * Registers a listener.
   *
   * @throws IllegalArgumentException if the same configuration has been registered meanwhile
   */
  public synchronized void add(Registration<K, V> fresh) {
    requireNew(fresh.source(), fresh.configuration());
    registrations = registrations.with(fresh);
  }

  private void requireNew(Cache<K, V> source, CacheEntryListenerConfiguration<K, V> configuration) {
    if (registrations.all().stream()
        .anyMatch(known -> known.configuration().equals(configuration))) {
      throw new IllegalArgumentException(
          "cache '" + source.getName() + "': this listener configuration is registered already");
    }
  }

  /** Ends a registration. Returns the user's objects to close, empty if it was not registered. */
  public synchronized List<Object> deregister(CacheEntryListenerConfiguration<K, V> configuration) {
    for (Registration<K, V> known : registrations.all()) {
      if (known.configuration().equals(configuration)) {
        known.cancel();
        registrations = registrations.without(known);
        return known.customizations();
      }
    }
    return List.of();
  }

  /** Returns whether any listener is registered. */
  public boolean isActive() {
    return !registrations.all().isEmpty();
  }

  /** Returns whether the number of undelivered asynchronous events has reached the capacity. */
  public boolean isFull() {
    return queued.get() >= capacity;
  }

  /**
   * Queues the events of one change. The caller holds the key.
   *
   * @return what the caller has to deliver after the release of the key; null if no listener is
   *     registered for these events
   */
  public @Nullable PendingEvents<K, V> publish(List<CacheChangeEvent<K, V>> changes) {
    Registrations<K, V> known = registrations;
    QueuedEvent<K, V> now = queue(synchronous, changes, known.synchronous());
    QueuedEvent<K, V> later = queue(asynchronous, changes, known.asynchronous());
    if (later != null) {
      queued.incrementAndGet();
    }
    return now == null && later == null ? null : new PendingEvents<>(now, later);
  }

  private @Nullable QueuedEvent<K, V> queue(
      KeyedEventQueues<K, V> queues,
      List<CacheChangeEvent<K, V>> changes,
      Map<Kind, List<Registration<K, V>>> listeners) {
    for (CacheChangeEvent<K, V> change : changes) {
      if (listeners.containsKey(change.kind())) {
        return queues.add(changes, listeners);
      }
    }
    return null;
  }

  /**
   * Hands the events for asynchronous listeners to the executor.
   *
   * @return the events for synchronous listeners, which the caller has to {@link #deliver}; null if
   *     there are none
   */
  public @Nullable PendingEvents<K, V> submit(@Nullable PendingEvents<K, V> pending) {
    if (pending == null) {
      return null;
    }
    submit(executor, pending.asynchronous());
    QueuedEvent<K, V> now = pending.synchronous();
    return now == null ? null : new PendingEvents<>(now, null);
  }

  /**
   * Delivers events after the release of their key, and throws what a synchronous listener threw.
   * Blocks while too many asynchronous events are undelivered, unless the thread must not wait.
   *
   * @param pending what {@link #publish} or {@link #submit} returned, or null
   * @param mayWait false if the calling thread holds a key, so that other threads may wait for it
   */
  public void deliver(@Nullable PendingEvents<K, V> pending, boolean mayWait) {
    boolean full = queued.get() > capacity;
    if (pending == null && !full) {
      return;
    }
    long maxWait = mayWait ? maxWait() : 0;
    QueuedEvent<K, V> now = null;
    if (pending != null) {
      submit(executor, pending.asynchronous());
      now = pending.synchronous();
    }
    if (now != null) {
      synchronous.deliver(now, maxWait);
    }
    // Even without events of its own, the operation may have queued evictions.
    if (maxWait == FOREVER) {
      awaitCapacity();
    }
    if (now != null) {
      rethrow(now.failure);
    }
  }

  /** Returns the longest wait of the calling thread for a delivering thread, in nanoseconds. */
  public long maxWait() {
    return MAX_WAIT.get()[0];
  }

  /**
   * Runs work that other threads may wait for. Deliveries inside it do not block on the capacity,
   * and wait for a delivering thread no longer than given.
   *
   * @param nanos the longest wait for a delivering thread, in nanoseconds; 0 to not wait
   */
  public void withMaxWait(long nanos, Runnable work) {
    long[] maxWait = MAX_WAIT.get();
    long before = maxWait[0];
    maxWait[0] = Math.min(before, nanos);
    try {
      work.run();
    } finally {
      maxWait[0] = before;
    }
  }

  /**
   * Opens an outbox for the evictions of an operation of the calling thread. Returns null if no
   * synchronous listener is registered for evictions.
   */
  public @Nullable Outbox<K, V> openOutbox() {
    return registrations.hasSynchronousEvictionListener() ? new Outbox<>(this, outboxes) : null;
  }

  /**
   * Delivers an eviction: at the end of the calling thread's operation if it has an outbox and the
   * listener is synchronous, else by the executor.
   */
  public void deliverEviction(@Nullable PendingEvents<K, V> pending) {
    boolean isAwaited = pending != null && pending.synchronous() != null;
    Outbox<K, V> outbox = isAwaited ? outboxes.get(Thread.currentThread()) : null;
    if (outbox == null || pending == null) {
      deliverLater(pending);
    } else {
      outbox.add(pending);
    }
  }

  /** Delivers to listeners of both kinds by the executor: for expiry and eviction. */
  public void deliverLater(@Nullable PendingEvents<K, V> pending) {
    if (pending != null) {
      QueuedEvent<K, V> now = pending.synchronous();
      if (now != null) {
        // It waits for a thread as asynchronous events do, so it counts against the capacity.
        if (now.countAgainstCapacity()) {
          queued.incrementAndGet();
        }
        execute(unrelated, () -> synchronous.deliver(now));
      }
      submit(unrelated, pending.asynchronous());
    }
  }

  private void submit(Executor by, @Nullable QueuedEvent<K, V> event) {
    if (event != null) {
      execute(by, () -> asynchronous.deliver(event));
    }
  }

  private void execute(Executor by, Runnable task) {
    try {
      if (overflowed) {
        overflowed = false;
        by.execute(this::drainAll);
      }
      by.execute(task);
    } catch (StackOverflowError e) {
      // Nothing can be called here any more; who comes next has the event delivered.
      overflowed = true;
      throw e;
    } catch (Throwable e) {
      if (closed) {
        // Events of a closed cache are not delivered.
        LOG.log(Level.DEBUG, "an event was dropped because the cache is closed", e);
        return;
      }
      if (warnings.isDue()) {
        LOG.log(
            Level.WARNING,
            "the executor rejected the call of a cache entry listener, so the listener runs in the"
                + " calling thread; the next warning in a minute",
            e);
      }
      task.run();
      drainAll();
    }
  }

  private void drainAll() {
    synchronous.deliverAll();
    asynchronous.deliverAll();
  }

  private void runSynchronous(QueuedEvent<K, V> event) {
    try {
      run(event);
    } finally {
      if (event.markDelivered()) {
        onDelivered();
      }
    }
  }

  private void runAsynchronous(QueuedEvent<K, V> event) {
    try {
      run(event);
    } finally {
      onDelivered();
    }
  }

  private void onDelivered() {
    if (queued.getAndDecrement() >= capacity) {
      signalCapacity();
    }
  }

  /** Calls the listeners, and stores what they throw in the queued event. */
  private void run(QueuedEvent<K, V> event) {
    withMaxWait(
        0,
        () -> {
          for (CacheChangeEvent<K, V> change : event.changes) {
            for (Registration<K, V> listener :
                event.listeners.getOrDefault(change.kind(), List.of())) {
              try {
                listener.deliver(change, copyKey, copyValue);
              } catch (RuntimeException | Error e) {
                keep(event, e);
              }
            }
          }
        });
  }

  private static void keep(QueuedEvent<?, ?> event, Throwable failure) {
    Throwable first = event.failure;
    if (first == null) {
      event.failure = failure;
    } else if (first != failure) {
      first.addSuppressed(failure);
    }
  }

  private static void rethrow(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private void awaitCapacity() {
    if (queued.get() <= capacity) {
      return;
    }
    boolean isInterrupted = false;
    long left = executor == unrelated ? FOREVER : MAX_WAIT_FOR_EXECUTOR;
    lock.lock();
    try {
      while (queued.get() > capacity && !closed && left > 0) {
        try {
          if (left == FOREVER) {
            belowCapacity.awaitUninterruptibly();
          } else {
            left = belowCapacity.awaitNanos(left);
          }
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    } finally {
      lock.unlock();
    }
    if (left <= 0 && !closed) {
      // The user's executor may have lost its tasks, so the caller delivers the events itself.
      drainAll();
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void signalCapacity() {
    lock.lock();
    try {
      belowCapacity.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends all registrations, and discards undelivered events. */
  @Override
  public void close() {
    closed = true;
    deregisterAll();
    synchronous.clear();
    asynchronous.clear();
    signalCapacity();
  }

  /** Ends all registrations. Returns the user's objects to close. */
  public synchronized List<Object> deregisterAll() {
    List<Registration<K, V>> known = registrations.all();
    known.forEach(Registration::cancel);
    registrations = Registrations.none();
    return known.stream().flatMap(one -> one.customizations().stream()).toList();
  }

  /** Returns whether no key has a queue, for tests of leaks. */
  boolean isIdle() {
    return synchronous.isEmpty() && asynchronous.isEmpty();
  }
}
