package dev.larder.time;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One daemon thread that calls tasks when they are due: started with the first task, gone after the
 * last. A task is called with the time and answers when it wants to be called next. Who has a task
 * here also has the recent time kept, see {@link Ticker#follow}.
 *
 * <p>Thread-safe. {@code tasks} is concurrent; {@code thread} is guarded by this; {@code next} only
 * ever moves to an earlier time outside the thread, and the thread alone moves it to a later one.
 */
public final class Alarm implements Waker {
  private static final Logger LOG = System.getLogger(Alarm.class.getName());

  private final Ticker ticker;
  private final ThreadFactory threads;
  private final Map<Object, LongUnaryOperator> tasks = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong(Ticker.NEVER);
  private volatile @Nullable Thread thread;

  public Alarm(Ticker ticker) {
    this(ticker, new DaemonThreads("larder-expiry"));
  }

  Alarm(Ticker ticker, ThreadFactory threads) {
    this.ticker = ticker;
    this.threads = threads;
  }

  /** Adds a task under an identity, and starts the thread if it is the first. */
  @Override
  public synchronized void add(Object owner, LongUnaryOperator task) {
    boolean first = thread == null;
    try {
      ticker.follow(owner);
      tasks.put(owner, task);
      if (first) {
        Thread started = threads.newThread(this::run);
        thread = started;
        started.start();
      }
    } catch (Throwable e) {
      if (first) {
        // So the next task starts one; without a call, which could fail as well.
        thread = null;
      }
      remove(owner);
      throw e;
    }
  }

  /** Removes a task; a call of it that is under way may still end. The last one ends the thread. */
  @Override
  public synchronized void remove(Object owner) {
    tasks.remove(owner);
    ticker.unfollow(owner);
    Thread running = thread;
    if (tasks.isEmpty() && running != null) {
      thread = null;
      LockSupport.unpark(running);
    }
  }

  /** Says that some task is due at the deadline, which may be earlier than the thread knows. */
  @Override
  public void wakeAt(long deadline) {
    long known = next.get();
    while (deadline < known) {
      if (next.compareAndSet(known, deadline)) {
        LockSupport.unpark(thread);
        return;
      }
      known = next.get();
    }
  }

  /** Whether the thread is running: for tests of the life cycle. */
  public boolean isRunning() {
    return thread != null;
  }

  private void run() {
    Thread me = Thread.currentThread();
    while (thread == me) {
      next.set(Ticker.NEVER);
      long now = ticker.nanos();
      for (LongUnaryOperator task : tasks.values()) {
        wakeAt(call(task, now));
      }
      while (thread == me && ticker.nanos() < next.get()) {
        ticker.parkUntil(next.get());
        // Nobody interrupts this thread on purpose: a stray interrupt must not make it spin.
        Thread.interrupted();
      }
    }
  }

  private static long call(LongUnaryOperator task, long now) {
    try {
      return task.applyAsLong(now);
    } catch (Throwable e) {
      LOG.log(Level.ERROR, "expiry failed, and is tried again in a second", e);
      return Ticker.after(now, 1_000_000_000L);
    }
  }
}
