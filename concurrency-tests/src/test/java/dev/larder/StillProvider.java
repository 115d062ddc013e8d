package dev.larder;

import dev.larder.time.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;

/**
 * A provider without active threads: time passes and expired entries are removed only when the test
 * says so. Lincheck reproduces an interleaving by repeating the steps of its own threads, so no
 * other thread may take part.
 */
public final class StillProvider implements AutoCloseable {
  private final StillTicker ticker = new StillTicker();
  private final LarderCachingProvider provider = new LarderCachingProvider(ticker);
  private final CacheManager manager;

  public StillProvider() {
    manager = provider.getCacheManager(URI.create("still"), null, null);
    // The expiry thread runs as long as one cache can expire, so no new one is started.
    manager.createCache(
        "kept-open",
        new MutableConfiguration<>()
            .setExpiryPolicyFactory(
                CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_DAY)));
  }

  public CacheManager manager() {
    return manager;
  }

  /** Returns the time in nanoseconds. */
  public long now() {
    return ticker.now;
  }

  /** Resets the time to 0; called when no cache is in use. */
  public void restart() {
    ticker.now = 0;
  }

  /** Advances the time; called by one thread. */
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
