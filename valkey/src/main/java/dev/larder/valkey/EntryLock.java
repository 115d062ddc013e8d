package dev.larder.valkey;

import dev.larder.CacheUnavailableException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The lock of an entry on the server. It gives a thread a turn; the version guards the entry even
 * if the lock is lost. Used by one thread, and by the {@link LockKeeper}.
 */
final class EntryLock {
  private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** For how many timeouts a thread waits for the lock. */
  private static final int PATIENCE = 10;

  private final Server server;
  private final LockKeeper keeper;
  private final Bytes lock;
  private final String what;
  private volatile Bytes token = Bytes.NONE;

  EntryLock(Server server, LockKeeper keeper, Bytes entry, String subject) {
    this.server = server;
    this.keeper = keeper;
    this.lock = KeyFormat.lock(entry);
    this.what = subject + ", lock";
  }

  /** Returns what proves the ownership, empty if the thread has not taken the lock. */
  Bytes token() {
    return token;
  }

  boolean isTaken() {
    return token.array().length > 0;
  }

  /** Takes the lock, or returns false if another thread has it and the caller does not wait. */
  boolean take(boolean waits) {
    token = EntryFormat.newVersion();
    boolean isTaken = false;
    try {
      isTaken = tryTake(waits);
    } finally {
      if (isTaken) {
        keeper.add(this);
      } else {
        // Perhaps the server has given it all the same.
        release();
      }
    }
    return isTaken;
  }

  private boolean tryTake(boolean waits) {
    Command take = Command.of("SET", lock, token, "NX", "PX", keeper.leaseMillis());
    long deadline = System.nanoTime() + PATIENCE * server.timeoutNanos();
    while (server.call(what, take) == null) {
      if (!waits) {
        return false;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new CacheUnavailableException(
            what
                + ": an operation was not executed, because others have locked the entry for "
                + PATIENCE
                + " timeouts",
            null);
      }
      boolean isInterrupted = Thread.interrupted();
      LockSupport.parkNanos(this, ThreadLocalRandom.current().nextLong(MAX_PAUSE_NANOS));
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return true;
  }

  /** Takes the lock again if it was lost. */
  void keep() {
    Object present = server.call(what, Command.read("GET", lock));
    if (!(present instanceof byte[] owner && new Bytes(owner).equals(token))) {
      release();
      take(true);
    }
  }

  Command renewal(long millis) {
    return Script.UNLOCK.command(List.of(lock), token, millis);
  }

  /** Gives the lock back. If the server does not hear of it, the lock ends by itself. */
  void release() {
    keeper.remove(this);
    Bytes released = token;
    if (released.array().length > 0) {
      token = Bytes.NONE;
      server.post(Script.UNLOCK.command(List.of(lock), released, 0));
    }
  }
}
