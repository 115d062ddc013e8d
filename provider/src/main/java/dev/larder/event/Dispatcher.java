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
 * Takes what happened, under the key's exclusion, and delivers it after its release: to synchronous
 * listeners by the thread that did it, to asynchronous ones by the executor; to each listener in
 * the order of the key.
 *
 * <p>Threads that others may wait for do not wait here, or not for long: those inside a listener, a
 * loader, writer or processor not at all, those that load for others as long as {@link
 * #withPatience} says. What they do not wait for is delivered by whoever is delivering for that
 * key. So listeners may use any cache, their own included, without a deadlock.
 *
 * <p>Asynchronous deliveries are counted, and a thread that finds too many of them waits for room
 * once its operation is done: the queue exceeds its bound by what one operation of each thread
 * causes (its change and the evictions that make room for it, for each key of a bulk operation that
 * calls the loader or the writer once), by what is due at once when expiry begins, and by what
 * listeners, loaders, writers and processors and a smaller bound cause. Thread-safe.
 */
public final class Dispatcher<K, V> implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Dispatcher.class.getName());

  /** As long as it takes. */
  static final long FOREVER = Long.MAX_VALUE;

  /**
   * How long a thread waits for another one that is delivering for the same key, in nanoseconds.
   * The array stays with the thread, and keeps no class alive.
   */
  private static final ThreadLocal<long[]> PATIENCE =
      ThreadLocal.withInitial(() -> new long[] {FOREVER});

  /** How long an operation waits for room before it calls listeners itself, if it may. */
  private static final long PATIENCE_WITH_EXECUTOR = TimeUnit.SECONDS.toNanos(1);

  /** Replaced as a whole: under this object's lock, or by the end of the cache. */
  private volatile Registrations<K, V> registrations = Registrations.none();

  private final KeyedEventQueues<K, V> synchronous = new KeyedEventQueues<>(this::runSynchronous);
  private final KeyedEventQueues<K, V> asynchronous = new KeyedEventQueues<>(this::runAsynchronous);
  private final UnaryOperator<K> copyKey;
  private final UnaryOperator<V> copyValue;
  private final Executor executor;
  private final Executor unrelated;
  private final int capacity;

  /** The operations that tell in the end what they have evicted. */
  private final Map<Thread, Outbox<K, V>> outboxes = new ConcurrentHashMap<>();

  private final OnceAMinute warnings = new OnceAMinute(Ticker.system());
  private final AtomicInteger queued = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private volatile boolean closed;

  /** Whether the stack of a thread ended where it handed an event over. */
  private volatile boolean overflowed;

  /** The places of one change in the queues of both kinds. */
  public record Pending<K, V>(
      @Nullable QueuedEvent<K, V> synchronous, @Nullable QueuedEvent<K, V> asynchronous) {}

  /**
   * Makes a dispatcher without listeners.
   *
   * @param executor delivers what operations cause, perhaps in the calling thread
   * @param unrelated delivers what no operation causes, never in the calling thread
   * @param capacity how many asynchronous deliveries may wait
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
   * Makes a listener, which is told nothing before it is {@linkplain #add added}. Calls the user's
   * factories, so it takes no lock.
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
   * @throws IllegalArgumentException if its configuration has been registered meanwhile
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

  /** Ends a registration; answers the customizations to close, none if it was not registered. */
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

  /** Whether anybody listens. */
  public boolean isActive() {
    return !registrations.all().isEmpty();
  }

  /** Whether the asynchronous queue has no room. */
  public boolean isFull() {
    return queued.get() >= capacity;
  }

  /** Queues what happened to one key: under its exclusion. Null if nobody wants to know. */
  public @Nullable Pending<K, V> publish(List<CacheChangeEvent<K, V>> occurrences) {
    Registrations<K, V> known = registrations;
    QueuedEvent<K, V> now = queue(synchronous, occurrences, known.synchronous());
    QueuedEvent<K, V> later = queue(asynchronous, occurrences, known.asynchronous());
    if (later != null) {
      queued.incrementAndGet();
    }
    return now == null && later == null ? null : new Pending<>(now, later);
  }

  private @Nullable QueuedEvent<K, V> queue(
      KeyedEventQueues<K, V> lane,
      List<CacheChangeEvent<K, V>> occurrences,
      Map<Kind, List<Registration<K, V>>> targets) {
    for (CacheChangeEvent<K, V> occurrence : occurrences) {
      if (targets.containsKey(occurrence.kind())) {
        return lane.add(occurrences, targets);
      }
    }
    return null;
  }

  /** Hands what is for asynchronous listeners to them; answers what is left to deliver. */
  public @Nullable Pending<K, V> submit(@Nullable Pending<K, V> pending) {
    if (pending == null) {
      return null;
    }
    submit(executor, pending.asynchronous());
    QueuedEvent<K, V> now = pending.synchronous();
    return now == null ? null : new Pending<>(now, null);
  }

  /**
   * Delivers after the release of the key, and throws what a synchronous listener threw.
   *
   * @param mayWait false if the calling thread holds any key, so that others may wait for it
   */
  public void deliver(@Nullable Pending<K, V> pending, boolean mayWait) {
    boolean full = queued.get() > capacity;
    if (pending == null && !full) {
      return;
    }
    long patience = mayWait ? patience() : 0;
    QueuedEvent<K, V> now = null;
    if (pending != null) {
      submit(executor, pending.asynchronous());
      now = pending.synchronous();
    }
    if (now != null) {
      synchronous.deliver(now, patience);
    }
    // Also for what this operation evicted, which went to the queue before.
    if (patience == FOREVER) {
      awaitRoom();
    }
    if (now != null) {
      rethrow(now.failure);
    }
  }

  /** How long the calling thread waits for another one that is delivering, in nanoseconds. */
  public long patience() {
    return PATIENCE.get()[0];
  }

  /**
   * Runs what others may wait for, so that it must not wait for room, nor for other listeners but
   * for so long.
   *
   * @param nanos the most to wait for another thread that is delivering; 0 for not at all
   */
  public void withPatience(long nanos, Runnable work) {
    long[] patience = PATIENCE.get();
    long before = patience[0];
    patience[0] = Math.min(before, nanos);
    try {
      work.run();
    } finally {
      patience[0] = before;
    }
  }

  /**
   * Begins an operation that tells synchronous listeners in the end what it has evicted; null if no
   * such listener hears of evictions.
   */
  public @Nullable Outbox<K, V> openOutbox() {
    return registrations.tellsEvictionsAtOnce() ? new Outbox<>(this, outboxes) : null;
  }

  /**
   * Delivers an eviction: in the end of the calling thread's operation if that has an outbox, else
   * by the executor.
   */
  public void deliverEviction(@Nullable Pending<K, V> pending) {
    boolean isAwaited = pending != null && pending.synchronous() != null;
    Outbox<K, V> outbox = isAwaited ? outboxes.get(Thread.currentThread()) : null;
    if (outbox == null || pending == null) {
      deliverLater(pending);
    } else {
      outbox.add(pending);
    }
  }

  /** Delivers to listeners of both kinds by the executor: for what no operation caused. */
  public void deliverLater(@Nullable Pending<K, V> pending) {
    if (pending != null) {
      QueuedEvent<K, V> now = pending.synchronous();
      if (now != null) {
        // Waits for a thread like the others, so it counts like them until it is made.
        if (now.count()) {
          queued.incrementAndGet();
        }
        execute(unrelated, () -> synchronous.deliver(now));
      }
      submit(unrelated, pending.asynchronous());
    }
  }

  private void submit(Executor by, @Nullable QueuedEvent<K, V> delivery) {
    if (delivery != null) {
      execute(by, () -> asynchronous.deliver(delivery));
    }
  }

  private void execute(Executor by, Runnable delivery) {
    try {
      if (overflowed) {
        overflowed = false;
        by.execute(this::deliverWhatIsLeft);
      }
      by.execute(delivery);
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
            "the executor takes no call of a cache entry listener, so the listener is called in the"
                + " calling thread; the next warning in a minute",
            e);
      }
      delivery.run();
      deliverWhatIsLeft();
    }
  }

  private void deliverWhatIsLeft() {
    synchronous.deliverAll();
    asynchronous.deliverAll();
  }

  private void runSynchronous(QueuedEvent<K, V> delivery) {
    try {
      run(delivery);
    } finally {
      if (delivery.uncount()) {
        leaveQueue();
      }
    }
  }

  private void runAsynchronous(QueuedEvent<K, V> delivery) {
    try {
      run(delivery);
    } finally {
      leaveQueue();
    }
  }

  private void leaveQueue() {
    if (queued.getAndDecrement() >= capacity) {
      signalRoom();
    }
  }

  /** Calls the listeners; what they throw is kept with the delivery. */
  private void run(QueuedEvent<K, V> delivery) {
    withPatience(
        0,
        () -> {
          for (CacheChangeEvent<K, V> occurrence : delivery.occurrences) {
            for (Registration<K, V> target :
                delivery.targets.getOrDefault(occurrence.kind(), List.of())) {
              try {
                target.deliver(occurrence, copyKey, copyValue);
              } catch (RuntimeException | Error e) {
                keep(delivery, e);
              }
            }
          }
        });
  }

  private static void keep(QueuedEvent<?, ?> delivery, Throwable failure) {
    Throwable first = delivery.failure;
    if (first == null) {
      delivery.failure = failure;
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

  private void awaitRoom() {
    if (queued.get() <= capacity) {
      return;
    }
    boolean isInterrupted = false;
    long left = executor == unrelated ? FOREVER : PATIENCE_WITH_EXECUTOR;
    lock.lock();
    try {
      while (queued.get() > capacity && !closed && left > 0) {
        try {
          if (left == FOREVER) {
            room.awaitUninterruptibly();
          } else {
            left = room.awaitNanos(left);
          }
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    } finally {
      lock.unlock();
    }
    if (left <= 0 && !closed) {
      // The executor of the user has made no room for long: it may have lost what it was given.
      deliverWhatIsLeft();
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void signalRoom() {
    lock.lock();
    try {
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends all registrations, and forgets what was not delivered. */
  @Override
  public void close() {
    closed = true;
    deregisterAll();
    synchronous.clear();
    asynchronous.clear();
    signalRoom();
  }

  /** Ends all registrations; answers the customizations to close. */
  public synchronized List<Object> deregisterAll() {
    List<Registration<K, V>> known = registrations.all();
    known.forEach(Registration::cancel);
    registrations = Registrations.none();
    return known.stream().flatMap(one -> one.customizations().stream()).toList();
  }

  /** Whether every queue is gone: for tests of leaks. */
  boolean isIdle() {
    return synchronous.isEmpty() && asynchronous.isEmpty();
  }
}
