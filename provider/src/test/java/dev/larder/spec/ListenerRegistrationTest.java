package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.io.Closeable;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import org.junit.jupiter.api.Test;

/** Registration and deregistration while other threads use or close the cache. */
class ListenerRegistrationTest extends SpecTest {
  /** A listener that counts the calls of its close method. */
  private static final class Counted
      implements CacheEntryCreatedListener<String, String>, Closeable {
    private final AtomicInteger closings = new AtomicInteger();

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {}

    @Override
    public void close() {
      closings.incrementAndGet();
    }

    CacheEntryListenerConfiguration<String, String> configuration() {
      return listening(this, true);
    }
  }

  @Test
  void register_slowFactory_blocksNoOtherOperation() {
    Cache<String, String> cache = cache(strings());
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    Counted late = new Counted();
    var slow =
        new MutableCacheEntryListenerConfiguration<String, String>(
            () -> {
              begun.countDown();
              await(proceed);
              return late;
            },
            null,
            false,
            true);
    Together registering = Together.start(() -> cache.registerCacheEntryListener(slow));
    await(begun);
    List<Together.Outcome> others =
        Together.run(
            1,
            thread -> {
              var quick = new Counted().configuration();
              cache.registerCacheEntryListener(quick);
              cache.deregisterCacheEntryListener(quick);
              cache.getConfiguration(Configuration.class);
              cache.getCacheManager().enableStatistics(cache.getName(), true);
              cache.getCacheManager().getCache(cache.getName(), String.class, String.class);
              cache.close();
              return "closed";
            });
    assertThat(Together.values(others), contains("closed"));
    proceed.countDown();
    Throwable failure = registering.end().get(0).failure;
    assertThat(failure, instanceOf(IllegalStateException.class));
    assertThat("closed, because it was never registered", late.closings.get(), is(1));
  }

  @Test
  void deregister_racesWithClose_closesTheListenerOnce() {
    for (int round = 0; round < 200; round++) {
      Cache<String, String> cache = provider.cache("closing" + round, strings());
      Counted listener = new Counted();
      var configuration = listener.configuration();
      cache.registerCacheEntryListener(configuration);
      List<Together.Outcome> both =
          Together.run(
              2,
              thread -> {
                if (thread == 0) {
                  cache.close();
                } else {
                  cache.deregisterCacheEntryListener(configuration);
                }
                return null;
              });
      Throwable failure = both.get(1).failure;
      assertThat(failure, anyOf(nullValue(), instanceOf(IllegalStateException.class)));
      assertThat(listener.closings.get(), is(1));
    }
  }
}
