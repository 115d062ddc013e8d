package dev.larder.engine;

import dev.larder.integration.Loader;
import dev.larder.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
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
  private final Loader<K, V> loader;
  private final Refreshing refreshing;
  private final Ticker ticker;
  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final AtomicLong nextWarning = new AtomicLong();

  Refresher(Engine<K, V> engine, Loader<K, V> loader, Refreshing refreshing) {
    this.engine = engine;
    this.loader = loader;
    this.refreshing = refreshing;
    this.ticker = engine.parts().ticker();
    ticker.follow(this);
  }

  /** How many reloads have ended well. */
  long done() {
    return done.sum();
  }

  /** How many have not. */
  long failed() {
    return failed.sum();
  }

  /** A value has been read. */
  void read(K key, Aged<V> found) {
    if (found.beginsReload(ticker.recent())) {
      begin(key, found);
    }
  }

  private void begin(K key, Aged<V> found) {
    try {
      K own = engine.parts().copies().key().apply(key);
      engine.parts().loading().execute(() -> reload(own, found));
    } catch (RejectedExecutionException e) {
      // The cache manager is being closed.
      postpone(found);
    } catch (Throwable e) {
      // The hit is none of the reload's business.
      fail(found, e);
    }
  }

  private void reload(K key, Aged<V> found) {
    if (engine.isClosed()) {
      return;
    }
    try {
      V loaded = loader.load(key);
      V own = loaded == null ? null : engine.parts().copies().value().apply(loaded);
      engine.run(key, new Refresh<>(found, own));
      done.increment();
    } catch (Throwable e) {
      if (!engine.isClosed()) {
        fail(found, e);
      }
    }
  }

  private void fail(Aged<V> found, @Nullable Throwable failure) {
    postpone(found);
    failed.increment();
    long now = ticker.nanos();
    long due = nextWarning.get();
    if (due <= now && nextWarning.compareAndSet(due, now + WARNING)) {
      LOG.log(
          Level.WARNING,
          "cache '"
              + engine.parts().name()
              + "': a reload failed, and the old value is served; the next warning in a minute",
          failure);
    }
  }

  private void postpone(Aged<V> found) {
    long patience = Math.max(LEAST_PATIENCE, refreshing.after() / PATIENCE);
    found.reloadFailed(Ticker.after(ticker.nanos(), patience), refreshing.staleIfError());
  }

  void close() {
    ticker.unfollow(this);
  }
}
