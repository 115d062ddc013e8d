package dev.larder;

import dev.larder.time.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;

/**
 * A provider whose own threads do nothing: time passes, and what is due is swept, only where the
 * test says so. Lincheck repeats an interleaving by repeating what its threads do, so there must be
 * no other thread that takes part.
 */
public final class StillProvider implements AutoCloseable {
  private final StillTicker ticker = new StillTicker();
  private final LarderCachingProvider provider = new LarderCachingProvider(ticker);
  private final CacheManager manager;

  public StillProvider() {
    manager = provider.getCacheManager(URI.create("still"), null, null);
    // As long as one cache can expire, the thread for expiry goes on, and no other is started.
    manager.createCache(
        "kept-open",
        new MutableConfiguration<>()
            .setExpiryPolicyFactory(
                CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_DAY)));
  }

  public CacheManager manager() {
    return manager;
  }

  /** The time in nanoseconds. */
  public long now() {
    return ticker.now;
  }

  /** Sets the time back to the beginning, when no cache is in use. */
  public void restart() {
    ticker.now = 0;
  }

  /** Lets time pass; called by one thread. */
  public void advance(Duration duration) {
    ticker.now = now() + duration.toNanos();
  }

  @Override
  public void close() {
    provider.close();
    ticker.closed = true;
    LockSupport.unpark(ticker.parked);
  }

  private static final class StillTicker implements Ticker {
    private volatile long now;
    private volatile boolean closed;
    private volatile Thread parked;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void parkUntil(long deadline) {
      parked = Thread.currentThread();
      while (!closed) {
        LockSupport.park(this);
      }
    }
  }
}
