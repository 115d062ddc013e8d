package dev.larder.event;

import dev.larder.time.OnceAMinute;
import dev.larder.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Queues events while their key is held, and delivers them after its release: to synchronous
 * listeners by the thread of the operation, to asynchronous listeners by the executor. A second
 * executor delivers the events of expiry in the background, and of evictions without an {@link
 * Outbox}, to both kinds of listeners. Each listener is notified in the order of the changes of a
 * key. Thread-safe.
 *
 * <h2>Deadlocks</h2>
 *
 * A thread with synchronous events waits while another thread is delivering for the same key. A
 * thread that other threads may wait for must not wait long. Inside a listener, a loader, a writer
 * or a processor a thread does not wait at all. A background load waits at most as long as {@link
 * #withMaxWait} allows. A thread that does not wait leaves its events to the thread that is
 * delivering. So listeners may use any cache, their own included.
 *
 * <h2>Capacity</h2>
 *
 * The dispatcher counts the undelivered events that wait for an executor. A thread that finds more
 * of them than the capacity blocks at the end of its operation. If the executor is the user's, the
 * thread delivers them itself after a second. The count can exceed the capacity by:
 *
 * <ul>
 *   <li>the events of one operation of each thread, with the evictions that it causes; for a bulk
 *       operation, those of all keys of one call of the loader, the writer or the store,
 *   <li>the entries that are due when a pass of expiry begins, and the changes by other processes,
 *   <li>the events of operations inside listeners, loaders, writers and processors, and of loads in
 *       the background,
 *   <li>the evictions when the bound is lowered.
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

  private static final int SYNCHRONOUS = 0;
  private static final int ASYNCHRONOUS = 1;

  private final ListenerRegistry<K, V> listeners;

  /** The queues of both kinds of listeners. Empty until the first event is queued. */
  private volatile List<KeyedEventQueues<K, V>> queues = List.of();

  private final Executor executor;
  private final Executor unrelated;
  private final int capacity;

  /** The innermost open outbox of each thread. */
  private final Map<Thread, Outbox<K, V>> outboxes = new ConcurrentHashMap<>();

  private final OnceAMinute warnings = new OnceAMinute(Ticker.system());
  private final AtomicInteger queued = new AtomicInteger();

  /** Whether a task that delivers the events of all keys waits for a thread. */
  private final AtomicBoolean draining = new AtomicBoolean();

  /** The threads that wait for capacity. A queue without a lock, which no overflow leaves taken. */
  private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

  private volatile boolean closed;

  /** The events of one change that are still to be delivered, for both kinds of listeners. */
  public record PendingEvents<K, V>(
      @Nullable QueuedEvent<K, V> synchronous, @Nullable QueuedEvent<K, V> asynchronous) {}

  /**
   * Creates a dispatcher.
   *
   * @param executor delivers the events of operations, perhaps in the calling thread
   * @param unrelated delivers the events of expiry and eviction; unless it rejects a task, never in
   *     the calling thread
   * @param capacity the number of undelivered asynchronous events above which operations block
   */
  public Dispatcher(
      ListenerRegistry<K, V> listeners, Executor executor, Executor unrelated, int capacity) {
    this.listeners = listeners;
    this.executor = executor;
    this.unrelated = unrelated;
    this.capacity = capacity;
  }

  /** Returns the listeners to which this object delivers. */
  public ListenerRegistry<K, V> listeners() {
    return listeners;
  }

  /** Returns whether any listener is registered. */
  public boolean isActive() {
    return !listeners.snapshot().all().isEmpty();
  }

  /** Returns the number of events that wait for asynchronous listeners. */
  public int queued() {
    return queued.get();
  }

  /** Returns whether the number of undelivered asynchronous events has reached the capacity. */
  public boolean isFull() {
    return queued.get() >= capacity;
  }

  /**
   * Queues the events of one change, and counts the asynchronous ones against the capacity. The
   * caller holds the key.
   *
   * @return what the caller has to deliver after the release of the key; null if no listener is
   *     registered for these events
   */
  public @Nullable PendingEvents<K, V> publish(List<CacheChangeEvent<K, V>> changes) {
    ListenerRegistry.Snapshot<K, V> known = listeners.snapshot();
    QueuedEvent<K, V> now = queue(SYNCHRONOUS, changes, known.synchronous());
    QueuedEvent<K, V> later = queue(ASYNCHRONOUS, changes, known.asynchronous());
    if (later != null) {
      count(later);
    }
    return now == null && later == null ? null : new PendingEvents<>(now, later);
  }

  private @Nullable QueuedEvent<K, V> queue(
      int kind, List<CacheChangeEvent<K, V>> changes, List<Registration<K, V>> interested) {
    for (CacheChangeEvent<K, V> change : changes) {
      for (Registration<K, V> listener : interested) {
        if (listener.wants(change.kind())) {
          return queues().get(kind).add(changes, interested);
        }
      }
    }
    return null;
  }

  private List<KeyedEventQueues<K, V>> queues() {
    List<KeyedEventQueues<K, V>> known = queues;
    return known.isEmpty() ? createQueues() : known;
  }

  private synchronized List<KeyedEventQueues<K, V>> createQueues() {
    if (queues.isEmpty()) {
      queues = List.of(new KeyedEventQueues<>(this::run), new KeyedEventQueues<>(this::run));
    }
    return queues;
  }

  private void count(QueuedEvent<K, V> event) {
    if (event.countAgainstCapacity()) {
      queued.incrementAndGet();
    }
  }

  /**
   * Delivers the events of an operation after the release of its keys, and blocks while too many
   * asynchronous events are undelivered, unless the thread must not wait.
   *
   * @param own what {@link #publish} returned
   * @param others further results of {@code publish}, some may be null
   * @param mayWait false if the calling thread holds a key, so that other threads may wait for it
   * @param failure the failure of the operation, or null
   * @return the first failure, with later ones of synchronous listeners suppressed; null if there
   *     is none
   */
  public @Nullable Throwable deliver(
      @Nullable PendingEvents<K, V> own,
      List<@Nullable PendingEvents<K, V>> others,
      boolean mayWait,
      @Nullable Throwable failure) {
    if (own == null && others.isEmpty() && queued.get() <= capacity) {
      return failure;
    }
    // All asynchronous events are submitted before the thread waits, because they count against the
    // capacity.
    submitAsynchronous(own);
    others.forEach(this::submitAsynchronous);
    long maxWait = mayWait ? maxWait() : 0;
    Throwable first = deliverSynchronous(own, maxWait, failure);
    for (PendingEvents<K, V> other : others) {
      first = deliverSynchronous(other, maxWait, first);
    }
    awaitCapacity(mayWait);
    return first;
  }

  private void submitAsynchronous(@Nullable PendingEvents<K, V> pending) {
    if (pending != null) {
      submit(executor, pending.asynchronous());
    }
  }

  private static <K, V> @Nullable Throwable deliverSynchronous(
      @Nullable PendingEvents<K, V> pending, long maxWait, @Nullable Throwable failure) {
    QueuedEvent<K, V> event = pending == null ? null : pending.synchronous();
    if (event == null) {
      return failure;
    }
    event.queue.deliver(event, maxWait);
    return QueuedEvent.first(failure, event.failure);
  }

  /** Returns the longest wait of the calling thread for a delivering thread, in nanoseconds. */
  public long maxWait() {
    return MAX_WAIT.get()[0];
  }

  /**
   * Runs work that other threads may wait for. Deliveries inside it do not block on the capacity,
   * and wait for a delivering thread at most {@code nanos}.
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
    return listeners.snapshot().hasSynchronousEvictionListener()
        ? new Outbox<>(this, outboxes)
        : null;
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
        count(now);
        submit(unrelated, now);
      }
      submit(unrelated, pending.asynchronous());
    }
  }

  private void submit(Executor by, @Nullable QueuedEvent<K, V> event) {
    if (event != null) {
      execute(by, () -> event.queue.deliver(event));
    }
  }

  private void execute(Executor by, Runnable task) {
    try {
      by.execute(task);
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
    queues.forEach(KeyedEventQueues::deliverAll);
  }

  private void run(QueuedEvent<K, V> event) {
    try {
      withMaxWait(0, event::callListeners);
    } finally {
      if (event.markDone() && queued.getAndDecrement() >= capacity) {
        signalCapacity();
      }
    }
  }

  /**
   * Blocks while more events than the capacity are undelivered, unless the thread must not wait. If
   * the executor is the user's, the caller delivers them itself after a second.
   *
   * @param mayWait false if the calling thread holds a key, so that other threads may wait for it
   */
  public void awaitCapacity(boolean mayWait) {
    if (queued.get() <= capacity || !mayWait || maxWait() != FOREVER) {
      return;
    }
    while (!awaitBelowCapacity()) {
      // Tasks were lost by the user's executor, or by a thread whose stack overflowed.
      if (executor != unrelated) {
        drainAll();
        return;
      }
      if (draining.compareAndSet(false, true)) {
        execute(
            unrelated,
            () -> {
              draining.set(false);
              drainAll();
            });
      }
    }
  }

  /** Waits for a second at most; returns whether the events are below the capacity. */
  private boolean awaitBelowCapacity() {
    Thread me = Thread.currentThread();
    boolean isInterrupted = false;
    long start = System.nanoTime();
    try {
      while (isAboveCapacity()) {
        long left = MAX_WAIT_FOR_EXECUTOR - (System.nanoTime() - start);
        if (left <= 0) {
          return false;
        }
        waiting.add(me);
        if (isAboveCapacity()) {
          LockSupport.parkNanos(this, left);
        }
        waiting.remove(me);
        isInterrupted |= Thread.interrupted();
      }
      return true;
    } finally {
      if (isInterrupted) {
        me.interrupt();
      }
    }
  }

  private boolean isAboveCapacity() {
    return queued.get() > capacity && !closed;
  }

  private void signalCapacity() {
    for (Thread thread = waiting.poll(); thread != null; thread = waiting.poll()) {
      LockSupport.unpark(thread);
    }
  }

  /** Ends all registrations, and discards undelivered events. */
  @Override
  public void close() {
    closed = true;
    listeners.deregisterAll();
    queues.forEach(KeyedEventQueues::clear);
    signalCapacity();
  }

  /** Returns whether no key has a queue, for tests of leaks. */
  boolean isIdle() {
    return queues.stream().allMatch(KeyedEventQueues::isEmpty);
  }
}
