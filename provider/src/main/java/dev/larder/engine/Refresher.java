package dev.larder.engine;

import dev.larder.integration.Loader;
import dev.larder.time.OnceAMinute;
import dev.larder.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.cache.event.CacheEntryListenerException;
import org.jspecify.annotations.Nullable;

/**
 * Loads anew, in the background, what a hit has found to be of some age: once for an entry however
 * many hits there are, and without holding its key. A reload that fails leaves the entry as it is,
 * and is tried again by a later hit, after a while. Thread-safe.
 */
final class Refresher<K, V> {
  private static final Logger LOG = System.getLogger(Refresher.class.getName());

  /** After a failure, this part of the refresh age passes before the next reload. */
  private static final int PATIENCE = 10;

  private static final long LEAST_PATIENCE = TimeUnit.SECONDS.toNanos(1);

  private final Engine<K, V> engine;
  private final @Nullable Loader<K, V> loader;
  private final Refreshing refreshing;
  private final Ticker ticker;
  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final OnceAMinute warnings;

  Refresher(Engine<K, V> engine, Refreshing refreshing) {
    this.engine = engine;
    this.loader = engine.parts().readThroughLoader();
    this.refreshing = refreshing;
    this.ticker = engine.parts().ticker();
    this.warnings = new OnceAMinute(ticker);
  }

  Refreshing refreshing() {
    return refreshing;
  }

  /** How many reloads have ended well. */
  long done() {
    return done.sum();
  }

  /** How many have not. */
  long failed() {
    return failed.sum();
  }

  /** A value has been read, by somebody who may have a loader for it. */
  void read(K key, Aged<V> found, @Nullable Loader<K, V> own) {
    Loader<K, V> by = own == null ? loader : own;
    if (by != null && found.beginsReload(ticker.recent())) {
      if (engine.parts().dispatcher().isFull()) {
        // With no room for the event of it, it waits.
        found.nextReload(afterPatience());
      } else {
        begin(key, found, by);
      }
    }
  }

  private void begin(K key, Aged<V> found, Loader<K, V> by) {
    try {
      K own = engine.parts().copies().key().apply(key);
      engine.parts().reloading().execute(() -> reload(own, found, by));
    } catch (RejectedExecutionException e) {
      // Too many reloads wait, or the executor is closed: that is no failure of the loader.
      found.nextReload(afterPatience());
      if (!engine.isClosed()) {
        warn("a reload was refused, because too many wait or the executor is closed", e);
      }
    } catch (Throwable e) {
      // The hit is none of the reload's business.
      fail(found, e);
    }
  }

  private void reload(K key, Aged<V> found, Loader<K, V> by) {
    if (engine.isClosed()) {
      return;
    }
    try {
      V loaded = by.load(key);
      V own = loaded == null ? null : engine.parts().copies().value().apply(loaded);
      Refresh<V> refresh = new Refresh<>(found, own);
      engine.parts().dispatcher().withPatience(0, () -> engine.run(key, refresh));
      done.increment();
    } catch (CacheEntryListenerException e) {
      // What listeners say to it comes after it has ended well.
      done.increment();
      LOG.log(Level.WARNING, "cache '" + engine.parts().name() + "': a listener failed", e);
    } catch (Throwable e) {
      if (!engine.isClosed()) {
        fail(found, e);
      }
    }
  }

  private void fail(Aged<V> found, @Nullable Throwable failure) {
    found.nextReload(afterPatience());
    warn("a reload failed, and the old value is served", failure);
    failed.increment();
  }

  private void warn(String what, @Nullable Throwable failure) {
    if (warnings.isDue()) {
      LOG.log(
          Level.WARNING,
          "cache '" + engine.parts().name() + "': " + what + "; the next warning in a minute",
          failure);
    }
  }

  private long afterPatience() {
    long patience = Math.max(LEAST_PATIENCE, refreshing.after() / PATIENCE);
    return Ticker.after(ticker.nanos(), patience);
  }
}
