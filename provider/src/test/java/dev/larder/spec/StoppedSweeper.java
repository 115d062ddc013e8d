package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;

import dev.larder.TestProvider;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.expiry.CreatedExpiryPolicy;

/**
 * Blocks the provider's expiry thread until closed, so that operations find expired entries. The
 * thread waits in the {@code hashCode} of a key whose expiry it has to report.
 */
public final class StoppedSweeper implements AutoCloseable {
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /** Blocks the expiry thread. */
  public StoppedSweeper(TestProvider provider) throws InterruptedException {
    var second = new javax.cache.expiry.Duration(TimeUnit.SECONDS, 1);
    Cache<Object, String> cache =
        provider.cache(
            "stopped-sweeper",
            new MutableConfiguration<Object, String>()
                .setTypes(Object.class, String.class)
                .setStoreByValue(false)
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(second)));
    CacheEntryExpiredListener<Object, String> listener = events -> {};
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(() -> listener, null, false, false));
    cache.put(new Stopper(Thread.currentThread()), "");
    provider.ticker().advance(Duration.ofSeconds(5));
    assertThat("the expiry thread is blocked", stopped.await(10, TimeUnit.SECONDS));
  }

  @Override
  public void close() {
    released.countDown();
  }

  private final class Stopper {
    private final Thread creator;

    Stopper(Thread creator) {
      this.creator = creator;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      if (Thread.currentThread() != creator) {
        stopped.countDown();
        try {
          released.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return 1;
    }
  }
}
