package dev.larder.soak;

import dev.larder.LarderCacheMXBean;
import java.lang.management.ManagementFactory;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** A cache of one kind, which may end and be created anew. */
final class Subject {
  static final String RELOADS = "reloads in a cache's life";

  private static final int TRIES = 20;

  private final Kind kind;
  private final Values values;
  private final Settings settings;
  private final Promises promises;
  private final ObjectName bean;
  private volatile CacheInstance instance;
  private QueueBound queue;
  private long maximum;

  /** The number of the value that filled it last; only filling uses negative numbers. */
  private long filling;

  Subject(Kind kind, CacheManager manager, Values values, Settings settings, Promises promises)
      throws JMException {
    this.kind = kind;
    this.values = values;
    this.settings = settings;
    this.promises = promises;
    this.bean =
        new ObjectName(
            "dev.larder:type=Cache,CacheManager=" + manager.getURI() + ",Cache=" + kind.name());
    this.maximum = settings.maximum();
    this.queue = new QueueBound(kind, settings);
    this.instance = new CacheInstance(kind, manager, settings, promises);
  }

  Kind kind() {
    return kind;
  }

  Values values() {
    return values;
  }

  Cache<Integer, Object> cache() {
    return instance.cache;
  }

  /** Creates the cache anew, after it has ended. */
  void recreate(CacheManager manager) {
    promises.count("events replayed", instance.replay.takeEvents());
    maximum = settings.maximum();
    queue = new QueueBound(kind, settings);
    instance = new CacheInstance(kind, manager, settings, promises);
  }

  /** Reads over JMX how far the cache exceeds its bound. */
  void sample() throws JMException {
    long over = Math.max(0, size() - maximum);
    String unit = kind.is(Trait.WEIGHED) ? "weight" : "entries";
    promises.count("samples of size", 1);
    promises.peak(unit + " over the bound", over, settings.threads() * (long) heaviest());
    promises.peak(unit + " over the bound in ppm", over * 1_000_000 / maximum, Long.MAX_VALUE);
    if (kind.is(Trait.SLOW_LISTENER)) {
      long queued = Internals.queuedEvents(instance.cache);
      promises.peak(queue(kind), queued, queue.most());
      promises.count("samples of the queues", 1);
      queue.see(queued, maximum);
    }
  }

  /** Returns the name under which the peak of the queue is kept. */
  static String queue(Kind kind) {
    return "events in the queue of " + kind;
  }

  /** Returns the number of entries, or their weight. */
  long size() throws JMException {
    return (Long) server().getAttribute(bean, "Size");
  }

  private int heaviest() {
    return kind.is(Trait.WEIGHED) ? Kind.HEAVIEST : 1;
  }

  /** Changes the bound over JMX, unless it is fixed. */
  void resize(long newMaximum) throws JMException {
    if (kind.is(Trait.FIXED_BOUND)) {
      return;
    }
    queue.move(maximum, newMaximum);
    server().setAttribute(bean, new Attribute("Maximum", newMaximum));
    maximum = newMaximum;
    promises.count("moves of the bound", 1);
    sample();
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }

  /** Checks that cache, events and store of record agree, once no thread uses the cache. */
  void verify() throws InterruptedException {
    CacheInstance now = instance;
    if (kind.is(Trait.LISTENED)) {
      promises.eventually(
          "events of " + kind + " add up to the cache", () -> now.replay.agrees(now.cache));
      promises.count("events replayed", now.replay.takeEvents());
    }
    if (kind.is(Trait.SLOW_LISTENER)) {
      promises.eventually(queue(kind) + " go", () -> Internals.queuedEvents(now.cache) == 0);
    }
    if (kind.is(Trait.BACKED_BY_STORE)) {
      promises.require(now.backend.agrees(now.cache), kind + " is not what was written through");
    }
    if (kind.is(Trait.RELOADED)) {
      LarderCacheMXBean counted = now.cache.unwrap(LarderCacheMXBean.class);
      promises.peak(RELOADS, counted.getRefreshes(), Long.MAX_VALUE);
      promises.peak("reloads that failed", counted.getRefreshFailures(), 0);
    }
    checkInvariants(now);
  }

  /**
   * Fills the cache to the largest bound, and returns to the usual one. So its tables have the same
   * length each time, and no earlier entry is left, in the store of record neither. If all entries
   * expire, waits for that.
   */
  void refill() throws JMException, InterruptedException {
    resize(settings.largest());
    if (kind.is(Trait.EXPIRING)) {
      promises.eventually("all that is in " + kind + " expires", this::isEmpty);
    } else {
      long keys =
          kind.is(Trait.BACKED_BY_STORE)
              ? settings.keys() + Operations.MAX_KEYS
              : settings.largest();
      for (int key = 0; key < keys; key++) {
        cache().put(key, values.of(--filling));
      }
    }
    resize(settings.maximum());
  }

  private boolean isEmpty() {
    try {
      return size() == 0;
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Retries, because a sweep of expired entries may be in progress, which looks like a violation.
   */
  private void checkInvariants(CacheInstance now) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        now.stores.check();
        promises.count("checks of invariants", 1);
        return;
      } catch (AssertionError | RuntimeException e) {
        if (tries == TRIES) {
          promises.broken("invariants of " + kind + ": " + e);
          return;
        }
        // Poll: the expiry thread may be running, and does not notify at its end.
        Thread.sleep(20);
      }
    }
  }
}
