package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.CacheEntryEvictedListener;
import dev.larder.CacheEntryEviction;
import dev.larder.LarderConfiguration;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners of both kinds: order, expiry without touch, evictions, and what listeners may do. */
class ListenerTest extends SpecTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 200;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void events_oneKey_arriveInOrder(boolean synchronous) {
    EventLog log = new EventLog();
    Cache<String, String> cache = cache(strings());
    cache.registerCacheEntryListener(log.configuration(synchronous));
    cache.put("k", "start");
    Together.values(
        Together.run(
            THREADS,
            thread -> {
              for (int round = 0; round < ROUNDS; round++) {
                cache.put("k", thread + "." + round);
              }
              return true;
            }));
    log.awaitLines(THREADS * ROUNDS + 1);
    String last = "start";
    for (String line : log.lines().subList(1, THREADS * ROUNDS + 1)) {
      int arrow = line.indexOf("->");
      String old = line.substring("UPDATED k ".length(), arrow);
      assertThat("each change begins where the last ended", old, is(last));
      last = line.substring(arrow + 2);
    }
    assertThat(cache.get("k"), is(last));
  }

  @Test
  void synchronousListener_operationReturns_hasFired() {
    EventLog log = new EventLog();
    Cache<String, String> cache = cache(strings());
    cache.registerCacheEntryListener(log.configuration(true));
    Together.values(
        Together.run(
            THREADS,
            thread -> {
              for (int round = 0; round < ROUNDS; round++) {
                String value = thread + "." + round;
                cache.put("k", value);
                assertThat(log.lines().toString().contains(value), is(true));
              }
              return true;
            }));
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void expiry_untouchedEntry_firesExpiredWithValue(boolean synchronous) {
    EventLog log = new EventLog();
    var minute = new javax.cache.expiry.Duration(TimeUnit.MINUTES, 1);
    Cache<String, String> cache =
        cache(strings().setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(minute)));
    cache.registerCacheEntryListener(log.configuration(synchronous));
    cache.put("k", "v");
    provider.ticker().advance(Duration.ofSeconds(59));
    assertThat(cache.containsKey("k"), is(true));
    provider.ticker().advance(Duration.ofSeconds(5));
    log.awaitLines(2);
    assertThat(log.lines(), contains("CREATED k v", "EXPIRED k v"));
  }

  @Test
  void removeAll_manyKeys_firesRemovedForEach() {
    EventLog log = new EventLog();
    Cache<String, String> cache = cache(strings());
    cache.putAll(Map.of("a", "1", "b", "2", "c", "3"));
    cache.registerCacheEntryListener(log.configuration(true));
    cache.removeAll(Set.of("a", "absent"));
    assertThat(log.lines(), contains("REMOVED a 1"));
    cache.removeAll();
    assertThat(log.lines(), containsInAnyOrder("REMOVED a 1", "REMOVED b 2", "REMOVED c 3"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eviction_listener_firesEvictedNotRemoved(boolean synchronous) {
    EventLog log = new EventLog();
    Cache<String, String> cache =
        cache(LarderConfiguration.builder(String.class, String.class).maximumSize(2).build());
    cache.registerCacheEntryListener(log.configuration(synchronous));
    cache.put("a", "1");
    cache.put("b", "2");
    cache.get("a");
    cache.put("c", "3");
    log.awaitLines(4);
    assertThat(
        log.lines(),
        containsInAnyOrder("CREATED a 1", "CREATED b 2", "CREATED c 3", "EVICTED b 2"));
    assertThat(cache.containsKey("b"), is(false));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void listener_writesItsEventsKey_firesUpdated(boolean synchronous) {
    Cache<String, String> cache = cache(strings());
    EventLog log =
        new EventLog(
            event -> {
              if (event.getEventType() == EventType.CREATED) {
                cache.put(event.getKey(), "listener's");
              }
            });
    cache.registerCacheEntryListener(log.configuration(synchronous));
    Together.values(
        Together.run(
            THREADS,
            thread -> {
              cache.put("k" + thread % 2, "mine");
              return true;
            }));
    log.awaitLines(THREADS + 2);
    assertThat(log.lines(), hasItem("UPDATED k0 mine->listener's"));
    assertThat(log.lines(), hasItem("UPDATED k1 mine->listener's"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void listeners_writeToEachOthersCaches_end(boolean synchronous) {
    Cache<String, String> one = provider.cache("one", strings());
    Cache<String, String> two = provider.cache("two", strings());
    EventLog toTwo = new EventLog(event -> two.put("b", event.getValue()));
    EventLog toOne =
        new EventLog(
            event -> {
              if (!event.getValue().startsWith("end")) {
                one.put("b", "end " + event.getValue());
              }
            });
    one.registerCacheEntryListener(toTwo.configuration(synchronous));
    two.registerCacheEntryListener(toOne.configuration(synchronous));
    Together.values(
        Together.run(
            THREADS,
            thread -> {
              Cache<String, String> mine = thread % 2 == 0 ? one : two;
              for (int round = 0; round < ROUNDS; round++) {
                mine.put("a" + thread % 3, "x");
              }
              return true;
            }));
    toTwo.awaitLines(THREADS / 2 * ROUNDS);
    toOne.awaitLines(THREADS / 2 * ROUNDS);
  }

  @Test
  void synchronousListener_throws_isWrappedAndChangeStays() {
    EventLog log =
        new EventLog(
            event -> {
              throw new IllegalStateException("on purpose");
            });
    Cache<String, String> cache = cache(strings());
    cache.registerCacheEntryListener(log.configuration(true));
    var thrown = assertThrows(CacheEntryListenerException.class, () -> cache.put("k", "v"));
    assertThat(thrown.getCause(), is(instanceOf(IllegalStateException.class)));
    assertThat(cache.containsKey("k"), is(true));
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
    List<String> heard = new CopyOnWriteArrayList<>();
    CacheEntryCreatedListener<String, String> listener =
        events -> events.forEach(event -> heard.add(event.getKey()));
    Cache<String, String> cache = cache(strings());
    cache.put("k", "v");
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<String, String>(
            () -> listener, null, false, true));
    cache.put("k", "w");
    cache.remove("k");
    assertThat(heard, is(empty()));
    cache.put("k", "v");
    assertThat(heard, contains("k"));
  }

  @Test
  void event_properties_describeTheChange() {
    List<CacheEntryEvent<? extends String, ? extends String>> heard = new ArrayList<>();
    Cache<String, String> cache = cache(strings());
    cache.registerCacheEntryListener(new EventLog(heard::add).configuration(true));
    cache.put("k", "v");
    cache.put("k", "w");
    assertThat(heard.get(0).isOldValueAvailable(), is(false));
    assertThat(heard.get(1).isOldValueAvailable(), is(true));
    CacheEntryEvent<? extends String, ? extends String> event = heard.get(0);
    assertThat(event.unwrap(CacheEntryEvent.class), is(sameInstance(event)));
    assertThrows(IllegalArgumentException.class, () -> event.unwrap(String.class));
    assertThat(event.toString(), is("CREATED in cache 'spec'"));
  }

  @Test
  void eviction_properties_nameTheCache() {
    List<CacheEntryEviction<String, String>> heard = new ArrayList<>();
    CacheEntryEvictedListener<String, String> listener = events -> events.forEach(heard::add);
    Cache<String, String> cache =
        cache(LarderConfiguration.builder(String.class, String.class).maximumSize(1).build());
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<String, String>(
            () -> listener, null, false, true));
    cache.put("a", "1");
    cache.put("b", "2");
    Eventually.isTrue("an eviction is heard of", () -> !heard.isEmpty());
    CacheEntryEviction<String, String> eviction = heard.get(0);
    assertThat(eviction.getSource(), is(sameInstance(cache)));
    assertThat(eviction.unwrap(CacheEntryEviction.class), is(sameInstance(eviction)));
    assertThrows(IllegalArgumentException.class, () -> eviction.unwrap(String.class));
  }

  /** A listener as a resource: closed if nobody will ever call it. */
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

  @Test
  void register_listenerFactoryReturnsNull_throws() {
    Cache<String, String> cache = cache(strings());
    var configuration =
        new MutableCacheEntryListenerConfiguration<String, String>(() -> null, null, false, true);
    var thrown =
        assertThrows(RuntimeException.class, () -> cache.registerCacheEntryListener(configuration));
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
    assertThat(cause.getMessage(), is("cache 'spec': the listener factory answered null"));
  }
}
