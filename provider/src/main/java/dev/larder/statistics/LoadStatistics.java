package dev.larder.statistics;

import dev.larder.LarderStatistics.LoadListener;
import dev.larder.LarderStatistics.Registration;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts and times the calls of a cache's loader. Thread-safe. */
public final class LoadStatistics {
  private static final Logger LOG = System.getLogger(LoadStatistics.class.getName());

  private final String cacheName;
  private final LongAdder calls = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final List<LoadRegistration> registrations = new CopyOnWriteArrayList<>();

  /** Creates counts that are 0. */
  public LoadStatistics(String cacheName) {
    this.cacheName = cacheName;
  }

  /** Returns the name of the cache whose loads are counted. */
  public String cacheName() {
    return cacheName;
  }

  /**
   * Counts a call that ends now.
   *
   * @param start the {@link System#nanoTime} at the start of the call
   */
  public void called(long start, boolean hasFailed) {
    long duration = System.nanoTime() - start;
    nanos.add(duration);
    calls.increment();
    if (hasFailed) {
      failures.increment();
    }
    for (LoadRegistration registration : registrations) {
      notify(registration.listener, duration, hasFailed);
    }
  }

  private static void notify(LoadListener listener, long duration, boolean hasFailed) {
    try {
      listener.loaded(duration, hasFailed);
    } catch (Throwable e) {
      LOG.log(Level.WARNING, "a listener of loads failed", e);
    }
  }

  /** Adds a listener, until the registration is closed. */
  public Registration add(LoadListener listener) {
    Objects.requireNonNull(listener, "the listener must not be null");
    // The registration itself is in the list, so it ends one of two of the same listener.
    LoadRegistration registration = new LoadRegistration(listener);
    registrations.add(registration);
    return registration;
  }

  /** Compared by identity. */
  private final class LoadRegistration implements Registration {
    private final LoadListener listener;

    LoadRegistration(LoadListener listener) {
      this.listener = listener;
    }

    @Override
    public void close() {
      registrations.remove(this);
    }
  }

  /** Returns the number of calls that have ended, each for one key or for many. */
  public long calls() {
    return calls.sum();
  }

  /** Returns the number of calls that have failed. */
  public long failures() {
    return failures.sum();
  }

  /** Returns the total time of the calls in nanoseconds. */
  public long nanos() {
    return nanos.sum();
  }

  /** Returns the mean time of a call in microseconds, 0 if there was none. */
  public float averageMicros() {
    long count = calls.sum();
    return count == 0 ? 0 : (float) nanos.sum() / count / TimeUnit.MICROSECONDS.toNanos(1);
  }

  /** Resets all figures to 0. A call that ends concurrently may or may not be counted. */
  public void clear() {
    calls.reset();
    failures.reset();
    nanos.reset();
  }
}
