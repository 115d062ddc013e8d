package dev.larder.valkey;

import static java.util.stream.Collectors.toMap;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.CacheOutcomeUnknownException;
import dev.larder.CacheUnavailableException;
import dev.larder.spec.Eventually;
import dev.larder.store.Running;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers and connections that fail. No operation hangs, and none lies about what it has done. */
@Timeout(120)
class FaultTest {
  private static final int THREADS = 8;

  /** Enough that a closure of the connection would sometimes overtake the server's answer. */
  private static final int REFUSALS = 100;

  private final ServerProcess server = ServerProcess.start();
  private final AdminClient admin = new AdminClient(server.address());
  private final Managers managers = new Managers();

  @AfterEach
  void close() {
    managers.close();
    admin.close();
    server.close();
  }

  private static void increment(Cache<String, Integer> cache) {
    cache.invoke(
        "k",
        (entry, arguments) -> {
          entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
          return null;
        });
  }

  @Test
  void increments_connectionsKilled_areCountedAsTold() {
    Cache<String, Integer> cache =
        managers.cache(server.address(), String.class, Integer.class, settings -> {});
    AtomicBoolean isDone = new AtomicBoolean();
    AtomicInteger kills = new AtomicInteger();
    Running<Void> killer =
        Running.start(
            () -> {
              while (!isDone.get()) {
                admin.run("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
                kills.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(50);
              }
              return null;
            });
    AtomicInteger done = new AtomicInteger();
    AtomicInteger unknown = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    Running.together(
        THREADS,
        thread -> {
          for (int i = 0; i < 250; i++) {
            try {
              increment(cache);
              done.incrementAndGet();
            } catch (CacheOutcomeUnknownException e) {
              unknown.incrementAndGet();
            } catch (CacheUnavailableException e) {
              refused.incrementAndGet();
            }
          }
          return null;
        });
    isDone.set(true);
    killer.get();
    int count = cache.get("k");
    assertThat("connections were lost", kills.get(), greaterThan(3));
    assertThat("none that is said to be done is missing", done.get(), lessThanOrEqualTo(count));
    assertThat("none ran twice", count, lessThanOrEqualTo(done.get() + unknown.get()));
    assertThat("most are known", unknown.get(), lessThan(THREADS * 250 / 10));
    assertThat("most are done", refused.get(), lessThan(THREADS * 250 / 10));
  }

  @Test
  void reply_lost_isFoundOutByTheVersion() {
    try (ReplyEater eater = new ReplyEater(server.port())) {
      Cache<String, Integer> cache =
          managers.cache(eater.address(), String.class, Integer.class, settings -> {});
      for (int i = 1; i <= 20; i++) {
        increment(cache);
        eater.eatNext();
        cache.put("put", i);
        assertThat(cache.get("put"), is(i));
        Cache.Entry<String, Integer> counter = cache.iterator().next();
        assertThat(counter.getKey().isEmpty(), is(false));
      }
      assertThat(cache.get("k"), is(20));
      // The read inside is repeated; the commit whose reply is lost is recognised.
      int before = cache.get("k");
      cache.invoke(
          "k",
          (entry, arguments) -> {
            int value = entry.getValue();
            eater.eatNext();
            entry.setValue(value + 1);
            return null;
          });
      assertThat(cache.get("k"), is(before + 1));
      eater.eatNext();
      CacheOutcomeUnknownException thrown =
          assertThrows(CacheOutcomeUnknownException.class, () -> cache.getAndPut("k", 7));
      assertThat(
          thrown.getMessage(), containsString("cache 'cache', GET_AND_PUT, server redis://"));
      assertThat("it was executed", cache.get("k"), is(7));
    }
  }

  @Test
  void server_suspended_operationsEndInTime() {
    Cache<String, String> cache = managers.cache(server.address() + "?timeout=300ms");
    cache.put("k", "v");
    server.suspend();
    try {
      for (Runnable operation :
          List.<Runnable>of(
              () -> cache.get("k"),
              () -> cache.put("k", "w"),
              () -> cache.replace("k", "v", "w"),
              () -> cache.invoke("k", (entry, arguments) -> entry.getValue()),
              () -> cache.forEach(entry -> {}))) {
        long start = System.nanoTime();
        CacheException thrown = assertThrows(CacheException.class, operation::run);
        assertThat(thrown.getMessage(), containsString("300 ms"));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertThat("about twice the timeout", millis, lessThan(5_000L));
      }
    } finally {
      server.resume();
    }
    Eventually.isTrue("it works again", () -> works(cache));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bulk_serverSuspended_endsInTime(boolean isEternal) {
    Cache<String, String> cache =
        managers.cache(
            server.address() + "?timeout=300ms",
            String.class,
            String.class,
            settings ->
                settings.setExpiryPolicyFactory(
                    isEternal
                        ? EternalExpiryPolicy.factoryOf()
                        : CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR)));
    Map<String, String> all =
        IntStream.range(0, 20_000).boxed().collect(toMap(key -> "k" + key, key -> "v"));
    cache.putAll(all);
    server.suspend();
    try {
      for (Runnable operation :
          List.<Runnable>of(
              () -> cache.putAll(all),
              () -> cache.getAll(all.keySet()),
              () -> cache.removeAll(all.keySet()))) {
        long start = System.nanoTime();
        assertThrows(CacheException.class, operation::run);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertThat("not a timeout for each key", millis, lessThan(10_000L));
      }
    } finally {
      server.resume();
    }
  }

  @Test
  void oneKey_serverSuspended_threadsDoNotWaitInTurn() {
    Cache<String, Integer> cache =
        managers.cache(
            server.address() + "?timeout=300ms", String.class, Integer.class, settings -> {});
    increment(cache);
    server.suspend();
    try {
      List<Long> millis =
          Running.together(
              THREADS,
              thread -> {
                long start = System.nanoTime();
                assertThrows(CacheException.class, () -> increment(cache));
                return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
              });
      millis.forEach(each -> assertThat("not a timeout for each thread", each, lessThan(4_000L)));
    } finally {
      server.resume();
    }
  }

  @Test
  void lock_serverSuspended_endsBySoon() {
    Cache<String, Integer> cache =
        managers.cache(
            server.address() + "?timeout=300ms&invoke=locked",
            String.class,
            Integer.class,
            settings -> {});
    increment(cache);
    server.suspend();
    assertThrows(CacheException.class, () -> increment(cache));
    server.resume();
    Eventually.isTrue(
        "the lock is free",
        () -> {
          try {
            increment(cache);
            return true;
          } catch (CacheException e) {
            return false;
          }
        });
  }

  @Test
  void server_readOnly_isSaid() {
    Cache<String, String> cache = managers.cache(server.address() + "?timeout=300ms");
    cache.put("k", "v");
    admin.run("CONFIG", "SET", "repl-timeout", "3600");
    admin.run("REPLICAOF", "127.0.0.1", "1");
    CacheUnavailableException thrown =
        assertThrows(CacheUnavailableException.class, () -> cache.put("k", "w"));
    assertThat(thrown.getMessage(), containsString("READONLY"));
    admin.run("REPLICAOF", "NO", "ONE");
    Eventually.isTrue("it works again", () -> works(cache));
  }

  private static boolean works(Cache<String, String> cache) {
    try {
      cache.put("probe", "v");
      return "v".equals(cache.get("probe"));
    } catch (CacheException e) {
      return false;
    }
  }

  @Test
  void server_killedAndRestarted_isUsedAgain() {
    Cache<String, String> cache = managers.cache(server.address() + "?timeout=300ms");
    cache.put("k", "v");
    cache.replace("k", "v", "w");
    server.kill();
    CacheException reading = assertThrows(CacheException.class, () -> cache.get("k"));
    assertThat(reading.getMessage(), containsString("cache 'cache', read, server redis://"));
    assertThrows(CacheException.class, () -> cache.put("k", "x"));
    server.restart();
    Eventually.isTrue("it works again", () -> works(cache));
    assertThat("the new server has no data", cache.get("k"), is(nullValue()));
    cache.put("k", "v");
    assertThat("nor scripts", cache.replace("k", "v", "w"), is(true));
  }

  @Test
  void server_loadingItsData_isWaitedFor() {
    Cache<String, String> cache = managers.cache(server.address() + "?timeout=300ms");
    for (int i = 0; i < 2_000; i++) {
      cache.put("k" + i, "v".repeat(1_000));
    }
    admin.run("SAVE");
    server.kill();
    // 2,000 keys of two milliseconds each.
    server.restart("--key-load-delay", "2000", "--loading-process-events-interval-bytes", "1024");
    Eventually.isTrue(
        "reading, once there is a connection", () -> saysLoading(() -> cache.get("k1")));
    assertThat("writing", saysLoading(() -> cache.put("k1", "w")), is(true));
    Eventually.isTrue("it works again", () -> works(cache));
    assertThat(cache.get("k1"), is("v".repeat(1_000)));
  }

  private static boolean saysLoading(Runnable operation) {
    CacheException thrown = assertThrows(CacheException.class, operation::run);
    return thrown instanceof CacheUnavailableException
        && thrown.getMessage().contains("not executed: LOADING");
  }

  @Test
  void server_absentAtFirst_isNamed() {
    int port = ServerProcess.freePort();
    CacheUnavailableException thrown =
        assertThrows(
            CacheUnavailableException.class,
            () -> managers.cache("redis://127.0.0.1:" + port + "?timeout=300ms"));
    assertThat(
        thrown.getMessage(), containsString("cache 'cache', server redis://127.0.0.1:" + port));
  }

  @Test
  void memory_full_readsAndRemovesWork() {
    Cache<String, String> cache = managers.cache(server.address());
    cache.put("k", "v");
    admin.run("CONFIG", "SET", "maxmemory", "1");
    CacheUnavailableException thrown =
        assertThrows(CacheUnavailableException.class, () -> cache.put("l", "v"));
    assertThat(thrown.getMessage(), containsString("no memory left"));
    assertThrows(CacheUnavailableException.class, () -> cache.replace("k", "v", "w"));
    assertThat(cache.get("k"), is("v"));
    assertThat(cache.remove("k"), is(true));
    admin.run("CONFIG", "SET", "maxmemory", "0");
    cache.put("l", "v");
  }

  @Test
  void data_flushed_operationsGoOn() {
    Cache<String, Integer> cache =
        managers.cache(server.address(), String.class, Integer.class, settings -> {});
    AtomicBoolean isDone = new AtomicBoolean();
    Running<Void> flusher =
        Running.start(
            () -> {
              while (!isDone.get()) {
                admin.run("FLUSHALL");
              }
              return null;
            });
    for (int i = 0; i < 500; i++) {
      increment(cache);
    }
    isDone.set(true);
    flusher.get();
    cache.put("k", 0);
    increment(cache);
    assertThat(cache.get("k"), is(1));
  }

  @Test
  void password_wrongOrMissing_isSaid() {
    admin.run("CONFIG", "SET", "requirepass", "right");
    String address = "127.0.0.1:" + server.port();
    CacheException missing =
        assertThrows(CacheException.class, () -> managers.cache("redis://" + address));
    assertThat(missing.getMessage(), containsString("NOAUTH"));
    for (int i = 0; i < REFUSALS; i++) {
      CacheException wrong =
          assertThrows(CacheException.class, () -> managers.cache("redis://:wrong@" + address));
      assertThat(wrong.getMessage(), containsString("WRONGPASS"));
      assertThat(wrong.getMessage().contains(":wrong@"), is(false));
    }
    managers.cache("redis://:right@" + address).put("k", "v");
  }

  @Test
  void creation_serverIsFull_isNotMistakenForAnotherForm() {
    admin.run("CONFIG", "SET", "maxmemory", "1");
    CacheUnavailableException thrown =
        assertThrows(CacheUnavailableException.class, () -> managers.cache(server.address()));
    assertThat(thrown.getMessage(), containsString("no memory left"));
    Cache<String, String> cache =
        managers.cache(server.address() + "?on-failure=bypass&events=cluster");
    assertThat(cache.get("k"), is(nullValue()));
    admin.run("CONFIG", "SET", "maxmemory", "0");
    Eventually.isTrue(
        "it listens once there is memory",
        () ->
            admin.list("PUBSUB", "NUMSUB", "test:cache#events").get(1).equals(1L)
                && admin.run("EXISTS", "test:cache#meta").equals(1L));
  }

  @Test
  void slowProcessor_serverIsWell_othersWaitForIt() {
    Cache<String, String> cache = managers.cache(server.address() + "?timeout=200ms");
    cache.put("k", "v");
    CountDownLatch isIn = new CountDownLatch(1);
    Running<Object> processor =
        Running.start(
            () ->
                cache.invoke(
                    "k",
                    (entry, arguments) -> {
                      isIn.countDown();
                      sleep(600);
                      return entry.getValue();
                    }));
    await(isIn);
    cache.put("k", "w");
    cache.putAll(Map.of("k", "x", "l", "x"));
    processor.get();
    assertThat(cache.get("k"), is("x"));
  }

  private static void sleep(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS), is(true));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void passwordFile_missing_isNamed() {
    CacheUnavailableException thrown =
        assertThrows(
            CacheUnavailableException.class,
            () -> managers.cache(server.address() + "?password-file=nowhere.txt"));
    assertThat(thrown.getMessage(), containsString("no connection to the server"));
    assertThat(thrown.getMessage(), containsString("password-file nowhere.txt"));
  }

  @Test
  void clear_replyLostAndServerGone_isUnknown() {
    try (ReplyEater eater = new ReplyEater(server.port())) {
      Cache<String, String> cache = managers.cache(eater.address() + "?timeout=500ms");
      cache.put("k", "v");
      eater.eatNextAfter("UNLINK");
      assertThrows(CacheOutcomeUnknownException.class, cache::clear);
    }
    assertThat("it was executed", admin.run("EXISTS", "test:cache:k"), is(0L));
  }

  @Test
  void manyCaches_serverAwayAtFirst_allListenLater() {
    server.kill();
    for (int i = 0; i < 20; i++) {
      managers.cache(server.address() + "?timeout=200ms&on-failure=bypass&events=cluster");
    }
    server.restart();
    try (AdminClient watcher = new AdminClient(server.address())) {
      Eventually.isTrue(
          "all listen",
          () -> watcher.list("PUBSUB", "NUMSUB", "test:cache#events").get(1).equals(20L));
    }
  }
}
