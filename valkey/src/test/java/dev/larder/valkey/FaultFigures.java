package dev.larder.valkey;

import dev.larder.CacheOutcomeUnknownException;
import dev.larder.CacheUnavailableException;
import dev.larder.EntryExpiry;
import dev.larder.store.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;

/** Measures what {@code src/docs/reliability.md} says of failing servers and of late events. */
final class FaultFigures {
  private static final int THREADS = 8;
  private static final int SECONDS = 20;
  private static final int LONG_LIVED = 100_000;
  private static final int SHORT_LIVED = 100;
  private static final long SHORT_MILLIS = 2_000;

  private FaultFigures() {}

  public static void main(String[] arguments) throws InterruptedException {
    for (String parameters : List.of("", "?events=cluster&expired-events=true", "?invoke=locked")) {
      killConnections(parameters);
    }
    expire();
    failover("writes of a cache", "", FaultFigures::puts);
    failover("writes of a cache, min-replicas-to-write 1, max-lag 1", "1", FaultFigures::puts);
    failover("SET alone, a connection for each thread", "", address -> sets(address, false));
    failover(
        "SET and WAIT 1 100, a connection for each thread", "", address -> sets(address, true));
  }

  /** Writes a key, and returns whether the write was acknowledged. Closed at the end. */
  private interface Writer extends AutoCloseable {
    boolean write(String key);

    @Override
    void close();
  }

  private record CacheWriter(Managers managers, Cache<String, String> cache) implements Writer {
    @Override
    public boolean write(String key) {
      try {
        cache.put(key, "v");
        return true;
      } catch (CacheException e) {
        return false;
      }
    }

    @Override
    public void close() {
      managers.close();
    }
  }

  private static Writer puts(String address) {
    Managers managers = new Managers();
    return new CacheWriter(managers, managers.cache(address + "?timeout=300ms"));
  }

  private record CommandWriter(AdminClient client, boolean waits) implements Writer {
    @Override
    public boolean write(String key) {
      try {
        client.run("SET", "test:cache:" + key, "v");
        return !waits || !client.run("WAIT", 1, 100).equals(0L);
      } catch (CacheException e) {
        return false;
      }
    }

    @Override
    public void close() {
      client.close();
    }
  }

  private static Writer sets(String address, boolean waits) {
    return new CommandWriter(new AdminClient(address, "300ms"), waits);
  }

  /**
   * Stops a replica for 0.3 s under writes, kills its master, and makes the replica the master.
   * Counts the acknowledged writes that it has not got.
   */
  private static void failover(String name, String leastReplicas, Function<String, Writer> writers)
      throws InterruptedException {
    try (ServerProcess master = ServerProcess.start("--repl-diskless-sync-delay", "0");
        ServerProcess replica = ServerProcess.start("--replicaof", "127.0.0.1 " + master.port());
        AdminClient admin = new AdminClient(replica.address())) {
      while (!admin.text("INFO", "replication").contains("master_link_status:up")) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      if (!leastReplicas.isEmpty()) {
        try (AdminClient of = new AdminClient(master.address())) {
          of.run("CONFIG", "SET", "min-replicas-max-lag", 1);
          of.run("CONFIG", "SET", "min-replicas-to-write", leastReplicas);
        }
      }
      Set<String> acknowledged = ConcurrentHashMap.newKeySet();
      AtomicBoolean isDone = new AtomicBoolean();
      AtomicInteger refused = new AtomicInteger();
      long begin = System.nanoTime();
      Running<List<Integer>> writing =
          Running.start(
              () ->
                  Running.together(
                      THREADS,
                      thread -> {
                        try (Writer writer = writers.apply(master.address())) {
                          int number = 0;
                          for (; !isDone.get(); number++) {
                            String key = thread + "-" + number;
                            if (writer.write(key)) {
                              acknowledged.add(key);
                            } else {
                              refused.incrementAndGet();
                            }
                          }
                          return number;
                        }
                      }));
      TimeUnit.SECONDS.sleep(4);
      int before = acknowledged.size();
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      replica.suspend();
      TimeUnit.MILLISECONDS.sleep(300);
      master.kill();
      isDone.set(true);
      writing.get();
      replica.resume();
      admin.run("REPLICAOF", "NO", "ONE");
      int lost = 0;
      for (String key : acknowledged) {
        lost += admin.run("EXISTS", "test:cache:" + key).equals(1L) ? 0 : 1;
      }
      System.out.printf(
          "failover, %s: %d acknowledged, %d lost, %d refused; %d a second before it%n",
          name, acknowledged.size(), lost, refused.get(), before * 1_000L / millis);
    }
  }

