package dev.larder.jcache;

import dev.larder.time.Scheduler;
import dev.larder.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Polls the configuration file of a manager, and reloads it once it has changed and has then stayed
 * the same until the next poll. The scheduler calls this task; a listener thread of the manager
 * reads the file. Thread-safe.
 */
final class FileWatch implements Scheduler.Task {
  private static final Logger LOG = System.getLogger("dev.larder");

  private static final long MIN_PERIOD = TimeUnit.MILLISECONDS.toNanos(100);

  private final LarderCacheManager manager;
  private final ConfigurationReloader reloader;
  private final Scheduler scheduler;
  private final AtomicBoolean polling = new AtomicBoolean();

  /**
   * The time of the next poll in nanoseconds; {@link Ticker#NEVER} while the file is not watched.
   */
  private volatile long next = Ticker.NEVER;

  /** The message of the last failure, which is not logged again. */
  private volatile @Nullable String lastFailure;

  FileWatch(LarderCacheManager manager, ConfigurationReloader reloader) {
    this.manager = manager;
    this.reloader = reloader;
    this.scheduler = manager.environment().scheduler();
  }

  /** Schedules the next poll, if the configuration sets a period. */
  void start() {
    if (setNext(manager.environment().ticker().nanos())) {
      scheduler.add(this);
      scheduler.wakeAt(next);
    }
    if (manager.isClosed()) {
      stop();
    }
  }

  void stop() {
    scheduler.remove(this);
  }

  private boolean setNext(long now) {
    Duration period = reloader.current().watch();
    next =
        period == null
            ? Ticker.NEVER
            : Ticker.after(now, Math.max(MIN_PERIOD, Ticker.nanos(period)));
    return period != null;
  }

  @Override
  public long run(long now) {
    if (next <= now) {
      setNext(now);
      if (polling.compareAndSet(false, true)) {
        try {
          manager.listening().execute(this::poll);
        } catch (Throwable e) {
          polling.set(false);
          LOG.log(Level.DEBUG, "the configuration file was not polled", e);
        }
      }
    }
    return next;
  }

  private void poll() {
    try {
      if (!manager.isClosed()) {
        reloader.reloadIfChanged();
        lastFailure = null;
      }
    } catch (Throwable e) {
      String failure = String.valueOf(e.getMessage());
      if (!failure.equals(lastFailure) && !manager.isClosed()) {
        lastFailure = failure;
        LOG.log(Level.WARNING, manager + ": the changed configuration is not used: " + failure);
      }
    } finally {
      polling.set(false);
    }
  }
}
