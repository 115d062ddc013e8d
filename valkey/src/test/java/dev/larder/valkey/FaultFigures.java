package dev.larder.valkey;

import dev.larder.CacheOutcomeUnknownException;
import dev.larder.CacheUnavailableException;
import dev.larder.EntryExpiry;
import dev.larder.store.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
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
