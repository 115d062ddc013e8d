package dev.larder.testing;

import dev.larder.LarderCachingProvider;
import dev.larder.memo.Memoizer;
import dev.larder.time.Ticker;
import dev.larder.time.Waker;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.cache.spi.CachingProvider;

/**
 * A clock that a test steps. Expiry, reloads and watched files of the caches of its {@link
 * #provider} go by this clock, and so do the functions of its {@link #memoizer}. There is no timer
 * thread: {@link #advance} removes what has expired and starts what is due, in the calling thread.
 * Listeners and loaders still run in background threads, or in the executor of the cache.
 *
 * <p>Thread-safe. Each clock has a provider of its own, which {@code Caching.getCachingProvider()}
 * does not return: the test hands its cache manager to the code under test.
 */
public final class SteppedClock {
  private final Time time = new Time();
  private final LarderCachingProvider provider = new LarderCachingProvider(time, time);

  /** Makes a clock that stands at 0. */
  public SteppedClock() {}

  /** The provider whose caches go by this clock; always the same one. The test closes it. */
  public CachingProvider provider() {
    return provider;
  }

  /** A memoizer whose functions go by this clock. */
  public Memoizer memoizer() {
    return Memoizer.create().ticker(time);
  }

  /** The time that has passed since the clock was made. */
  public Duration time() {
    return Duration.ofNanos(time.nanos());
  }

  /**
   * Lets time pass, and does what is due on the way, each thing at its time. When this returns,
   * entries that have expired are removed, and their events and the reloads that were due are
   * handed over to the threads that carry them out.
   *
   * @param duration zero or more; not null
   * @throws IllegalArgumentException if it is negative
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("the duration must be >= 0: " + duration);
    }
    time.advance(duration);
  }

  /** The clock as caches see it. */
  private static final class Time implements Ticker, Waker {
    private volatile long now;

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

    private void advance(Duration duration) {
      long end = Ticker.after(now, Ticker.nanos(duration));
      boolean goesOn = true;
      while (goesOn) {
        long due = take();
        goesOn = due <= end;
        now = Math.max(now, Math.min(due, end));
        if (goesOn) {
          runAll();
        } else {
          wakeAt(due);
        }
      }
      now = end;
    }

    /** Runs all tasks; one that wants to be called at once is called a nanosecond later. */
    private void runAll() {
      for (Task task : tasks()) {
        wakeAt(Math.max(Ticker.after(now, 1), task.run(now)));
      }
    }
  }
}
