package dev.larder.testkit.promise;

import static dev.larder.testkit.promise.Promise.beyond;
import static dev.larder.testkit.promise.Promise.spec;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.spi.CachingProvider;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Resources exist while caches do, and not afterwards. */
final class LifeCycle {
  private static final String HOSTILE = "a,b=c:d*e?f\"g\nh";

  private LifeCycle() {}

  static List<Promise> promises() {
    return List.of(
        beyond("no thread is left after close", LifeCycle::threads),
        spec("no MBean is left after close", "Cache.close: release resources", LifeCycle::beans),
        beyond("no class loader is kept after close", LifeCycle::classLoader),
        beyond("any name of a cache gets its MBeans, and loses them", LifeCycle::hostileName),
        beyond("managers of one URI and two class loaders have MBeans each", LifeCycle::twins));
  }

  private static MutableConfiguration<Integer, Integer> everything() {
    Duration duration = new Duration(TimeUnit.MILLISECONDS, 20);
    return new MutableConfiguration<Integer, Integer>()
        .setTypes(Integer.class, Integer.class)
        .setStatisticsEnabled(true)
        .setManagementEnabled(true)
        .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(duration))
        .setReadThrough(true)
        .setCacheLoaderFactory(() -> new FunctionLoader<Integer, Integer>(key -> key))
        .addCacheEntryListenerConfiguration(
            new EventRecorder<Integer, Integer>().configuration(false));
  }

  private static void use(CacheManager manager, String name) throws InterruptedException {
    Cache<Integer, Integer> cache = manager.createCache(name, everything());
    for (int key = 0; key < 200; key++) {
      cache.put(key, key);
      cache.get(key + 200);
    }
    LoadCompletion completion = new LoadCompletion();
    cache.loadAll(new HashSet<>(Set.of(1_000, 1_001)), true, completion);
    completion.inTime();
  }

  private static void threads(Trial trial) throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    use(trial.manager(), "threads");
    trial.provider().close();
    TimeLimit.until(() -> left(before).isEmpty());
    trial.check(left(before).isEmpty(), "left: " + left(before));
  }

  /** Returns the new threads, without those of the JVM and of the common pool. */
  private static Set<String> left(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .filter(thread -> thread.getThreadGroup() != null)
        .filter(thread -> !"system".equals(thread.getThreadGroup().getName()))
        .map(Thread::getName)
        .filter(name -> !name.startsWith("ForkJoinPool.commonPool"))
        .collect(Collectors.toSet());
  }

  private static Set<ObjectName> names() throws MalformedObjectNameException {
    return ManagementFactory.getPlatformMBeanServer()
        .queryNames(new ObjectName("javax.cache:*"), null);
  }

  private static void beans(Trial trial) throws Exception {
    Set<ObjectName> before = names();
    use(trial.manager(), "closed");
    use(trial.manager(), "destroyed");
    trial.check(names().size() >= before.size() + 4, "only " + names());
    trial.manager().destroyCache("destroyed");
    trial.check(names().size() == before.size() + 2, "after destroyCache: " + names());
    trial.provider().close();
    trial.check(names().equals(before), "after close: " + names());
  }

  private static void hostileName(Trial trial) throws Exception {
    Set<ObjectName> before = names();
    trial.manager().createCache(HOSTILE, everything());
    trial.check(names().size() == before.size() + 2, "registered: " + names());
    trial.manager().destroyCache(HOSTILE);
    trial.check(names().equals(before), "left: " + names());
  }

  private static void twins(Trial trial) throws Exception {
    Set<ObjectName> before = names();
    CachingProvider provider = trial.provider();
    for (int i = 0; i < 2; i++) {
      ClassLoader loader = new URLClassLoader(new URL[0], provider.getDefaultClassLoader());
      CacheManager manager =
          provider.getCacheManager(provider.getDefaultURI(), loader, new Properties());
      manager.createCache("twin", everything());
    }
    int registered = names().size() - before.size();
    trial.count(4 - registered, 4, "registered: " + names());
  }

  private static void classLoader(Trial trial) throws Exception {
    WeakReference<ClassLoader> loader = closed(trial.provider());
    boolean gone =
        TimeLimit.until(
            () -> {
              System.gc();
              return loader.refersTo(null);
            });
    trial.check(gone, "the manager's class loader is still reachable");
  }

  /** A method of its own, so that no local variable of the probe keeps the loader reachable. */
  private static WeakReference<ClassLoader> closed(CachingProvider provider)
      throws InterruptedException {
    ClassLoader loader = new URLClassLoader(new URL[0], provider.getDefaultClassLoader());
    use(
        provider.getCacheManager(provider.getDefaultURI(), loader, new Properties()),
        "in a class loader");
    provider.close(loader);
    return new WeakReference<>(loader);
  }
}
