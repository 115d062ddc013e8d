package dev.larder.valkey;

import static java.util.stream.Collectors.toMap;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderConfiguration;
import dev.larder.spec.Eventually;
import dev.larder.store.Running;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Caches that go on without their server. */
@Timeout(60)
class BypassTest {
  private final ServerProcess server = ServerProcess.start();
  private final Managers managers = new Managers();

  @AfterEach
  void close() {
    managers.close();
    server.close();
  }

  private String address() {
    return server.address() + "?timeout=200ms&on-failure=bypass";
  }

  @Test
  void operations_serverAway_areMisses() {
    Cache<String, String> cache = managers.cache(address());
    cache.put("k", "v");
    server.kill();
    assertThat(cache.get("k"), is(nullValue()));
    cache.put("k", "w");
    assertThat(cache.getAndPut("k", "x"), is(nullValue()));
    assertThat(cache.containsKey("k"), is(false));
    assertThat(cache.remove("k"), is(false));
    assertThat(cache.getAll(Set.of("k", "l")), is(Map.of()));
    cache.putAll(Map.of("k", "v", "l", "v"));
    assertThat(cache.<String>invoke("k", (entry, arguments) -> entry.getValue()), is(nullValue()));
    assertThat(cache.iterator().hasNext(), is(false));
    cache.clear();
    server.restart();
    Eventually.isTrue("it works again", () -> works(cache));
  }

  private static boolean works(Cache<String, String> cache) {
    cache.put("probe", "v");
    return "v".equals(cache.get("probe"));
  }

  @Test
  void keys_writtenMeanwhile_areRemovedFirst() {
    Cache<String, String> cache = managers.cache(address());
    cache.put("written", "old");
    cache.put("removed", "old");
    cache.put("untouched", "old");
    server.suspend();
    cache.put("written", "new");
    cache.remove("removed");
    server.resume();
    Eventually.isTrue("the server is back", () -> "old".equals(cache.get("untouched")));
    assertThat(cache.get("written"), is(nullValue()));
    assertThat(cache.get("removed"), is(nullValue()));
    cache.put("written", "newer");
    assertThat(cache.get("written"), is("newer"));
  }

  @Test
  void cache_clearedMeanwhile_isClearedAfterwards() {
    Cache<String, String> cache = managers.cache(address());
    cache.put("k", "old");
    server.suspend();
    cache.clear();
    server.resume();
    Eventually.isTrue("it works again", () -> works(cache));
    assertThat(cache.get("k"), is(nullValue()));
  }

  @Test
  void loaderAndWriter_serverAway_doTheWork() {
    Map<String, String> written = new ConcurrentHashMap<>();
    AtomicInteger loads = new AtomicInteger();
    Cache<String, String> cache =
        managers.cache(
            address(),
            String.class,
            String.class,
            settings -> {
              settings.setReadThrough(true);
              settings.setCacheLoaderFactory(
                  new FactoryBuilder.SingletonFactory<>(new CountingLoader(loads)));
              settings.setWriteThrough(true);
              settings.setCacheWriterFactory(
                  new FactoryBuilder.SingletonFactory<>(new MapWriter(written)));
            });
    assertThat(cache.get("k"), is("k1"));
    assertThat(cache.get("k"), is("k1"));
    server.kill();
    assertThat(cache.get("k"), is("k2"));
    assertThat(cache.get("k"), is("k3"));
    assertThat(cache.getAll(Set.of("a")), is(Map.of("a", "a4")));
    cache.put("k", "mine");
    assertThat(written, is(Map.of("k", "mine")));
    cache.remove("k");
    assertThat(written, is(Map.of()));
  }

  private record CountingLoader(AtomicInteger loads) implements CacheLoader<String, String> {
    @Override
    public String load(String key) {
      return key + loads.incrementAndGet();
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      Map<String, String> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }

  record MapWriter(Map<String, String> written) implements CacheWriter<String, String> {
    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      written.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
      entries.forEach(this::write);
      entries.clear();
    }

    @Override
    public void delete(Object key) {
      written.remove(key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      keys.forEach(this::delete);
      keys.clear();
    }
  }

  @Test
  void entry_lockedByAnother_isNoOutage() {
    Cache<String, String> cache =
        managers.cache(server.address() + "?timeout=100ms&on-failure=bypass&invoke=locked");
    cache.put("other", "v");
    try (AdminClient admin = new AdminClient(server.address())) {
      admin.run("SET", "{test:cache:k}#lock", "somebody");
      CacheException thrown =
          assertThrows(
              CacheException.class,
              () -> cache.invoke("k", (entry, arguments) -> entry.getValue()));
      assertThat(thrown.getMessage(), containsString("others have locked the entry"));
    }
    assertThat(cache.get("other"), is("v"));
  }

  @Test
  void iteration_serverLostInBetween_ends() {
    Cache<Integer, String> cache =
        managers.cache(address(), Integer.class, String.class, settings -> {});
    for (int key = 0; key < 3_000; key++) {
      cache.put(key, "v");
    }
    int count = 0;
    for (Cache.Entry<Integer, String> entry : cache) {
      assertThat(entry.getValue(), is("v"));
      if (count++ == 0) {
        server.kill();
      }
    }
    assertThat(count, lessThan(3_000));
  }

  @Test
  void events_serverAwayAtFirst_comeLater() {
    server.kill();
    Cache<String, String> cache = managers.cache(address() + "&events=cluster");
    assertThat(cache.get("k"), is(nullValue()));
    server.restart();
    Eventually.isTrue("it works", () -> works(cache));
    try (AdminClient admin = new AdminClient(server.address())) {
      Eventually.isTrue(
          "it listens",
          () -> admin.list("PUBSUB", "NUMSUB", "test:cache#events").get(1).equals(1L));
    }
  }

