package dev.larder.soak;

import dev.larder.LarderCacheMXBean;
import java.lang.management.ManagementFactory;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** A cache of one kind, which may end and be made anew now and then. */
final class Subject {
  static final String RELOADS = "reloads in a cache's life";

  private static final int TRIES = 20;

  private final Kind kind;
  private final Values values;
  private final Settings settings;
  private final Promises promises;
  private final ObjectName bean;
  private volatile Life life;
  private QueueBound queue;
  private long maximum;

  /** The number of the value that it was filled with last: nobody else's is negative. */
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
    this.life = new Life(kind, manager, settings, promises);
  }

  Kind kind() {
    return kind;
  }

  Values values() {
    return values;
  }

  Cache<Integer, Object> cache() {
    return life.cache;
  }

  /** Makes the cache anew, after it has ended. */
  void begin(CacheManager manager) {
    promises.count("events replayed", life.replay.takeEvents());
    maximum = settings.maximum();
    queue = new QueueBound(kind, settings);
    life = new Life(kind, manager, settings, promises);
  }

  /** Looks over JMX at how far it is beyond its bound. */
  void sample() throws JMException {
    long over = Math.max(0, size() - maximum);
    String unit = kind.is(Trait.WEIGHED) ? "weight" : "entries";
    promises.count("samples of size", 1);
    promises.peak(unit + " over the bound", over, settings.threads() * (long) heaviest());
    promises.peak(unit + " over the bound in ppm", over * 1_000_000 / maximum, Long.MAX_VALUE);
    if (kind.is(Trait.LATE)) {
      long queued = Inside.queuedEvents(life.cache);
      promises.peak(queue(kind), queued, queue.most());
      promises.count("samples of the queues", 1);
      queue.see(queued, maximum);
    }
  }

  /** What the peak of the queue is kept under. */
  static String queue(Kind kind) {
    return "events in the queue of " + kind;
  }

  /** How many entries there are, or their weight. */
  long size() throws JMException {
    return (Long) server().getAttribute(bean, "Size");
  }

  private int heaviest() {
    return kind.is(Trait.WEIGHED) ? Kind.HEAVIEST : 1;
  }

  /** Moves the bound over JMX, unless it is to stay. */
  void resize(long newMaximum) throws JMException {
    if (kind.is(Trait.STILL)) {
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

  /** Looks whether all agrees, once nobody uses it any more. */
  void settle() throws InterruptedException {
    Life now = life;
    if (kind.is(Trait.HEARD)) {
      promises.eventually(
          "events of " + kind + " add up to the cache", () -> now.replay.agrees(now.cache));
      promises.count("events replayed", now.replay.takeEvents());
    }
    if (kind.is(Trait.LATE)) {
      promises.eventually(queue(kind) + " go", () -> Inside.queuedEvents(now.cache) == 0);
    }
    if (kind.is(Trait.THROUGH)) {
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
   * Fills the largest bound that there is, and goes back to the usual one: so the tables are as
   * long each time, and nothing is left of what was there, nor in the store of record. Where all
   * expires, it waits for that.
   */
  void refill() throws JMException, InterruptedException {
    resize(settings.largest());
    if (kind.is(Trait.EXPIRING)) {
      promises.eventually("all that is in " + kind + " expires", this::isEmpty);
    } else {
      long keys =
          kind.is(Trait.THROUGH) ? settings.keys() + Operations.MOST_KEYS : settings.largest();
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

  /** A sweep of what is due may be under way, which looks like disorder: that does not last. */
  private void checkInvariants(Life now) throws InterruptedException {
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
        // The expiry thread may be at it, and says to nobody when it is done.
        Thread.sleep(20);
      }
    }
  }
}
