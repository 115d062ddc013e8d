package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.larder.CacheOutcomeUnknownException;
import dev.larder.CacheUnavailableException;
import dev.larder.EntryExpiry;
import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.reliability.Logged;
import dev.larder.store.Claim;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreDescription;
import dev.larder.store.StoreFactory;
import dev.larder.store.bytes.ByteStoreFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cache on a store that other processes share, and whose calls are dear. */
class RemoteStoreTest extends SpecTest {
  private final ByteStoreFactory stores = new ByteStoreFactory();
  private final EventLog events = new EventLog();

  private LarderConfigurationBuilder<String, String> remote() {
    return builder().store(stores);
  }

  private LarderConfigurationBuilder<String, String> remote(String with) {
    return switch (with) {
      case "nothing" -> remote();
      case "expiry" -> remote().expireAfterWrite(Duration.ofMinutes(1));
      case "listener" -> remote().listener(listening(events, true));
      case "loader" -> remote().loader(new MapLoader<>(key -> "loaded " + key));
      default -> throw new IllegalArgumentException(with);
    };
  }

  private long callsOf(Runnable operation) {
    long before = stores.calls();
    operation.run();
    return stores.calls() - before;
  }

  private static Map<String, String> numbered(int count) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      entries.put("key " + i, "value " + i);
    }
    return entries;
  }

  static Stream<Arguments> bulkOperations() {
    Map<String, Consumer<Cache<String, String>>> operations = new LinkedHashMap<>();
    for (int count : new int[] {10, 1_000}) {
      Map<String, String> all = numbered(count);
      Set<String> keys = all.keySet();
      operations.put("putAll of " + count, cache -> cache.putAll(all));
      operations.put("getAll of " + count, cache -> cache.getAll(keys));
      operations.put("removeAll of " + count, cache -> cache.removeAll(keys));
      operations.put("loadAll of " + count, cache -> loadAll(cache, keys));
      operations.put(
          "invokeAll of " + count,
          cache ->
              cache.invokeAll(
                  keys,
                  (entry, arguments) -> {
                    entry.setValue(entry.getValue() + "!");
                    return entry.getKey();
                  }));
    }
    return Stream.of("nothing", "expiry", "listener", "loader")
        .flatMap(
            with ->
                operations.entrySet().stream()
                    .map(each -> arguments(with, Named.of(each.getKey(), each.getValue()))));
  }

  /** Claim of the first key, claim of the others, commit of all; a read before for getAll. */
  @ParameterizedTest
  @MethodSource("bulkOperations")
  void bulkOperation_anyNumberOfKeys_makesAtMostFourCalls(
      String with, Consumer<Cache<String, String>> operation) {
    Cache<String, String> cache = cache(remote(with));
    cache.putAll(numbered(500));
    assertThat(callsOf(() -> operation.accept(cache)) <= 4, is(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "expiry", "listener"})
  void operationOnOneKey_anyCache_isOneCall(String with) {
    Cache<String, String> cache = cache(remote(with));
    Map<String, Runnable> operations = new LinkedHashMap<>();
    operations.put("put", () -> cache.put("k", "a"));
    operations.put("get", () -> cache.get("k"));
    operations.put("a miss", () -> cache.get("absent"));
    operations.put("containsKey", () -> cache.containsKey("k"));
    operations.put("getAndPut", () -> cache.getAndPut("k", "b"));
    operations.put("putIfAbsent", () -> cache.putIfAbsent("k", "c"));
    operations.put("replace", () -> cache.replace("k", "d"));
    operations.put("getAndReplace", () -> cache.getAndReplace("k", "e"));
    operations.put("remove", () -> cache.remove("k"));
    operations.put("getAndRemove", () -> cache.getAndRemove("k"));
    operations.forEach((name, operation) -> assertThat(name, callsOf(operation), is(1L)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "expiry", "listener"})
  void comparison_withoutConflict_isTwoCalls(String with) {
    Cache<String, String> cache = cache(remote(with));
    cache.put("k", "a");
    assertThat(callsOf(() -> cache.replace("k", "a", "b")), is(2L));
    assertThat(callsOf(() -> cache.invoke("k", setting("c"))), is(2L));
    assertThat(callsOf(() -> cache.remove("k", "c")), is(2L));
  }

  @Test
  void iterator_manyEntries_readsPages() {
    Cache<String, String> cache = cache(remote());
    cache.putAll(numbered(1_000));
    Set<String> found = new TreeSet<>();
    assertThat(
        callsOf(() -> cache.forEach(entry -> found.add(entry.getKey() + entry.getValue()))),
        is(11L));
    assertThat(found.size(), is(1_000));
  }

  @Test
  void listener_bulkOperations_areNotifiedOfEachKey() {
    Cache<String, String> cache = cache(remote("listener"));
    cache.putAll(Map.of("a", "1"));
    cache.putAll(Map.of("a", "2"));
    cache.removeAll(Set.of("a"));
    assertThat(events.lines(), contains("CREATED a 1", "UPDATED a 1->2", "REMOVED a 2"));
  }

  @Test
  void close_cacheOfThatNameAgain_hasTheEntries() {
    Cache<String, String> cache = cache(remote());
    cache.put("k", "v");
    cache.close();
    try (Logged logged = new Logged("dev.larder.jcache.CacheBuilder")) {
      assertThat(cache(remote()).get("k"), is("v"));
      assertThat(
          logged.records().get(0).getMessage(),
          is(
              "cache 'spec': attached to store 'bytes', which keeps entries after close and has 1"
                  + " entries"));
    }
  }

  @Test
  void destroyCache_cacheOfThatNameAgain_isEmpty() {
    Cache<String, String> cache = cache(remote());
    cache.put("k", "v");
    CacheManager manager = cache.getCacheManager();
    manager.destroyCache(cache.getName());
    assertThat(cache(remote()).get("k"), is(nullValue()));
  }

  /** Two managers stand for two processes. */
  @Test
  void listener_changesOfAnotherProcess_areHeardOnce() {
    Cache<String, String> cache = cache(remote("listener"));
    ClassLoader other = new ClassLoader(getClass().getClassLoader()) {};
    Cache<String, String> elsewhere =
        provider
            .provider()
            .getCacheManager(cache.getCacheManager().getURI(), other)
            .createCache(cache.getName(), remote().build());
    elsewhere.put("k", "1");
    elsewhere.put("k", "2");
    elsewhere.remove("k");
    Eventually.isTrue("three events", () -> events.lines().size() == 3);
    assertThat(events.lines(), contains("CREATED k 1", "UPDATED k 1->2", "REMOVED k 2"));
    cache.put("k", "3");
    assertThat(events.lines().size(), is(4));
    elsewhere.getCacheManager().close();
  }

  @Test
  void maximum_storeWithoutBound_isRefusedWithItsName() {
    UnsupportedOperationException refused =
        assertThrows(UnsupportedOperationException.class, () -> cache(remote().maximumSize(10)));
    assertThat(
        refused.getMessage(),
        is(
            "cache 'spec': maximum-size or maximum-weight needs a store that bounds its entries,"
                + " such as heap; this one is 'bytes'"));
    LarderCacheMXBean bean = cache(remote()).unwrap(LarderCacheMXBean.class);
    refused = assertThrows(UnsupportedOperationException.class, () -> bean.setMaximum(10));
    assertThat(
        refused.getMessage(), is("cache 'spec': store 'bytes' has no bound that could be moved"));
    assertThat(bean.getMaximum(), is(Long.MAX_VALUE));
  }

  @Test
  void getAll_statistics_countHitsAndMisses() {
    Cache<String, String> cache = cache(remote().statistics());
    cache.putAll(numbered(5));
    assertThat(cache.getAll(numbered(8).keySet()), is(aMapWithSize(5)));
    assertThat(Figures.of(cache), is(new Figures(5, 3, 5, 0, 0)));
  }

  private Cache<String, Integer> counters(ByteStoreFactory factory, CacheManager manager) {
    return manager.createCache(
        "counters",
        LarderConfiguration.builder(String.class, Integer.class).store(factory).build());
  }

  private CacheManager otherProcess(CacheManager manager) {
    ClassLoader other = new ClassLoader(getClass().getClassLoader()) {};
    return provider.provider().getCacheManager(manager.getURI(), other);
  }

  @Test
  void invoke_incrementsInTwoProcesses_losesNone() {
    CacheManager manager = cache(remote()).getCacheManager();
    List<Cache<String, Integer>> caches =
        List.of(counters(stores, manager), counters(stores, otherProcess(manager)));
    Together increments =
        Together.start(
            4,
            thread -> {
              for (int i = 0; i < 500; i++) {
                caches
                    .get(thread % 2)
                    .invoke(
                        "k",
                        (entry, arguments) -> {
                          entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
                          return null;
                        });
              }
              return thread;
            });
    Together.values(increments.end());
    assertThat(caches.get(0).get("k"), is(2_000));
  }

  /** The processor of one process finds each of its tries overtaken by the other one. */
  @Test
  void invoke_entryChangedElsewhereEachTime_isGivenUp() {
    CacheManager manager = cache(remote()).getCacheManager();
    Cache<String, Integer> cache = counters(stores, manager);
    Cache<String, Integer> elsewhere = counters(stores, otherProcess(manager));
    int[] tries = new int[1];
    CacheUnavailableException thrown =
        assertThrows(
            CacheUnavailableException.class,
            () ->
                cache.invoke(
                    "k",
                    (entry, arguments) -> {
                      elsewhere.put("k", ++tries[0]);
                      entry.setValue(-1);
                      return null;
                    }));
    assertThat(
        thrown.getMessage(),
        is(
            "cache 'counters': an operation was given up, because other processes changed its entry"
                + " 100 times before it could be stored"));
    assertThat(tries[0], is(101));
    assertThat(cache.get("k"), is(101));
    cache.put("k", 0);
    assertThat("the key is free", elsewhere.get("k"), is(0));
  }

  /** A store whose commits fail, as without a connection. */
  private static StoreFactory disconnecting(RuntimeException failure) {
    ByteStoreFactory factory = new ByteStoreFactory();
    return new StoreFactory() {
      @Override
      public StoreDescription description() {
        return factory.description();
      }

      @Override
      public <K, V> Store<K, V> create(StoreContext<K, V> context) {
        return proxy(
            Store.class,
            factory.create(context),
            (method, result) ->
                method.getName().equals("claim")
                    ? proxy(
                        Claim.class,
                        result,
                        (inner, found) -> {
                          if (inner.getName().equals("commit")) {
                            throw failure;
                          }
                          return found;
                        })
                    : result);
      }
    };
  }

  @SuppressWarnings("unchecked")
  private static <T> T proxy(
      Class<T> type, Object target, BiFunction<Method, Object, Object> result) {
    return (T)
        Proxy.newProxyInstance(
            RemoteStoreTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return result.apply(method, method.invoke(target, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void invoke_storeCannotCommit_failsAndFreesTheKey() {
    var failure = new CacheOutcomeUnknownException("no answer", null);
    Cache<String, String> cache = cache(builder().store(disconnecting(failure)));
    assertThat(
        assertThrows(CacheOutcomeUnknownException.class, () -> cache.invoke("k", setting("v"))),
        is(failure));
    IllegalStateException first = new IllegalStateException("the processor fails");
    EntryProcessorException thrown =
        assertThrows(
            EntryProcessorException.class,
            () ->
                cache.invoke(
                    "k",
                    (entry, arguments) -> {
                      throw first;
                    }));
    assertThat(thrown.getCause(), is(first));
    assertThat(List.of(thrown.getSuppressed()), contains(failure));
    cache.put("k", "free");
    assertThat(cache.get("k"), is("free"));
  }

  private static CacheEntryCreatedListener<String, String> failingFor(String key) {
    return changes ->
        changes.forEach(
            change -> {
              if (change.getKey().equals(key)) {
                throw new IllegalStateException("listener of " + key);
              }
            });
  }

  static Stream<Named<UnaryOperator<LarderConfigurationBuilder<String, String>>>> nearAndFar() {
    return Stream.of(
        Named.of("heap", builder -> builder),
        Named.of("bytes", builder -> builder.store(new ByteStoreFactory())));
  }

  @ParameterizedTest
  @MethodSource("nearAndFar")
  void invokeAll_failuresOfSomeKeys_areTheResultsOfThoseKeys(
      UnaryOperator<LarderConfigurationBuilder<String, String>> store) {
    Cache<String, String> cache =
        cache(store.apply(builder()).listener(listening(failingFor("b"), true)));
    Map<String, EntryProcessorResult<String>> results =
        cache.invokeAll(
            Set.of("a", "b", "c", "d"),
            (entry, arguments) -> {
              if (entry.getKey().equals("c")) {
                throw new IllegalStateException("processor of c");
              }
              entry.setValue("v");
              return "done";
            });
    assertThat(results.keySet(), is(Set.of("a", "b", "c", "d")));
    assertThat(results.get("a").get(), is("done"));
    assertThat(results.get("d").get(), is("done"));
    assertThrows(EntryProcessorException.class, results.get("b")::get);
    assertThrows(EntryProcessorException.class, results.get("c")::get);
    assertThat(entries(cache), is(Map.of("a", "v", "b", "v", "d", "v")));
  }

  @ParameterizedTest
  @MethodSource("nearAndFar")
  void putAll_policyFailsForOneKey_storesTheOthers(
      UnaryOperator<LarderConfigurationBuilder<String, String>> store) {
    Cache<String, String> cache =
        cache(
            store
                .apply(builder())
                .expireAfterWrite(
                    (key, value) -> {
                      if (key.equals("b")) {
                        throw new AssertionError("policy of b");
                      }
                      return EntryExpiry.ETERNAL;
                    }));
    AssertionError thrown =
        assertThrows(
            AssertionError.class, () -> cache.putAll(Map.of("a", "1", "b", "2", "c", "3")));
    assertThat(thrown.getMessage(), is("policy of b"));
    assertThat(entries(cache), is(Map.of("a", "1", "c", "3")));
  }

  @ParameterizedTest
  @MethodSource("nearAndFar")
  void get_policyAskedDuringAPut_findsTheEntry(
      UnaryOperator<LarderConfigurationBuilder<String, String>> store) {
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    EntryExpiry<String, String> policy =
        new EntryExpiry<>() {
          @Override
          public Duration getExpiryForCreation(String key, String value) {
            return ETERNAL;
          }

          @Override
          public Duration getExpiryForUpdate(String key, String value) {
            return ETERNAL;
          }

          @Override
          public Duration getExpiryForAccess(String key, String value) {
            meanwhile.getAndSet(() -> {}).run();
            return Duration.ofHours(1);
          }
        };
    Cache<String, String> cache = cache(store.apply(builder()).entryExpiry(policy));
    cache.put("k", "old");
    meanwhile.set(() -> cache.put("k", "new"));
    assertThat(cache.get("k"), is("new"));
    meanwhile.set(() -> cache.put("k", "newer"));
    assertThat(cache.getAll(Set.of("k")), is(Map.of("k", "newer")));
  }

  /** Each call of its hash code returns another one, as if other threads changed the key. */
  private static final class UnstableKey {
    private int calls;

    @Override
    public boolean equals(Object other) {
      return other == this;
    }

    @Override
    public int hashCode() {
      return calls++;
    }
  }

  @Test
  @Timeout(20)
  void bulkOperations_keyWithAnUnstableHashCode_return() {
    Cache<Object, Object> cache =
        cache(
            LarderConfiguration.builder(Object.class, Object.class)
                .storeByReference()
                .loader(new MapLoader<>(key -> "loaded"))
                .writer(new CountingWriter()));
    Set<Object> keys = Set.of(new UnstableKey(), "stable");
    assertThat(cache.getAll(keys).get("stable"), is("loaded"));
    cache.removeAll(keys);
    assertThat(cache.containsKey("stable"), is(false));
  }
}
