package dev.larder.store;

import dev.larder.jfr.FlightRecorder;
import dev.larder.jfr.KeyWaitEvent;
import dev.larder.time.WaitQueue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive hold of a key by one thread while user code runs, or while the event of an eviction
 * or expiry is queued. Other threads wait for its end. A cache, or a cache manager, that is being
 * created is held in the same way.
 *
 * <p>A thread checks for cycles before it waits. It first publishes the hold that it waits for.
 * Then it follows the chain from the owner of that hold to the hold that the owner waits for, and
 * so on. So, whatever the interleaving, at least one thread of a cycle sees the whole cycle. That
 * thread throws a {@link CyclicWaitException}. A cycle of length one is a loader or processor that
 * calls its own cache with its own key.
 *
 * <p>The hold ends by a write of {@link #ended}. A frame can make that write even after a stack
 * overflow, when it cannot call {@link #release}. {@code release} wakes the waiting threads. If it
 * is not called, the first waiting threads see the end after at most 50 milliseconds, and wake the
 * others. A waiting thread is parked and owns no monitor, so a virtual thread unmounts from its
 * carrier.
 */
public final class KeyHold {
  private static final Map<Thread, KeyHold> WAITING = new ConcurrentHashMap<>();

  /** How often a thread reads {@link #ended} before it parks: most user code is short. */
  private static final int SPINS = 100;

  /** How long the first wait lasts, in nanoseconds, before the waiting thread looks again. */
  private static final long MIN_WAIT_NANOS = 1_000_000;

  /**
   * For each thread the number of its open holds, and whether an interrupt ends its waits. The
   * array stays with the thread, and keeps no class reachable.
   */
  private static final ThreadLocal<int[]> THREAD_STATE = ThreadLocal.withInitial(() -> new int[2]);

  /** The index of the second number in {@link #THREAD_STATE}. */
  private static final int INTERRUPTIBLE = 1;

  @SuppressWarnings("rawtypes") // an updater takes the raw class
  private static final AtomicReferenceFieldUpdater<KeyHold, @Nullable WaitQueue> LATCH =
      AtomicReferenceFieldUpdater.newUpdater(KeyHold.class, WaitQueue.class, "latch");

  private static final Predicate<KeyHold> IS_OVER = KeyHold::isOver;

  /**
   * Whether the hold has ended. Only the owner writes it, after it has unlocked the key. An owner
   * whose stack has overflowed writes it although the key is still held. Then the next thread that
   * needs the key unlocks it.
   */
  public volatile boolean ended;

  /**
   * The number of open holds of the owner, in the first element. An owner that writes {@link
   * #ended} instead of calling {@link #release} decrements it first.
   */
  @SuppressWarnings("MutablePublicArray") // for a frame that can make no call any more
  public final int[] openHolds;

  private final String name;
  private final Kind kind;
  private final Thread owner = Thread.currentThread();
  private volatile @Nullable WaitQueue<KeyHold> latch;
  private volatile @Nullable Object outcome;

  /** Used by the owner only. */
  private @Nullable Object inherited;

  /** Creates a hold of the calling thread; the store publishes it under the key. */
  public KeyHold(String cacheName) {
    this(cacheName, Kind.KEY);
  }

  private KeyHold(String name, Kind kind) {
    this.name = name;
    this.kind = kind;
    int[] state = THREAD_STATE.get();
    state[0]++;
    this.openHolds = state;
  }

  /**
   * Creates a hold of a cache manager that the calling thread begins to create.
   *
   * @param uri the manager's URI, for messages
   */
  public static KeyHold ofManager(String uri) {
    return new KeyHold(uri, Kind.MANAGER);
  }

  /**
   * Creates a hold of a cache that the calling thread begins to create.
   *
   * @param name the cache's name, for messages
   */
  public static KeyHold ofCache(String name) {
    return new KeyHold(name, Kind.CACHE);
  }

  /** The kind of object that is held. */
  private enum Kind {
    KEY,
    CACHE,
    MANAGER
  }

  /** Returns whether the calling thread holds any key of any cache. */
  public static boolean isHeldByCurrentThread() {
    return THREAD_STATE.get()[0] != 0;
  }

  /**
   * Runs an action, which runs no user code but that of keys. An interrupt of the calling thread
   * ends its waits for keys.
   *
   * @throws InterruptedWaitException if the thread is interrupted while it waits; it stays
   *     interrupted
   */
  public static <T extends @Nullable Object> T interruptibly(Supplier<T> action) {
    int[] state = THREAD_STATE.get();
    int before = state[INTERRUPTIBLE];
    state[INTERRUPTIBLE] = 1;
    try {
      return action.get();
    } finally {
      state[INTERRUPTIBLE] = before;
    }
  }

  /** Returns how many threads wait for a key of a cache of this name. */
  public static int waitingThreads(String cacheName) {
    int waiting = 0;
    for (KeyHold hold : WAITING.values()) {
      if (hold.kind == Kind.KEY && hold.name.equals(cacheName)) {
        waiting++;
      }
    }
    return waiting;
  }

  /** Returns whether the calling thread owns this hold. */
  public boolean isOwn() {
    return owner == Thread.currentThread();
  }

  /** Publishes an outcome to the threads that wait for this hold to end; null withdraws it. */
  public void publishOutcome(@Nullable Object newOutcome) {
    outcome = newOutcome;
  }

  /** Returns the published outcome, or null. */
  public @Nullable Object outcome() {
    return outcome;
  }

  /**
   * Takes over the outcome of a hold that has ended, for which the owner has waited. Called by the
   * owner.
   */
  public void inherit(KeyHold earlier) {
    Object shared = earlier.outcome;
    inherited = shared == null ? inherited : shared;
  }

  /** Returns the outcome that was last taken over, or null. Called by the owner. */
  public @Nullable Object inherited() {
    return inherited;
  }

  /**
   * Ends the hold and wakes the waiting threads. Called by the owner; a second call is harmless.
   */
  public void release() {
    if (!ended) {
      openHolds[0]--;
      ended = true;
    }
    WaitQueue<KeyHold> waiting = latch;
    if (waiting != null) {
      waiting.releaseShared(1);
    }
  }

  /**
   * Waits until the hold has ended. An interrupt ends the wait only inside {@link #interruptibly}.
   * In either case the thread stays interrupted.
   *
   * @throws InterruptedWaitException if an interrupt ends the wait
   * @throws CyclicWaitException if the owner waits, directly or through others, for the calling
   *     thread
   */
  public void await() {
    for (int i = 0; i < SPINS; i++) {
      if (ended) {
        return;
      }
      Thread.onSpinWait();
    }
    KeyWaitEvent event =
        kind == Kind.KEY && FlightRecorder.isPresent() ? KeyWaitEvent.begin(name) : null;
    Thread me = Thread.currentThread();
    WAITING.put(me, this);
    boolean isInterrupted = false;
    WaitQueue<KeyHold> waiting = null;
    try {
      refuseCycle(me);
      waiting = waitingLatch();
      long longest = waiting.arrive();
      boolean isInterruptible = THREAD_STATE.get()[INTERRUPTIBLE] != 0;
      for (long nanos = MIN_WAIT_NANOS; !ended; nanos = Math.min(2 * nanos, longest)) {
        try {
          waiting.tryAcquireSharedNanos(1, nanos);
        } catch (InterruptedException e) {
          isInterrupted = true;
          if (isInterruptible) {
            throw new InterruptedWaitException("interrupted while waiting for " + held(), e);
          }
        }
      }
      // The owner has not done it if its stack has overflowed.
      waiting.releaseShared(1);
    } finally {
      if (waiting != null) {
        waiting.leave();
      }
      WAITING.remove(me);
      if (event != null) {
        event.finish();
      }
      if (isInterrupted) {
        me.interrupt();
      }
    }
  }

  /**
   * Returns the latch, which the first waiting thread creates. It reads {@link #ended} only after
   * that, so it cannot miss the release.
   */
  private WaitQueue<KeyHold> waitingLatch() {
    if (latch == null) {
      LATCH.compareAndSet(this, null, new WaitQueue<>(this, IS_OVER));
    }
    return Objects.requireNonNull(latch);
  }

  private void refuseCycle(Thread me) {
    List<KeyHold> chain = new ArrayList<>();
    Set<KeyHold> seen = new HashSet<>();
    KeyHold hold = this;
    // A cycle among other threads ends the walk: one of those threads detects it.
    while (hold != null && seen.add(hold)) {
      chain.add(hold);
      if (hold.owner == me) {
        if (chain.stream().noneMatch(KeyHold::isOver)) {
          throw new CyclicWaitException(message(chain));
        }
        return;
      }
      hold = WAITING.get(hold.owner);
    }
  }

  /** Returns whether the hold has ended. */
  public boolean isOver() {
    return ended;
  }

  private static String message(List<KeyHold> chain) {
    KeyHold own = chain.get(chain.size() - 1);
    if (chain.size() > 1) {
      return "deadlock avoided: "
          + own.userCode()
          + " waits for "
          + chain.get(0).held()
          + ", whose holder waits for it in turn ("
          + chain.size()
          + " threads)";
    }
    return own.kind == Kind.KEY
        ? "recursive operation on "
            + own.held()
            + ": the loader, writer or processor that runs for this key calls the cache with the"
            + " same key; it may use any other key"
        : "recursive request for "
            + own.held()
            + ": a class or factory that its configuration names asks for it while it is being"
            + " made; it may ask when it is used";
  }

  private String held() {
    return switch (kind) {
      case KEY -> "a key of cache '" + name + "'";
      case CACHE -> "cache '" + name + "'";
      case MANAGER -> "cache manager '" + name + "'";
    };
  }

  private String userCode() {
    return kind == Kind.KEY
        ? "a loader, writer or processor of cache '" + name + "'"
        : "a class or factory of " + held();
  }

  @Override
  public String toString() {
    return "hold of " + held() + " by " + owner.getName();
  }
}
