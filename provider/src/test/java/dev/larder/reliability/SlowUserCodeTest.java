package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.larder.EvictionPolicy;
import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.TestProvider;
import dev.larder.spec.Eventually;
import dev.larder.spec.Together;
import dev.larder.spec.Watchdog;
import dev.larder.store.heap.InspectedStores;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * While user code holds one key, every operation on all others completes: those of the same hash
 * code, those that make the table grow, evict or expire. Nothing is timed: the user code ends only
 * after all of them have.
 */
@ExtendWith(Watchdog.class)
class SlowUserCodeTest {
  private static final int KEYS = 5_000;
  private static final int HASH = 1;
  private static final int ROUNDS = 200;

  private final TestProvider provider = new TestProvider();
  private final InspectedStores stores = new InspectedStores();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final SlowSource source = new SlowSource();
  private final Key slow = new Key(SlowSource.NAME, HASH);

  @AfterEach
  void close() {
    released.countDown();
    source.release();
    provider.close();
  }

  @ParameterizedTest
  @EnumSource(EvictionPolicy.class)
  void operations_otherKeyIsHeld_goOn(EvictionPolicy policy) throws Exception {
    Cache<Key, Payload> cache =
        provider.cache(
            "cache",
            LarderConfiguration.builder(Key.class, Payload.class)
                .evictionPolicy(policy)
                .maximumSize(KEYS / 2)
                .expireAfterAccess(Duration.ofSeconds(1))
                .store(stores)
                .build());
    Thread holder = new Thread(() -> cache.invoke(slow, (entry, any) -> hold(entry)), "holder");
    holder.start();
    begun.await();
    for (int i = 0; i < KEYS; i++) {
      use(cache, new Key("alike", HASH), i);
      use(cache, new Key("alike" + i % 100, HASH), i);
      use(cache, new Key("other" + i, i), i);
    }
    useAll(cache);
    released.countDown();
    holder.join();
    assertThat(cache.get(slow).text(), is("held"));
    stores.check();
  }

  @ParameterizedTest
  @EnumSource(Slow.class)
  void operations_slowUserCodeOfAbsentKey_goOn(Slow what) throws Exception {
    checkOthersGoOn(what, false, EnumSet.complementOf(EnumSet.of(Call.CLEAR)));
  }

  /** Whoever changes all entries would wait for this one. */
  @ParameterizedTest
  @EnumSource(
      value = Slow.class,
      names = {"LOAD", "LOAD_IN_PROCESSOR", "LOAD_ALL_BY_GET_ALL"}, // they would find it
      mode = EnumSource.Mode.EXCLUDE)
  void operations_slowUserCodeOfPresentKey_goOn(Slow what) throws Exception {
    Set<Call> changeAll = EnumSet.of(Call.CLEAR, Call.REMOVE_WHATEVER, Call.ITERATE_AND_REMOVE);
    checkOthersGoOn(what, true, EnumSet.complementOf(EnumSet.copyOf(changeAll)));
  }

  private void checkOthersGoOn(Slow what, boolean present, Set<Call> calls) throws Exception {
    Set<Key> keys = new LinkedHashSet<>(List.of(slow, new Key(SlowSource.NAME + " too", HASH)));
    Cache<Key, Payload> cache = provider.cache("cache", configuration());
    if (present) {
      keys.forEach(key -> cache.put(key, new Payload(Call.OLD)));
    }
    source.becomeSlow();
    Together holder = Together.start(1, thread -> what.body.run(cache, keys, source));
    source.begun.await();
    Map<Call, Integer> done = new EnumMap<>(Call.class);
    for (int i = 0; i < ROUNDS; i++) {
      for (Call call : calls) {
        call.body.run(cache, new Key("alike" + i % 3, HASH), new Key("other" + i, i));
        done.merge(call, 1, Integer::sum);
      }
      load(cache, Set.of(new Key("alike" + i % 5, HASH), new Key("other" + i, i)));
    }
    assertThat("takes its time all the while", source.inside(), is(1));
    calls.forEach(call -> assertThat(call.name(), done.get(call), is(ROUNDS)));
    source.release();
    Together.values(holder.end());
    assertThat(cache.containsKey(slow), is(what.leavesEntries()));
    stores.check();
  }

  private LarderConfiguration<Key, Payload> configuration() {
    return LarderConfiguration.builder(Key.class, Payload.class)
        .maximumSize(ROUNDS / 2)
        .expireAfterAccess(Duration.ofSeconds(1))
        .keyCopier(Key::copy)
        .valueCopier(Payload::copy)
        .loader(source)
        .writer(source)
        .store(stores)
        .build();
  }

  private static void load(Cache<Key, Payload> cache, Set<Key> keys) throws Exception {
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(keys, true, done);
    done.get(60, TimeUnit.SECONDS);
  }

  @Test
  void clear_keyIsHeld_waitsAndBlocksNoOther() throws Exception {
    Cache<Key, Payload> cache =
        provider.cache("cache", LarderConfiguration.builder(Key.class, Payload.class).build());
    Together holder =
        Together.start(1, thread -> cache.invoke(slow, (entry, arguments) -> hold(entry)));
    begun.await();
    Together clearing =
        Together.start(
            1,
            thread -> {
              cache.clear();
              return null;
            });
    clearing.awaitWaiting(0);
    for (int i = 0; i < KEYS; i++) {
      use(cache, new Key("other" + i, i), i);
    }
    released.countDown();
    Together.values(holder.end());
    Together.values(clearing.end());
    assertThat(cache.containsKey(slow), is(false));
  }

  private Object hold(MutableEntry<Key, Payload> entry) {
    begun.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    entry.setValue(new Payload("held"));
    return null;
  }

  private static void use(Cache<Key, Payload> cache, Key key, int number) {
    cache.put(key, new Payload("v"));
    cache.get(key);
    cache.invoke(key, (entry, arguments) -> entry.getValue());
    if (number % 2 == 0) {
      cache.remove(key);
    }
  }

  /** What looks at all entries, and need not wait for the one. */
  private void useAll(Cache<Key, Payload> cache) {
    LarderCacheMXBean control = cache.unwrap(LarderCacheMXBean.class);
    int found = 0;
    for (Cache.Entry<Key, Payload> entry : cache) {
      found += entry.getValue() == null ? 0 : 1;
    }
    assertThat(control.getSize(), is((long) found));
    cache.getAll(keysOf(cache));
    control.setMaximum(10);
    assertThat(control.getSize(), is(10L));
    control.setMaximum(KEYS);
    provider.ticker().advance(Duration.ofSeconds(2));
    Eventually.isTrue("all have expired", () -> control.getSize() == 0);
    cache.removeAll();
  }

  private static Set<Key> keysOf(Cache<Key, Payload> cache) {
    Set<Key> keys = new HashSet<>();
    cache.forEach(entry -> keys.add(entry.getKey()));
    return keys;
  }
}
