package dev.larder.testkit.promise;

import static dev.larder.testkit.promise.Promise.beyond;
import static dev.larder.testkit.promise.Promise.spec;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The specification's MBean counts correctly. */
final class Statistics {
  private static final int THREADS = 4;

  private Statistics() {}

  static List<Promise> promises() {
    String table = "specification, statistics effects";
    return List.of(
        spec("invoke on a present key counts a hit", table, Statistics::invoke),
        spec("putIfAbsent on an absent key counts a miss", table, Statistics::putIfAbsent),
        beyond("hits and misses add up under concurrency", Statistics::addUp),
        spec(
            "average times are not zero",
            "CacheStatisticsMXBean.getAverageGetTime",
            Statistics::averages));
  }

  private static Cache<Integer, Integer> open(Trial trial) {
    return trial.open(setup -> setup.setStatisticsEnabled(true));
  }

  private static CacheStatisticsMXBean bean(Cache<?, ?> cache) throws MalformedObjectNameException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName pattern =
        new ObjectName("javax.cache:type=CacheStatistics,Cache=" + cache.getName() + ",*");
    Set<ObjectName> names = server.queryNames(pattern, null);
    if (names.isEmpty()) {
      throw new NotApplicableException("no bean of the statistics");
    }
    return JMX.newMXBeanProxy(server, names.iterator().next(), CacheStatisticsMXBean.class);
  }

  private static void invoke(Trial trial) throws Exception {
    Cache<Integer, Integer> cache = open(trial);
    cache.put(1, 10);
    cache.invoke(1, (entry, arguments) -> entry.getValue());
    cache.invoke(2, (entry, arguments) -> entry.exists());
    long hits = bean(cache).getCacheHits();
    long misses = bean(cache).getCacheMisses();
    trial.check(hits == 1, hits + " hits");
    trial.check(misses == 1, misses + " misses");
  }

  private static void putIfAbsent(Trial trial) throws Exception {
    Cache<Integer, Integer> cache = open(trial);
    cache.putIfAbsent(1, 10);
    long misses = bean(cache).getCacheMisses();
    trial.check(misses == 1, misses + " misses");
    cache.putIfAbsent(1, 11);
    long puts = bean(cache).getCachePuts();
    trial.check(puts == 1, puts + " puts");
  }

  private static void addUp(Trial trial) throws Exception {
    Cache<Integer, Integer> cache = open(trial);
    for (int key = 0; key < 100; key += 2) {
      cache.put(key, key);
    }
    int each = trial.times(60_000) / 100 * 100;
    TestThreads.run(
        THREADS,
        thread -> {
          for (int i = 0; i < each; i++) {
            cache.get(i % 100);
          }
        });
    CacheStatisticsMXBean bean = bean(cache);
    long expected = (long) THREADS * each / 2;
    off(trial, bean.getCacheHits(), expected, " hits");
    off(trial, bean.getCacheMisses(), expected, " misses");
  }

  private static void off(Trial trial, long counted, long expected, String what) {
    trial.count(Math.abs(counted - expected), expected, counted + " of " + expected + what);
  }

  private static void averages(Trial trial) throws Exception {
    Cache<Integer, Integer> cache = open(trial);
    for (int key = 0; key < 1_000; key++) {
      cache.put(key, key);
      cache.get(key);
    }
    for (int key = 0; key < 1_000; key++) {
      cache.remove(key);
    }
    CacheStatisticsMXBean bean = bean(cache);
    trial.check(bean.getAverageGetTime() > 0, "average time of get is 0");
    trial.check(bean.getAveragePutTime() > 0, "average time of put is 0");
    trial.check(bean.getAverageRemoveTime() > 0, "average time of remove is 0");
  }
}
