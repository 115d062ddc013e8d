package dev.larder.time;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One daemon thread that calls tasks when they are due. It is started when a task is due soon, and
 * ends when nothing is: until then a timer of the JDK waits, see {@link Ticker#callLater}. So an
 * application that is gone without closing its caches leaves no thread behind, and its tasks, which
 * are held weakly, are collected with it.
 *
 * <p>Thread-safe. {@code tasks} is concurrent; {@code thread} is written under this object's
 * monitor. {@code next} moves to an earlier time by any thread, and to a later one by the alarm's
 * thread alone. A thread that ends forgets itself before it reads {@code next} for the last time,
 * and {@link #wakeAt} sets {@code next} before it reads {@code thread}: so one of the two sees to
 * the deadline.
 */
public final class ExpiryScheduler implements Scheduler {
  private static final Logger LOG = System.getLogger(ExpiryScheduler.class.getName());

  /** How long the thread waits for something to be due before it ends. */
  private static final long LINGER = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long RETRY = TimeUnit.SECONDS.toNanos(1);

  private static final VarHandle NEXT;

  static {
    try {
      NEXT = MethodHandles.lookup().findVarHandle(ExpiryScheduler.class, "next", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Ticker ticker;
  private final ThreadFactory threads;
  private final Set<Held> tasks = ConcurrentHashMap.newKeySet();

  /** What the JDK's timer calls: kept here, because the timer holds it weakly. */
  private final Runnable start = this::start;

  /**
   * When timers of the JDK will call, the earliest last. They cannot be taken back, so there is
   * none beside an earlier one. Guarded by this.
   */
  private final Deque<Long> timers = new ArrayDeque<>();

  private volatile long next = Ticker.NEVER;

  private volatile @Nullable Thread thread;

  public ExpiryScheduler(Ticker ticker) {
    this(ticker, new DaemonThreads("larder-expiry"));
  }

  ExpiryScheduler(Ticker ticker, ThreadFactory threads) {
    this.ticker = ticker;
    this.threads = threads;
  }

  /** A task by its identity. */
  private static final class Held extends WeakReference<Task> {
    private final int hash;

    Held(Task task) {
      super(task);
      this.hash = System.identityHashCode(task);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      Task task = get();
      return task != null && other instanceof Held held && held.get() == task;
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** Under the monitor, so that {@link #forget} does not undo what the task asks for next. */
  @Override
  public synchronized void add(Task task) {
    tasks.add(new Held(task));
  }

  /** Removes a task; a call of it that is under way may still end. The last one ends the thread. */
  @Override
  public synchronized void remove(Task task) {
    tasks.remove(new Held(task));
    Thread running = thread;
    if (tasks.isEmpty()) {
      forget();
      if (running != null) {
        thread = null;
        LockSupport.unpark(running);
      }
    }
  }

  /**
   * Forgets the deadline of tasks that are gone: later deadlines of other tasks would be ignored,
   * because nothing waits for this one any more. Under the monitor, while there is no task.
   */
  private void forget() {
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

  /** Whether the thread is running: for tests of the life cycle. */
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
      // A deadline that nothing waits for would hide all later ones. Set without a call: there may
      // be no stack left for one.
      next = Ticker.NEVER;
      throw e;
    }
  }

  /** Sees to a call at a deadline or before it; false if the clock has no timer. */
  private synchronized boolean setTimer(long deadline) {
    forgetTimers(ticker.nanos());
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

  private void forgetTimers(long now) {
    while (!timers.isEmpty() && timers.getLast() <= now) {
      timers.removeLast();
    }
  }

  private synchronized void start() {
    if (tasks.isEmpty()) {
      forget();
    }
    if (thread != null || tasks.isEmpty()) {
      return;
    }
    try {
      Thread started = threads.newThread(this::run);
      thread = started;
      started.start();
    } catch (Throwable e) {
      thread = null; // without a call, which could fail as well
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

  /** A method of its own, because a parked frame would keep the last task alive. */
  private void callAll(long now) {
    for (Iterator<Held> all = tasks.iterator(); all.hasNext(); ) {
      Task task = all.next().get();
      if (task == null) {
        all.remove();
      } else {
        wakeAt(call(task, now));
      }
    }
  }

  /** Waits until something is due, or ends the thread. */
  private void await(Thread me) {
    long patience = Ticker.after(ticker.nanos(), LINGER);
    while (thread == me && ticker.nanos() < next) {
      if (tasks.isEmpty() || (ticker.canCallLater() && ticker.nanos() >= patience)) {
        end(me);
      } else {
        ticker.parkUntil(ticker.canCallLater() ? Math.min(patience, next) : next);
        // No thread interrupts this one on purpose, and a stray interrupt must not make it spin.
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
