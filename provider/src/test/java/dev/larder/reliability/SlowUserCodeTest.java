package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.larder.EvictionPolicy;
import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.spec.Eventually;
import dev.larder.spec.SpecTest;
import dev.larder.spec.Together;
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
import javax.cache.Cache;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * While user code holds one key, every operation on other keys completes: on keys of the same hash
 * code, and on those that grow the table, evict or expire. Nothing is timed: the user code ends
 * after the operations.
 */
class SlowUserCodeTest extends SpecTest {
  private static final int KEYS = 5_000;
  private static final int HASH = 1;
  private static final int ROUNDS = 200;

  private final InspectedStores stores = new InspectedStores();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final SlowSource source = new SlowSource();
  private final FailingKey slow = new FailingKey(SlowSource.NAME, HASH);

  @AfterEach
  void close() {
    released.countDown();
    source.release();
    provider.close();
  }

  @ParameterizedTest
  @EnumSource(EvictionPolicy.class)
  void operations_otherKeyIsHeld_goOn(EvictionPolicy policy) throws Exception {
    Cache<FailingKey, FailingValue> cache =
        provider.cache(
            "cache",
            LarderConfiguration.builder(FailingKey.class, FailingValue.class)
                .evictionPolicy(policy)
                .maximumSize(KEYS / 2)
                .expireAfterAccess(Duration.ofSeconds(1))
                .store(stores)
                .build());
    Thread holder = new Thread(() -> cache.invoke(slow, (entry, any) -> hold(entry)), "holder");
    holder.start();
    begun.await();
    for (int i = 0; i < KEYS; i++) {
      use(cache, new FailingKey("colliding", HASH), i);
      use(cache, new FailingKey("colliding" + i % 100, HASH), i);
      use(cache, new FailingKey("other" + i, i), i);
    }
    useAll(cache);
    released.countDown();
    holder.join();
    assertThat(cache.get(slow).text(), is("held"));
    stores.check();
  }

  @ParameterizedTest
  @EnumSource(SlowOperation.class)
  void operations_slowUserCodeOfAbsentKey_goOn(SlowOperation what) throws Exception {
    checkOthersGoOn(what, false, EnumSet.complementOf(EnumSet.of(CacheOperation.CLEAR)));
  }

  /** Operations that change all entries have to wait for this key. */
  @ParameterizedTest
  @EnumSource(
      value = SlowOperation.class,
      names = {"LOAD", "LOAD_IN_PROCESSOR", "LOAD_ALL_BY_GET_ALL"}, // they would find it
      mode = EnumSource.Mode.EXCLUDE)
  void operations_slowUserCodeOfPresentKey_goOn(SlowOperation what) throws Exception {
    Set<CacheOperation> changeAll =
        EnumSet.of(
            CacheOperation.CLEAR,
            CacheOperation.REMOVE_ALL_KEYS,
            CacheOperation.ITERATE_AND_REMOVE);
    checkOthersGoOn(what, true, EnumSet.complementOf(EnumSet.copyOf(changeAll)));
  }

  private void checkOthersGoOn(SlowOperation what, boolean present, Set<CacheOperation> calls)
      throws Exception {
    Set<FailingKey> keys =
        new LinkedHashSet<>(List.of(slow, new FailingKey(SlowSource.NAME + " too", HASH)));
    Cache<FailingKey, FailingValue> cache = provider.cache("cache", configuration());
    if (present) {
      keys.forEach(key -> cache.put(key, new FailingValue(CacheOperation.OLD)));
    }
    source.becomeSlow();
    Together holder = Together.start(1, thread -> what.body.run(cache, keys, source));
    source.begun.await();
    Map<CacheOperation, Integer> done = new EnumMap<>(CacheOperation.class);
    for (int i = 0; i < ROUNDS; i++) {
      for (CacheOperation operation : calls) {
        operation.body.run(
            cache, new FailingKey("colliding" + i % 3, HASH), new FailingKey("other" + i, i));
        done.merge(operation, 1, Integer::sum);
      }
      load(
          cache, Set.of(new FailingKey("colliding" + i % 5, HASH), new FailingKey("other" + i, i)));
    }
    assertThat("calls that are still blocked", source.inside(), is(1));
    calls.forEach(operation -> assertThat(operation.name(), done.get(operation), is(ROUNDS)));
    source.release();
    Together.values(holder.end());
    assertThat(cache.containsKey(slow), is(what.leavesEntries()));
    stores.check();
  }

  private LarderConfiguration<FailingKey, FailingValue> configuration() {
    return LarderConfiguration.builder(FailingKey.class, FailingValue.class)
        .maximumSize(ROUNDS / 2)
        .expireAfterAccess(Duration.ofSeconds(1))
        .keyCopier(FailingKey::copy)
        .valueCopier(FailingValue::copy)
        .loader(source)
        .writer(source)
        .store(stores)
        .build();
  }

  private static void load(Cache<FailingKey, FailingValue> cache, Set<FailingKey> keys)
      throws Exception {
    loadAll(cache, keys);
  }

  @Test
  void clear_keyIsHeld_waitsAndBlocksNoOther() throws Exception {
    Cache<FailingKey, FailingValue> cache =
        provider.cache(
            "cache", LarderConfiguration.builder(FailingKey.class, FailingValue.class).build());
    Together holder =
        Together.start(1, thread -> cache.invoke(slow, (entry, arguments) -> hold(entry)));
    begun.await();
    Together clearing = Together.start(() -> cache.clear());
    clearing.awaitWaiting(0);
    for (int i = 0; i < KEYS; i++) {
      use(cache, new FailingKey("other" + i, i), i);
    }
    released.countDown();
    Together.values(holder.end());
    Together.values(clearing.end());
    assertThat(cache.containsKey(slow), is(false));
  }

  private Object hold(MutableEntry<FailingKey, FailingValue> entry) {
    begun.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    entry.setValue(new FailingValue("held"));
    return null;
  }

  private static void use(Cache<FailingKey, FailingValue> cache, FailingKey key, int number) {
    cache.put(key, new FailingValue("v"));
    cache.get(key);
    cache.invoke(key, (entry, arguments) -> entry.getValue());
    if (number % 2 == 0) {
      cache.remove(key);
    }
  }

  /** Operations on all entries that need not wait for the held key. */
  private void useAll(Cache<FailingKey, FailingValue> cache) {
    LarderCacheMXBean control = bean(cache);
    int found = 0;
    for (Cache.Entry<FailingKey, FailingValue> entry : cache) {
      found += entry.getValue() == null ? 0 : 1;
    }
    assertThat(control.getSize(), is((long) found));
    cache.getAll(keysOf(cache));
    control.setMaximum(10);
    assertThat(control.getSize(), is(10L));
    control.setMaximum(KEYS);
    seconds(2);
    Eventually.isTrue("all have expired", () -> control.getSize() == 0);
    cache.removeAll();
  }

  private static Set<FailingKey> keysOf(Cache<FailingKey, FailingValue> cache) {
    Set<FailingKey> keys = new HashSet<>();
    cache.forEach(entry -> keys.add(entry.getKey()));
    return keys;
  }
}
