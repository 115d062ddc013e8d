package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.CacheEntryEvictedListener;
import dev.larder.CacheEntryEviction;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners: when they are called, the properties of their events, and their registration. */
class ListenerTest extends SpecTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 200;

  @Test
  void synchronousListener_operationReturns_hasFired() {
    EventLog log = new EventLog();
    Cache<String, String> cache = cache(strings());
    cache.registerCacheEntryListener(log.configuration(true));
    Together.all(
        THREADS,
        thread -> {
          for (int round = 0; round < ROUNDS; round++) {
            String value = thread + "." + round;
            cache.put("k", value);
            assertThat(log.lines().toString().contains(value), is(true));
          }
        });
  }

  @Test
  void asynchronousListener_blocks_doesNotBlockTheCaller() {
    CountDownLatch released = new CountDownLatch(1);
    EventLog log = new EventLog(event -> await(released));
    Cache<String, String> cache = cache(strings());
    cache.registerCacheEntryListener(log.configuration(false));
    cache.put("k", "a");
    cache.put("k", "b");
    cache.remove("k");
    released.countDown();
    log.awaitLines(3);
    assertThat(log.lines(), contains("CREATED k a", "UPDATED k a->b", "REMOVED k b"));
  }

  @Test
  void filter_rejectsEvent_listenerIsNotCalled() {
    EventLog log = new EventLog();
    Cache<String, String> cache = cache(strings());
    var configuration =
        new MutableCacheEntryListenerConfiguration<String, String>(
            () -> log, () -> event -> event.getKey().startsWith("a"), true, true);
    cache.registerCacheEntryListener(configuration);
    assertThrows(
        IllegalArgumentException.class, () -> cache.registerCacheEntryListener(configuration));
    cache.putAll(Map.of("a", "1", "b", "2"));
    assertThat(log.lines(), contains("CREATED a 1"));
    cache.deregisterCacheEntryListener(configuration);
    cache.put("aa", "3");
    assertThat(log.lines(), hasSize(1));
  }

  @Test
  void createdListener_otherEvents_isNotCalled() {
    List<String> received = new CopyOnWriteArrayList<>();
    CacheEntryCreatedListener<String, String> listener =
        events -> events.forEach(event -> received.add(event.getKey()));
    Cache<String, String> cache = cache(strings());
    cache.put("k", "v");
    cache.registerCacheEntryListener(listening(listener, true));
    cache.put("k", "w");
    cache.remove("k");
    assertThat(received, is(empty()));
    cache.put("k", "v");
    assertThat(received, contains("k"));
  }

  @Test
  void event_properties_describeTheChange() {
    List<CacheEntryEvent<? extends String, ? extends String>> received = new ArrayList<>();
    Cache<String, String> cache = cache(strings());
    cache.registerCacheEntryListener(new EventLog(received::add).configuration(true));
    cache.put("k", "v");
    cache.put("k", "w");
    assertThat(received.get(0).isOldValueAvailable(), is(false));
    assertThat(received.get(1).isOldValueAvailable(), is(true));
    CacheEntryEvent<? extends String, ? extends String> event = received.get(0);
    assertThat(event.unwrap(CacheEntryEvent.class), is(sameInstance(event)));
    assertThrows(IllegalArgumentException.class, () -> event.unwrap(String.class));
    assertThat(event.toString(), is("CREATED in cache 'spec'"));
  }

  @Test
  void eviction_properties_nameTheCache() {
    List<CacheEntryEviction<String, String>> received = new ArrayList<>();
    CacheEntryEvictedListener<String, String> listener = events -> events.forEach(received::add);
    Cache<String, String> cache = cache(builder().maximumSize(1));
    cache.registerCacheEntryListener(listening(listener, true));
    cache.put("a", "1");
    cache.put("b", "2");
    Eventually.isTrue("the event of the eviction", () -> !received.isEmpty());
    CacheEntryEviction<String, String> eviction = received.get(0);
    assertThat(eviction.getSource(), is(sameInstance(cache)));
    assertThat(eviction.unwrap(CacheEntryEviction.class), is(sameInstance(eviction)));
    assertThrows(IllegalArgumentException.class, () -> eviction.unwrap(String.class));
  }

  /** A closable listener. */
  private interface ClosableListener extends CacheEntryCreatedListener<String, String>, Closeable {}

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void register_filterFactoryThrows_closesTheListener(boolean closingFails) {
    AtomicInteger closings = new AtomicInteger();
    ClosableListener listener =
        new ClosableListener() {
          @Override
          public void onCreated(
              Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {}

          @Override
          public void close() {
            closings.incrementAndGet();
            if (closingFails) {
              throw new IllegalStateException("closing");
            }
          }
        };
    Cache<String, String> cache = cache(strings());
    var configuration =
        new MutableCacheEntryListenerConfiguration<String, String>(
            () -> listener,
            () -> {
              throw new IllegalArgumentException("filter");
            },
            false,
            true);
    var thrown =
        assertThrows(RuntimeException.class, () -> cache.registerCacheEntryListener(configuration));
    assertThat(closings.get(), is(1));
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
    assertThat(cause.getMessage(), is("filter"));
    assertThat(cause.getSuppressed().length, is(closingFails ? 1 : 0));
    cache.put("k", "v");
  }
}
