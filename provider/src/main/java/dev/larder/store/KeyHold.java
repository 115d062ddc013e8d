package dev.larder.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread's exclusive hold of one key while user code runs, and what others wait on meanwhile. A
 * cache manager in the making is held in the same way.
 *
 * <p>Waiting checks for cycles first. Each waiter publishes what it waits for before it looks where
 * that leads, so of the threads that close a cycle at least one sees all of it, whatever the
 * interleaving; that one fails instead of waiting. A cycle of length one is a loader or processor
 * that calls its own cache with its own key.
 *
 * <p>No monitor is held while waiting, so a virtual thread that waits frees its carrier.
 */
public final class KeyHold {
  private static final Map<Thread, KeyHold> WAITING = new ConcurrentHashMap<>();

  /** How often to look before waiting in earnest: user code is often shorter than that. */
  private static final int SPINS = 100;

  /** Whoever holds so many keys is likely to be in a recursion. */
  private static final int DEEP = 4;

  /**
   * How many keys a thread holds, and whether its waits end by an interrupt. The array stays with
   * the thread, and keeps no class alive.
   */
  private static final ThreadLocal<int[]> HELD = ThreadLocal.withInitial(() -> new int[2]);

  /** Where the second of these is in the array. */
  private static final int INTERRUPTIBLE = 1;

  private final String name;
  private final Kind kind;
  private final Thread owner = Thread.currentThread();

  /** The owner's count of holds, until this one is no longer in it. */
  private int @Nullable [] held;

  private final Latch latch = new Latch();
  private volatile @Nullable Object legacy;

  /** Takes a hold for the calling thread; the store makes it known under the key. */
  public KeyHold(String cacheName) {
    this(cacheName, Kind.KEY);
  }

  private KeyHold(String name, Kind kind) {
    this.name = name;
    this.kind = kind;
    int[] count = HELD.get();
    count[0]++;
    this.held = count;
  }

  /**
   * Takes a hold of a cache manager that the calling thread begins to make.
   *
   * @param uri the manager's URI, for messages
   */
  public static KeyHold ofManager(String uri) {
    return new KeyHold(uri, Kind.MANAGER);
  }

  /**
   * Takes a hold of a cache that the calling thread begins to make.
   *
   * @param name the cache's name, for messages
   */
  public static KeyHold ofCache(String name) {
    return new KeyHold(name, Kind.CACHE);
  }

  /** What is held. */
  private enum Kind {
    KEY,
    CACHE,
    MANAGER
  }

  /** Whether the calling thread holds any key of any cache, so that others may wait for it. */
  public static boolean isHeldByCurrentThread() {
    return HELD.get()[0] != 0;
  }

  /**
   * Makes sure that there is stack enough for what a holder does, if the calling thread is deep in
   * calls of user code by now. To be called before a key is claimed.
   *
   * @throws StackOverflowError if there is not; nothing has happened then
   */
  public static void reserveStack() {
    if (HELD.get()[0] >= DEEP) {
      StackReserve.requireForUserCode();
    }
  }

  /**
   * Runs something that may wait for keys, and runs no user code but that of keys: an interrupt of
   * the calling thread ends the wait.
   *
   * @throws InterruptedWaitException if the thread is interrupted while it waits; it stays so
   */
  public static <T extends @Nullable Object> T interruptibly(Supplier<T> action) {
    int[] state = HELD.get();
    int before = state[INTERRUPTIBLE];
    state[INTERRUPTIBLE] = 1;
    try {
      return action.get();
    } finally {
      state[INTERRUPTIBLE] = before;
    }
  }

  /** Whether the calling thread has this hold. */
  public boolean isOwn() {
    return owner == Thread.currentThread();
  }

  /** Leaves something for those who wait for this hold to end; null takes it back. */
  public void bequeath(@Nullable Object outcome) {
    legacy = outcome;
  }

  /** What the holder left behind, or null. */
  public @Nullable Object legacy() {
    return legacy;
  }

  /**
   * Ends the hold: called by its owner after the store has forgotten it, and again if that fails.
   */
  public void release() {
    int[] count = held;
    if (count != null) {
      held = null;
      count[0]--;
    }
    latch.releaseShared(1);
  }

  /**
   * Waits until the hold has ended. An interrupt does not end the wait unless it is one of {@link
   * #interruptibly}, and is kept.
   *
   * @throws InterruptedWaitException if an interrupt ends the wait
   * @throws CyclicWaitException if the owner waits, directly or through others, for the calling
   *     thread
   */
  public void await() {
    for (int i = 0; i < SPINS; i++) {
      if (isOver()) {
        return;
      }
      Thread.onSpinWait();
    }
    Thread me = Thread.currentThread();
    WAITING.put(me, this);
    try {
      refuseCycle(me);
      if (HELD.get()[INTERRUPTIBLE] == 0) {
        latch.acquireShared(1);
      } else {
        latch.acquireSharedInterruptibly(1);
      }
    } catch (InterruptedException e) {
      me.interrupt();
      throw new InterruptedWaitException("interrupted while waiting for " + held(), e);
    } finally {
      WAITING.remove(me);
    }
  }

  private void refuseCycle(Thread me) {
    List<KeyHold> chain = new ArrayList<>();
    Set<KeyHold> seen = new HashSet<>();
    KeyHold hold = this;
    // A ring of others, which this thread waits for, ends the walk: they find it out themselves.
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

  /** Whether it has ended. */
  public boolean isOver() {
    return latch.isOpen();
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

  /** Closed until the hold ends: the one-shot latch of the synchronizer's own documentation. */
  private static final class Latch extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;

    boolean isOpen() {
      return getState() != 0;
    }

    @Override
    protected int tryAcquireShared(int ignored) {
      return isOpen() ? 1 : -1;
    }

    @Override
    protected boolean tryReleaseShared(int ignored) {
      setState(1);
      return true;
    }
  }
}
