package dev.larder.valkey;

import dev.larder.CacheOutcomeUnknownException;
import dev.larder.CacheUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.CacheException;

/**
 * What is known about the absence of a server, and which keys of a cache were written meanwhile. A
 * background thread removes those keys once the server is back. Until then no operation on them
 * uses the server. Thread-safe.
 */
final class Outage {
  private static final Logger LOG = System.getLogger("dev.larder");

  /** How long after a failure the server is not asked, in nanoseconds. */
  private static final long PAUSE_NANOS = 500_000_000;

  /** How many keys are remembered. */
  private static final int MOST = 100_000;

  private final ValkeyStore<?, ?> store;
  private final Background background;
  private final Map<Bytes, Object> written = new ConcurrentHashMap<>();

  /** How often all keys were marked, and how many of those times have been dealt with. */
  private final AtomicLong clearsWanted = new AtomicLong();

  private final AtomicLong clearsDone = new AtomicLong();
  private final AtomicBoolean isRecovering = new AtomicBoolean();
  private volatile boolean isAway;
  private volatile long until;

  Outage(ValkeyStore<?, ?> store, Background background) {
    this.store = store;
    this.background = background;
  }

  /**
   * Notes a failure. Returns false if it tells nothing about the server: an entry is locked, or
   * others change it all the time.
   */
  boolean begins(CacheException failure) {
    if (!(failure.getCause() instanceof CommandException cause)) {
      return false;
    }
    if (cause.kind() == CommandException.Kind.REFUSED) {
      return true; // no memory left: this operation goes without, others work
    }
    until = System.nanoTime() + PAUSE_NANOS;
    if (!isAway) {
      isAway = true;
      LOG.log(
          Level.WARNING,
          "{0} goes on without its server: {1}",
          store.subject(),
          String.valueOf(failure.getMessage()));
    }
    return true;
  }

  /** Notes that a key was written, so that what the server has of it is old. */
  void mark(Bytes entry) {
    if (written.size() >= MOST) {
      markAll();
    } else {
      written.put(entry, new Object());
    }
  }

  void markAll() {
    clearsWanted.incrementAndGet();
    written.clear();
  }

  private boolean isAllWritten() {
    return clearsDone.get() != clearsWanted.get();
  }

  /** Returns whether the server can be asked about keys. */
  boolean isOver(Collection<Bytes> keys) {
    if (isAway && System.nanoTime() - until < 0) {
      return false;
    }
    if (!isAllWritten() && written.isEmpty()) {
      isAway = false;
      return true;
    }
    if (isRecovering.compareAndSet(false, true) && !background.start(this::recover)) {
      isRecovering.set(false);
    }
    return !isAway && !isAllWritten() && keys.stream().noneMatch(written::containsKey);
  }

  private void recover() {
    try {
      long wanted = clearsWanted.get();
      if (wanted != clearsDone.get()) {
        store.clearNow();
        clearsDone.set(wanted);
      }
      Map<Bytes, Object> removed = new HashMap<>(written);
      store.unlink(removed.keySet(), store.subject() + ", bypass");
      // A key that was written again meanwhile stays.
      removed.forEach(written::remove);
      if (isAway) {
        isAway = false;
        LOG.log(Level.INFO, "{0} has its server back", store.subject());
      }
    } catch (CacheUnavailableException | CacheOutcomeUnknownException e) {
      begins(e);
    } finally {
      isRecovering.set(false);
    }
  }
}
