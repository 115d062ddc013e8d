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

  private static final long LEAST_PERIOD = TimeUnit.MILLISECONDS.toNanos(100);

  private final LarderCacheManager manager;
  private final Scheduler alarm;
  private final AtomicBoolean looking = new AtomicBoolean();

  /**
   * The time of the next poll in nanoseconds; {@link Ticker#NEVER} while the file is not watched.
   */
  private volatile long next = Ticker.NEVER;

  /** The message of the last failure, which is not logged again. */
  private volatile @Nullable String lastFailure;

  FileWatch(LarderCacheManager manager, Scheduler alarm) {
    this.manager = manager;
    this.alarm = alarm;
  }

  /** Schedules the next poll, if the configuration sets a period. */
  void start() {
    if (setNext(manager.ticker().nanos())) {
      alarm.add(this);
      alarm.wakeAt(next);
    }
    if (manager.isClosed()) {
      stop();
    }
  }

  void stop() {
    alarm.remove(this);
  }

  private boolean setNext(long now) {
    Duration period = manager.watchPeriod();
    next =
        period == null
            ? Ticker.NEVER
            : Ticker.after(now, Math.max(LEAST_PERIOD, Ticker.nanos(period)));
    return period != null;
  }

  @Override
  public long run(long now) {
    if (next <= now) {
      setNext(now);
      if (looking.compareAndSet(false, true)) {
        try {
          manager.listening().execute(this::look);
        } catch (Throwable e) {
          looking.set(false);
          LOG.log(Level.DEBUG, "the configuration file was not looked at", e);
        }
      }
    }
    return next;
  }

  private void look() {
    try {
      if (!manager.isClosed()) {
        manager.reloadIfChanged();
        lastFailure = null;
      }
    } catch (Throwable e) {
      String failure = String.valueOf(e.getMessage());
      if (!failure.equals(lastFailure) && !manager.isClosed()) {
        lastFailure = failure;
        LOG.log(Level.WARNING, manager + ": the changed configuration is not used: " + failure);
      }
    } finally {
      looking.set(false);
    }
  }
}
