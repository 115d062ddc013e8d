package dev.larder.valkey;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.larder.spec.Eventually;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events of other processes, and of entries that expire. */
@Timeout(60)
class EventTest {
  private final ServerProcess server = ServerProcess.start();
  private final AdminClient admin = new AdminClient(server.address());
  private final Managers managers = new Managers();

  @AfterEach
  void close() {
    managers.close();
    admin.close();
    server.close();
  }

  /** Notes all events. */
  private record Log(List<String> lines)
      implements CacheEntryCreatedListener<String, String>,
          CacheEntryUpdatedListener<String, String>,
          CacheEntryRemovedListener<String, String>,
          CacheEntryExpiredListener<String, String> {

    private void note(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
      events.forEach(
          event ->
              lines.add(
                  event.getEventType()
                      + " "
                      + event.getKey()
                      + " "
                      + event.getValue()
                      + " "
                      + event.getOldValue()));
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
      note(events);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
      note(events);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
      note(events);
    }

    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
      note(events);
    }
  }

  private Cache<String, String> cache(String parameters, Log log, long lifeMillis) {
    return managers.cache(
        server.address() + parameters,
        String.class,
        String.class,
        settings -> {
          settings.setManagementEnabled(true);
          settings.addCacheEntryListenerConfiguration(
              new MutableCacheEntryListenerConfiguration<>(
                  new FactoryBuilder.SingletonFactory<>(log), null, true, false));
          if (lifeMillis > 0) {
            settings.setExpiryPolicyFactory(
                CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, lifeMillis)));
          }
        });
  }

  private static Log log() {
    return new Log(new CopyOnWriteArrayList<>());
  }

  @Test
  void changes_eventsOfTheCluster_areHeardOnceInEachProcess() {
    Log mine = log();
    Log theirs = log();
    Cache<String, String> cache = cache("?events=cluster", mine, 0);
    Cache<String, String> other = cache("?events=cluster", theirs, 0);
    cache.put("k", "1");
    cache.replace("k", "1", "2");
    cache.<Void>invoke(
        "k",
        (entry, arguments) -> {
          entry.setValue("3");
          return null;
        });
    cache.putAll(Map.of("k", "4"));
    cache.getAndPut("k", "5");
    cache.removeAll(Set.of("k"));
    List<String> expected =
        List.of(
            "CREATED k 1 null",
            "UPDATED k 2 1",
            "UPDATED k 3 2",
            "UPDATED k 4 3",
            "UPDATED k 5 4",
            "REMOVED k 5 5");
    Eventually.isTrue("all are heard", () -> mine.lines.size() >= 6 && theirs.lines.size() >= 6);
    other.put("k", "6");
    Eventually.isTrue("all are heard", () -> mine.lines.size() >= 7 && theirs.lines.size() >= 7);
    assertThat(mine.lines.subList(0, 6), is(expected));
    assertThat(theirs.lines.subList(0, 6), is(expected));
    assertThat(mine.lines.subList(6, mine.lines.size()), is(List.of("CREATED k 6 null")));
    assertThat(theirs.lines.subList(6, theirs.lines.size()), is(List.of("CREATED k 6 null")));
  }

  @Test
  void changes_localEvents_areNotHeardElsewhere() {
    Log mine = log();
    Log theirs = log();
    Cache<String, String> cache = cache("", mine, 0);
    cache("", theirs, 0);
    cache.put("k", "1");
    Eventually.isTrue("it is heard", () -> mine.lines.contains("CREATED k 1 null"));
    assertThat(theirs.lines, is(List.of()));
  }

  @Test
  void changes_ofAnotherDatabase_areNotHeard() {
    Log mine = log();
    Log theirs = log();
    Cache<String, String> cache = cache("/1?events=cluster", mine, 0);
    cache("/2?events=cluster", theirs, 0);
    cache.put("k", "1");
    Eventually.isTrue("it is heard", () -> mine.lines.contains("CREATED k 1 null"));
    assertThat(theirs.lines, is(List.of()));
  }

  @Test
  void message_lost_isCounted() {
    Log mine = log();
    Log theirs = log();
    Cache<String, String> cache = cache("?events=cluster", mine, 0);
    cache("?events=cluster", theirs, 0);
    cache.put("k", "1");
    Eventually.isTrue("it is heard", () -> theirs.lines.size() == 1);
    admin.run("INCRBY", "{test:cache#0}#sequence", 5); // as if five messages had been lost
    cache.put("k", "2");
    Eventually.isTrue("it is heard", () -> theirs.lines.size() == 2);
    Eventually.isTrue("both processes have counted five", () -> lostEvents() == 10);
  }

  private static long lostEvents() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      long lost = 0;
      for (ObjectName bean : server.queryNames(new ObjectName("dev.larder:type=Valkey,*"), null)) {
        lost += (Long) server.getAttribute(bean, "LostEvents");
      }
      return lost;
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void subscription_connectionKilled_comesBack() {
    Log mine = log();
    Log theirs = log();
    Cache<String, String> cache = cache("?events=cluster", mine, 0);
    cache("?events=cluster", theirs, 0);
    cache.put("k", "1");
    Eventually.isTrue("it is heard", () -> theirs.lines.size() == 1);
    admin.run("CLIENT", "KILL", "TYPE", "pubsub");
    Eventually.isTrue(
        "a later one is heard",
        () -> {
          cache.put("k", "again");
          return theirs.lines.contains("UPDATED k again again");
        });
  }

  @Test
  void entry_expired_isReportedOnceWithItsValue() {
    Log mine = log();
    Log theirs = log();
    Cache<String, String> cache = cache("?expired-events=true", mine, 300);
    cache("?expired-events=true", theirs, 300);
    for (int i = 0; i < 50; i++) {
      cache.put("k" + i, "v" + i);
    }
    Eventually.isTrue("all have expired", () -> expired(mine) + expired(theirs) >= 50);
    assertThat("each once", expired(mine) + expired(theirs), is(50L));
    assertThat("nothing is left", admin.list("KEYS", "*").size(), is(1)); // the meta key
  }

  private static long expired(Log log) {
    return log.lines.stream().filter(line -> line.startsWith("EXPIRED k")).distinct().count();
  }

  @Test
  void entry_expired_isHeardByAllWithEventsOfTheCluster() {
    Log mine = log();
    Log theirs = log();
    Cache<String, String> cache = cache("?expired-events=true&events=cluster", mine, 300);
    cache("?expired-events=true&events=cluster", theirs, 300);
    for (int i = 0; i < 20; i++) {
      cache.put("k" + i, "v" + i);
    }
    Eventually.isTrue("all are heard", () -> expired(mine) == 20 && expired(theirs) == 20);
    assertThat(mine.lines.stream().filter(line -> line.startsWith("EXPIRED")).count(), is(20L));
    assertThat(theirs.lines.stream().filter(line -> line.startsWith("EXPIRED")).count(), is(20L));
  }

  @Test
  void writer_dead_othersReportItsEntries() {
    Log mine = log();
    Log theirs = log();
    Cache<String, String> cache = cache("?expired-events=true", mine, 800);
    cache("?expired-events=true", theirs, 800);
    cache.put("k", "v");
    cache.getCacheManager().close();
    Eventually.isTrue("it is heard", () -> theirs.lines.contains("EXPIRED k v v"));
  }

  @Test
  void listener_ofExpiredWithoutThem_isWarnedOf() {
    List<String> warnings = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            if (entry.getLevel().equals(Level.WARNING)) {
              warnings.add(new SimpleFormatter().formatMessage(entry));
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("dev.larder");
    logger.addHandler(handler);
    try {
      cache("?expired-events=true", log(), 300);
      assertThat(warnings, is(List.of()));
      admin.run("FLUSHALL");
      cache("", log(), 300);
      assertThat(
          warnings,
          is(
              List.of(
                  "cache 'cache': a listener gets no EXPIRED events, because the store '"
                      + server.address()
                      + "?prefix=test' does not report the entries that expire there")));
    } finally {
      logger.removeHandler(handler);
    }
  }
}
