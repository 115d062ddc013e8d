package dev.larder.testing;

import dev.larder.LarderCachingProvider;
import dev.larder.memo.Memoizer;
import dev.larder.time.Scheduler;
import dev.larder.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;

/**
 * A clock that a test steps. It drives expiry, reloads and watched files of the caches of its
 * {@link #provider}, and the functions of its {@link #memoizer}. There is no timer thread: {@link
 * #advance} removes expired entries and starts due tasks in the calling thread. Listeners and
 * loaders run in background threads unless the cache has an executor. With {@code
 * executor(Runnable::run)} they have ended when {@code advance} returns.
 *
 * <p>Thread-safe. Each clock has its own provider, which {@code Caching.getCachingProvider()} does
 * not return. The test passes its cache manager to the code under test.
 */
public final class SteppedClock implements AutoCloseable {
  private final Time time = new Time();
  private final LarderCachingProvider provider = new LarderCachingProvider(time, time, time);

  /** Creates a clock that stands at 0. */
  public SteppedClock() {}

  /** Returns the provider whose caches use this clock; always the same one. */
  public CachingProvider provider() {
    return provider;
  }

  /** Returns the default cache manager of the provider. */
  public CacheManager manager() {
    return provider.getCacheManager();
  }

  /**
   * Returns a memoizer whose functions use this clock. They are created by its methods {@code
   * function}, {@code biFunction} and {@code supplier}; the static {@code Memoizer.memoize} does
   * not use the clock.
   */
  public Memoizer memoizer() {
    return Memoizer.create().ticker(time);
  }

  /** Returns the time that has passed since the clock was created. */
  public Duration elapsed() {
    return Duration.ofNanos(time.nanos());
  }

  /**
   * Returns a JDK clock that follows this one, for code that compares instants, such as an expiry
   * at the end of a token's validity.
   *
   * @param start the instant at which this clock stood at 0; not null
   * @return a clock in UTC
   */
  public Clock clock(Instant start) {
    InstantSource source = () -> start.plusNanos(time.nanos());
    return source.withZone(ZoneOffset.UTC);
  }

  /**
   * Advances the time, and runs each expiry and reload at its due time. When this method returns,
   * expired entries are removed. Their events and the due reloads have been handed to the executing
   * threads. Concurrent calls run one after the other.
   *
   * @param duration zero or more; not null
   * @throws IllegalArgumentException if the duration is negative
   * @throws IllegalStateException if a listener, loader or policy that this call runs calls it
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("the duration must be >= 0: " + duration);
    }
    time.advance(Ticker.nanos(duration));
  }

  /** Closes the provider with its managers and caches. */
  @Override
  public void close() {
    provider.close();
  }

  /**
   * The time source of the caches. It also executes the tasks that caches submit while time
   * advances.
   */
  private static final class Time implements Ticker, Scheduler, Executor {
    /** Half of {@code Long.MAX_VALUE}, so that sums cannot overflow. */
    private static final long LAST = Long.MAX_VALUE / 2;

    private final ReentrantLock advancing = new ReentrantLock();
    private volatile long now;

    // Guarded by the lock.
    private final Queue<Runnable> handedOver = new ArrayDeque<>();

    // Guarded by this.
    private final Set<Task> tasks = Collections.newSetFromMap(new IdentityHashMap<>());
    private long next = NEVER;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void parkUntil(long deadline) {
      LockSupport.parkNanos(this, Duration.ofMillis(1).toNanos());
    }

    @Override
    public synchronized void add(Task task) {
      tasks.add(task);
    }

    @Override
    public synchronized void remove(Task task) {
      tasks.remove(task);
    }

    @Override
    public synchronized void wakeAt(long deadline) {
      next = Math.min(next, deadline);
    }

    private synchronized long take() {
      long taken = next;
      next = NEVER;
      return taken;
    }

    private synchronized List<Task> tasks() {
      return List.copyOf(tasks);
    }

    /**
     * Runs a task after the due tasks if this thread advances the time, or else in the background.
     */
    @Override
    public void execute(Runnable task) {
      if (advancing.isHeldByCurrentThread()) {
        handedOver.add(task);
      } else {
        ForkJoinPool.commonPool().execute(task);
      }
    }

    private void advance(long nanos) {
      if (advancing.isHeldByCurrentThread()) {
        throw new IllegalStateException("the clock is being advanced by this thread already");
      }
      advancing.lock();
      try {
        long end = Math.min(LAST, now + Math.min(LAST, nanos));
        long due = take();
        while (due <= end) {
          now = Math.max(now, due);
          runAll();
          due = take();
        }
        wakeAt(due);
        now = end;
        runHandedOver();
      } finally {
        handedOver.clear();
        advancing.unlock();
      }
    }

    /** Runs all tasks. A task that asks for an immediate repetition runs a nanosecond later. */
    private void runAll() {
      for (Task task : tasks()) {
        wakeAt(Math.max(now + 1, task.run(now)));
      }
      runHandedOver();
    }

    private void runHandedOver() {
      for (Runnable task = handedOver.poll(); task != null; task = handedOver.poll()) {
        task.run();
      }
    }
  }
}
