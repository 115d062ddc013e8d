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
 * A clock that a test steps. Expiry, reloads and watched files of the caches of its {@link
 * #provider} go by this clock, and so do the functions of its {@link #memoizer}. There is no timer
 * thread: {@link #advance} removes what has expired and starts what is due, in the calling thread.
 * Listeners and loaders run in background threads, unless the cache has an executor: with {@code
 * executor(Runnable::run)} they have ended when {@code advance} returns.
 *
 * <p>Thread-safe. Each clock has a provider of its own, which {@code Caching.getCachingProvider()}
 * does not return: the test hands its cache manager to the code under test.
 */
public final class SteppedClock implements AutoCloseable {
  private final Time time = new Time();
  private final LarderCachingProvider provider = new LarderCachingProvider(time, time, time);

  /** Makes a clock that stands at 0. */
  public SteppedClock() {}

  /** The provider whose caches go by this clock; always the same one. */
  public CachingProvider provider() {
    return provider;
  }

  /** The default cache manager of the provider. */
  public CacheManager manager() {
    return provider.getCacheManager();
  }

  /**
   * A memoizer whose functions go by this clock. Its methods {@code function}, {@code biFunction}
   * and {@code supplier} make them; the static {@code Memoizer.memoize} does not know the clock.
   */
  public Memoizer memoizer() {
    return Memoizer.create().ticker(time);
  }

  /** The time that has passed since the clock was made. */
  public Duration elapsed() {
    return Duration.ofNanos(time.nanos());
  }

  /**
   * A clock of the JDK that goes with this one, for code that compares instants, such as an expiry
   * by the end of a token.
   *
   * @param start the instant at which this clock stood at 0; not null
   * @return a clock in UTC
   */
  public Clock clock(Instant start) {
    InstantSource source = () -> start.plusNanos(time.nanos());
    return source.withZone(ZoneOffset.UTC);
  }

  /**
   * Lets time pass, and runs each expiry and reload at its due time. When this returns, entries
   * that have expired are removed, and their events and the reloads that were due are handed over
   * to the threads that carry them out. Concurrent calls run one after the other.
   *
   * @param duration zero or more; not null
   * @throws IllegalArgumentException if it is negative
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

  /** The clock as caches see it. It also runs what caches hand over while time passes. */
  private static final class Time implements Ticker, Scheduler, Executor {
    /** So far that nothing overflows. */
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

    /** Runs a task after what is due, if this thread lets time pass; else in the background. */
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

    /** Runs all tasks; one that wants to be called at once is called a nanosecond later. */
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
