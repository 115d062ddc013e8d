package dev.larder.engine;

import dev.larder.integration.Loader;
import dev.larder.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

  /** One warning a cache in such a time. */
  private static final long WARNING = TimeUnit.MINUTES.toNanos(1);

  private final Engine<K, V> engine;
  private final @Nullable Loader<K, V> loader;
  private final Refreshing refreshing;
  private final Ticker ticker;
  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final AtomicLong nextWarning = new AtomicLong();

  Refresher(Engine<K, V> engine, Refreshing refreshing) {
    this.engine = engine;
    this.loader = engine.parts().readThroughLoader();
    this.refreshing = refreshing;
    this.ticker = engine.parts().ticker();
  }

  /** Begins to be told the time. */
  void open() {
    ticker.follow(this);
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
        found.reloadPostponed(afterPatience());
      } else {
        begin(key, found, by);
      }
    }
  }

  private void begin(K key, Aged<V> found, Loader<K, V> by) {
    try {
      K own = engine.parts().copies().key().apply(key);
      engine.parts().loading().execute(() -> reload(own, found, by));
    } catch (RejectedExecutionException e) {
      // Whoever runs reloads has too much to do, or is being closed: that is no failure of theirs.
      found.reloadPostponed(afterPatience());
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
    found.reloadFailed(afterPatience(), refreshing.staleIfError());
    long now = ticker.nanos();
    long due = nextWarning.get();
    boolean warns = due <= now && nextWarning.compareAndSet(due, now + WARNING);
    // Once it is counted it is decided who warns.
    failed.increment();
    if (warns) {
      LOG.log(
          Level.WARNING,
          "cache '"
              + engine.parts().name()
              + "': a reload failed, and the old value is served; the next warning in a minute",
          failure);
    }
  }

  private long afterPatience() {
    long patience = Math.max(LEAST_PATIENCE, refreshing.after() / PATIENCE);
    return Ticker.after(ticker.nanos(), patience);
  }

  void close() {
    ticker.unfollow(this);
  }
}