  @Test
  void cache_createdWhileTheServerIsAway_worksLater() {
    server.kill();
    Cache<String, String> cache = managers.cache(address());
    assertThat(cache.get("k"), is(nullValue()));
    server.restart();
    Eventually.isTrue("it works", () -> works(cache));
  }

  @Test
  void cache_closedBeforeTheServerIsThere_leavesNothingOnIt() {
    server.kill();
    CacheManager manager = managers.create();
    LarderConfiguration<String, String> configuration = new LarderConfiguration<>();
    configuration.setTypes(String.class, String.class);
    configuration.setStoreFactory(ValkeyConfiguration.of(address() + "&prefix=test"));
    manager.createCache("closed", configuration).close();
    manager.createCache("open", configuration);
    server.restart();
    try (AdminClient admin = new AdminClient(server.address())) {
      Eventually.isTrue("the other one is there", () -> exists(admin, "test:open#meta"));
      assertThat(exists(admin, "test:closed#meta"), is(false));
    }
  }

  private static boolean exists(AdminClient admin, String key) {
    return Long.valueOf(1).equals(admin.run("EXISTS", key));
  }

  private static Map<String, String> entries(int count) {
    return IntStream.range(0, count).boxed().collect(toMap(key -> "k" + key, key -> "v"));
  }

  @Test
  void bulk_serverThere_isAsFewCommandsAsWithoutBypass() {
    Map<String, String> all = entries(500);
    Map<String, String> written = new ConcurrentHashMap<>();
    Cache<String, String> plain = managers.cache(address());
    Cache<String, String> writing =
        managers.cache(
            address(),
            String.class,
            String.class,
            settings -> {
              settings.setWriteThrough(true);
              settings.setCacheWriterFactory(
                  new FactoryBuilder.SingletonFactory<>(new MapWriter(written)));
            });
    try (AdminClient admin = new AdminClient(server.address())) {
      plain.putAll(all); // the connection is there
      admin.resetCounts();
      plain.putAll(all);
      assertThat(admin.commandCounts(), is(Map.of("mset", 1)));
      writing.putAll(all);
      admin.resetCounts();
      plain.get("k0");
      long packets = packets(admin);
      writing.putAll(all);
      assertThat("two batches", packets(admin) - packets, lessThan(100L));
      assertThat(written, is(all));
    }
  }

  /** Returns how often the server has read from its connections. */
  private static long packets(AdminClient admin) {
    String stats = admin.text("INFO", "stats");
    return Long.parseLong(stats.replaceAll("(?s).*total_reads_processed:(\\d+).*", "$1"));
  }

  @Test
  void bulk_serverSuspended_goesWithoutAndIsRemembered() {
    Map<String, String> all = entries(2_000);
    Cache<String, String> cache = managers.cache(address());
    cache.putAll(all);
    cache.put("untouched", "v");
    server.suspend();
    cache.putAll(all);
    assertThat(cache.getAll(all.keySet()), is(Map.of()));
    server.resume();
    Eventually.isTrue("the server is back", () -> "v".equals(cache.get("untouched")));
    assertThat("the old values are gone", cache.getAll(all.keySet()), is(Map.of()));
    cache.putAll(all);
    assertThat(cache.getAll(all.keySet()), is(all));
  }

  @Test
  void bulk_oneKeyHeldWithoutAnAnswer_doesTheOthers() {
    Cache<String, String> cache = managers.cache(address());
    cache.put("k", "old");
    CountDownLatch isIn = new CountDownLatch(1);
    Running<Object> processor =
        Running.start(
            () ->
                cache.invoke(
                    "k",
                    (entry, arguments) -> {
                      entry.getValue();
                      server.suspend();
                      isIn.countDown();
                      entry.setValue("v");
                      return null;
                    }));
    try {
      assertThat(isIn.await(10, TimeUnit.SECONDS), is(true));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    cache.putAll(new TreeMap<>(Map.of("a", "1", "k", "1", "l", "1")));
    cache.removeAll(Set.of("a", "k", "l"));
    processor.get();
    server.resume();
  }

  @Test
  void bulk_serverLostBeforeTheCommit_goesWithout() {
    Map<String, String> all = entries(600);
    Map<String, String> written = new ConcurrentHashMap<>();
    Cache<String, String> cache =
        managers.cache(
            address(),
            String.class,
            String.class,
            settings -> {
              settings.setWriteThrough(true);
              settings.setCacheWriterFactory(
                  new FactoryBuilder.SingletonFactory<>(
                      new SuspendingWriter(new MapWriter(written), server)));
            });
    cache.put("k0", "old");
    cache.put("untouched", "v");
    cache.putAll(all);
    assertThat("the writer has all", written.keySet().containsAll(all.keySet()), is(true));
    server.resume();
    Eventually.isTrue("the server is back", () -> "v".equals(cache.get("untouched")));
    assertThat("nothing old", "old".equals(cache.get("k0")), is(false));
  }

  /** Stops the server while a batch is being written. */
  record SuspendingWriter(MapWriter writer, ServerProcess server)
      implements CacheWriter<String, String> {
    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      writer.write(entry);
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
      server.suspend();
      writer.writeAll(entries);
    }

    @Override
    public void delete(Object key) {
      writer.delete(key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      writer.deleteAll(keys);
    }
  }
}
