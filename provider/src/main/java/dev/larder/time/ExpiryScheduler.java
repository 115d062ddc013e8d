package dev.larder.time;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Calls tasks at their deadlines by one daemon thread. The thread starts when a task is due soon,
 * and ends when none is. Until then a timer of the JDK waits, see {@link Ticker#callLater}. An
 * application that is undeployed without closing its caches therefore leaves no thread behind. Its
 * tasks are referenced weakly and become garbage with it.
 *
 * <h2>Concurrency</h2>
 *
 * Thread-safe. {@code thread} is written under the monitor of this object, except when a start
 * fails. Any thread may set {@code next} to an earlier time. The scheduler's thread resets it
 * before it calls the tasks; {@link #resetDeadline} and a failed start reset it as well.
 *
 * <p>An ending thread clears {@code thread} before it reads {@code next} for the last time, and
 * {@link #wakeAt} sets {@code next} before it reads {@code thread}. Therefore at least one of the
 * two schedules the deadline.
 */
public final class ExpiryScheduler implements Scheduler {
  private static final Logger LOG = System.getLogger(ExpiryScheduler.class.getName());

  /** How long the thread waits for a deadline before it ends, in nanoseconds. */
  private static final long LINGER = TimeUnit.MILLISECONDS.toNanos(250);

  /** Delay in nanoseconds after a failure of a task or of starting the thread. */
  private static final long RETRY = TimeUnit.SECONDS.toNanos(1);

  private static final AtomicLongFieldUpdater<ExpiryScheduler> NEXT =
      AtomicLongFieldUpdater.newUpdater(ExpiryScheduler.class, "next");

  private final Ticker ticker;
  private final ThreadFactory threads;
  private final Set<WeakIdentity<Task>> tasks = ConcurrentHashMap.newKeySet();

  /** The callee of the timer, referenced here because the timer references it weakly. */
  private final Runnable start = this::start;

  /**
   * The deadlines of pending timers, the earliest last. Timers cannot be cancelled, so none is set
   * if an earlier one is pending. Guarded by this.
   */
  private final Deque<Long> timers = new ArrayDeque<>();

  /** The earliest known deadline. */
  private volatile long next = Ticker.NEVER;

  /** The running thread, null if there is none. */
  private volatile @Nullable Thread thread;

  /** Creates a scheduler without tasks. */
  public ExpiryScheduler(Ticker ticker) {
    this(ticker, new DaemonThreads("larder-expiry"));
  }

  ExpiryScheduler(Ticker ticker, ThreadFactory threads) {
    this.ticker = ticker;
    this.threads = threads;
  }

  /**
   * Adds a task under the monitor, so that {@link #resetDeadline} cannot reset its first deadline.
   */
  @Override
  public synchronized void add(Task task) {
    tasks.add(new WeakIdentity<>(task, null));
  }

  /**
   * Removes a task. A call in progress may still complete. Removing the last task ends the thread.
   */
  @Override
  public synchronized void remove(Task task) {
    tasks.remove(new WeakIdentity<>(task, null));
    Thread running = thread;
    if (tasks.isEmpty()) {
      resetDeadline();
      if (running != null) {
        thread = null;
        LockSupport.unpark(running);
      }
    }
  }

  /**
   * Resets the deadline while there are no tasks. Otherwise later deadlines of new tasks would be
   * ignored, although nothing waits for this one. The caller holds the monitor.
   */
  private void resetDeadline() {
    next = Ticker.NEVER;
  }

  @Override
  public void wakeAt(long deadline) {
    long known = next;
    while (deadline < known) {
      if (NEXT.compareAndSet(this, known, deadline)) {
        Thread running = thread;
        if (running == null) {
          startAt(deadline);
        } else {
          LockSupport.unpark(running);
        }
        return;
      }
      known = next;
    }
  }

  /** Returns whether the thread is running. For tests. */
  public boolean isRunning() {
    return thread != null;
  }

  private void startAt(long deadline) {
    try {
      boolean isSoon = deadline <= Ticker.after(ticker.nanos(), LINGER);
      if (isSoon || !setTimer(deadline)) {
        start();
      }
    } catch (Throwable e) {
      // A deadline without a timer would hide all later ones. Reset it by an assignment: after a
      // stack overflow a call could fail as well.
      next = Ticker.NEVER;
      throw e;
    }
  }

  /** Ensures a timer at or before a deadline. Returns false if the clock has no timer. */
  private synchronized boolean setTimer(long deadline) {
    removePastTimers(ticker.nanos());
    Long earliest = timers.peekLast();
    if (earliest != null && earliest <= deadline) {
      return true;
    }
    boolean isSet = ticker.callLater(deadline, start);
    if (isSet) {
      timers.addLast(deadline);
    }
    return isSet;
  }

  private void removePastTimers(long now) {
    while (!timers.isEmpty() && timers.getLast() <= now) {
      timers.removeLast();
    }
  }

  private synchronized void start() {
    if (tasks.isEmpty()) {
      resetDeadline();
    }
    if (thread != null || tasks.isEmpty()) {
      return;
    }
    try {
      Thread started = threads.newThread(this::run);
      thread = started;
      started.start();
    } catch (Throwable e) {
      thread = null; // an assignment, because a call could fail as well
      if (!setTimer(Ticker.after(ticker.nanos(), RETRY))) {
        throw e;
      }
    }
  }

  private void run() {
    Thread me = Thread.currentThread();
    while (thread == me) {
      next = Ticker.NEVER;
      callAll(ticker.nanos());
      await(me);
    }
  }

  /** Calls all tasks. A separate method, because a parked frame would keep the last task alive. */
  private void callAll(long now) {
    for (Iterator<WeakIdentity<Task>> all = tasks.iterator(); all.hasNext(); ) {
      Task task = all.next().get();
      if (task == null) {
        all.remove();
      } else {
        wakeAt(call(task, now));
      }
    }
  }

  /** Waits until a task is due, or ends the thread. */
  private void await(Thread me) {
    long lingerUntil = Ticker.after(ticker.nanos(), LINGER);
    while (thread == me && ticker.nanos() < next) {
      if (tasks.isEmpty() || (ticker.canCallLater() && ticker.nanos() >= lingerUntil)) {
        end(me);
      } else {
        ticker.parkUntil(ticker.canCallLater() ? Math.min(lingerUntil, next) : next);
        // No thread of Larder interrupts this one. A stray interrupt must not make it spin.
        Thread.interrupted();
      }
    }
  }

  private void end(Thread me) {
    synchronized (this) {
      if (thread == me) {
        thread = null;
      }
    }
    long deadline = next;
    if (deadline != Ticker.NEVER && thread == null) {
      startAt(deadline);
    }
  }

  private static long call(Task task, long now) {
    try {
      return task.run(now);
    } catch (Throwable e) {
      LOG.log(Level.ERROR, "expiry failed, and is tried again in a second", e);
      return Ticker.after(now, RETRY);
    }
  }
}