  private static void killConnections(String parameters) {
    try (ServerProcess server = ServerProcess.start();
        AdminClient admin = new AdminClient(server.address());
        Managers managers = new Managers()) {
      Cache<String, Integer> cache =
          managers.cache(
              server.address() + parameters, String.class, Integer.class, settings -> {});
      AtomicBoolean isDone = new AtomicBoolean();
      AtomicInteger done = new AtomicInteger();
      AtomicInteger unknown = new AtomicInteger();
      AtomicInteger refused = new AtomicInteger();
      Running<Integer> killer = Running.start(() -> kill(admin, isDone));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      Running.together(
          THREADS,
          thread -> {
            while (System.nanoTime() < end) {
              try {
                cache.<Void>invoke(
                    "k",
                    (entry, given) -> {
                      entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
                      return null;
                    });
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
      System.out.printf(
          "connections killed %d times, '%s': %d done, %d unknown, %d not executed, counter %d%n",
          killer.get(), parameters, done.get(), unknown.get(), refused.get(), cache.get("k"));
    }
  }

  private static int kill(AdminClient admin, AtomicBoolean isDone) throws InterruptedException {
    int kills = 0;
    while (!isDone.get()) {
      admin.run("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
      kills++;
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return kills;
  }

  private record Listener(Map<String, Long> expired)
      implements CacheEntryExpiredListener<String, String> {
    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
      events.forEach(event -> expired.put(event.getKey(), System.nanoTime()));
    }
  }

  private static Duration life(String key, String value) {
    return key.startsWith("long") ? Duration.ofHours(1) : Duration.ofMillis(SHORT_MILLIS);
  }

  private static void expire() throws InterruptedException {
    Map<String, Long> expired = new ConcurrentHashMap<>();
    try (ServerProcess server = ServerProcess.start();
        Managers managers = new Managers()) {
      Cache<String, String> cache =
          managers.cache(
              server.address() + "?expired-events=true&timeout=10s",
              String.class,
              String.class,
              settings -> {
                settings.setEntryExpiryFactory(
                    new FactoryBuilder.SingletonFactory<>(
                        (EntryExpiry<String, String>) FaultFigures::life));
                settings.addCacheEntryListenerConfiguration(
                    new MutableCacheEntryListenerConfiguration<>(
                        new FactoryBuilder.SingletonFactory<>(new Listener(expired)),
                        null,
                        true,
                        false));
              });
      for (int i = 0; i < LONG_LIVED; i++) {
        cache.put("long " + i, "v");
      }
      Map<String, Long> put = new ConcurrentHashMap<>();
      for (int i = 0; i < SHORT_LIVED; i++) {
        cache.put("short " + i, "v");
        put.put("short " + i, System.nanoTime());
      }
      TimeUnit.MILLISECONDS.sleep(SHORT_MILLIS * 3);
      List<Long> late = new ArrayList<>();
      expired.forEach(
          (key, time) ->
              late.add(TimeUnit.NANOSECONDS.toMillis(time - put.get(key)) - SHORT_MILLIS));
      late.sort(null);
      System.out.printf(
          "EXPIRED of %d entries among %d: %d heard, late by %d ms (median), %d ms (most)%n",
          SHORT_LIVED,
          LONG_LIVED,
          late.size(),
          late.get(late.size() / 2),
          late.get(late.size() - 1));
    }
  }
}
