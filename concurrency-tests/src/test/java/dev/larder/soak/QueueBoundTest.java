package dev.larder.soak;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.larder.CacheEntryEvictedListener;
import dev.larder.CacheEntryEviction;
import dev.larder.LarderConfiguration;
import dev.larder.TestProvider;
import dev.larder.store.Running;
import java.util.concurrent.CountDownLatch;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueBoundTest {
  private final TestProvider provider = new TestProvider();
  private final CountDownLatch goOn = new CountDownLatch(1);

  @AfterEach
  void close() {
    goOn.countDown();
    provider.close();
  }

  /** Listens to what comes and what goes, and takes its time. */
  private final class Slow
      implements CacheEntryCreatedListener<Integer, Integer>,
          CacheEntryEvictedListener<Integer, Integer> {
    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends Integer>> events) {
      await();
    }

    @Override
    public void onEvicted(Iterable<CacheEntryEviction<Integer, Integer>> evictions) {
      await();
    }

    private void await() {
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aThreadExceedsTheQueueByItsChangeAndTheEvictionForIt() {
    Cache<Integer, Integer> cache =
        provider.cache(
            "listened-to",
            LarderConfiguration.builder(Integer.class, Integer.class)
                .maximumSize(1)
                .listenerQueueSize(1)
                .listener(
                    new MutableCacheEntryListenerConfiguration<>(Slow::new, null, false, false))
                .build());
    cache.put(1, 1);
    assertThat("within its size", Inside.queuedEvents(cache), is(1));
    Running<Boolean> second = Running.start(() -> cache.putIfAbsent(2, 2)).awaitWaiting();
    assertThat("while the thread waits", Inside.queuedEvents(cache), is(3));
    goOn.countDown();
    assertThat("added", second.get(), is(true));
  }
}
