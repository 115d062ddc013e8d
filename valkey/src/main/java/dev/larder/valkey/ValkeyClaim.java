package dev.larder.valkey;

import dev.larder.CacheUnavailableException;
import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.KeyHold;
import dev.larder.store.PlannedCommit;
import dev.larder.valkey.Server.Outcome;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A hold of a key in this process, and its entry as last read. After some conflicts with other
 * processes it takes a lock on the server too, so that it has a turn. The lock ends by itself; the
 * version guards the entry even then.
 */
final class ValkeyClaim<V> implements Claim<V> {
  /** After so many conflicts a claim takes the lock. */
  private static final int PATIENCE = 8;

  /** For how long a claim that runs user code has the lock, if it always takes it. */
  private static final long LOCKED_MILLIS = 30_000;

  /** For how many timeouts a claim has the lock after conflicts. */
  private static final int TURN_TIMEOUTS = 2;

  private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final ValkeyStore<?, V> store;
  private final Bytes entry;
  private final KeyHold hold;
  private Swap<V> swap;
  private Seen seen = Seen.ABSENT;
  private @Nullable V current;
  private boolean isDecoded;
  private @Nullable V staged;
  private byte @Nullable [] stagedEntry;
  private Bytes stagedVersion = Bytes.NONE;
  private Bytes token = Bytes.NONE;
  private int conflicts;

  ValkeyClaim(ValkeyStore<?, V> store, Bytes entry, KeyHold hold) {
    this.store = store;
    this.entry = entry;
    this.hold = hold;
    this.swap = new Swap<>(store, entry, token);
  }

  Bytes entry() {
    return entry;
  }

  void see(Seen found) {
    seen = found;
    isDecoded = false;
  }

  /** Takes the lock of the key on the server, or returns false. */
  boolean lock(boolean waits) {
    return lock(waits, LOCKED_MILLIS);
  }

  private boolean lock(boolean waits, long millis) {
    Bytes wanted = EntryFormat.newVersion();
    Command take =
        Command.of("SET", KeyFormat.lock(entry), wanted, "NX", "PX", Long.toString(millis));
    long deadline = System.nanoTime() + store.server().timeoutNanos();
    while (store.server().call(store.subject() + ", lock", take) == null) {
      if (!waits) {
        return false;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new CacheUnavailableException(
            store.subject()
                + ": an operation was not executed, because another process has locked the entry"
                + " for longer than the timeout",
            null);
      }
      LockSupport.parkNanos(this, ThreadLocalRandom.current().nextLong(MAX_PAUSE_NANOS));
    }
    token = wanted;
    swap = new Swap<>(store, entry, token);
    return true;
  }

  @Override
  public @Nullable V current() {
    if (!isDecoded) {
      current = seen.isLive() ? store.decode(seen.raw()) : null;
      isDecoded = true;
    }
    return current;
  }

  @Override
  public KeyHold hold() {
    return hold;
  }

  @Override
  public void stage(V value) {
    Bytes version = EntryFormat.newVersion();
    stagedEntry = store.entry(value, version);
    stagedVersion = version;
    staged = value;
  }

  /** Returns the commit, ready to be sent; null if there is nothing to do. */
  Swap.@Nullable Prepared prepare(PlannedCommit<V> commit) {
    return prepare(Step.of(commit.action(), commit.timeToLive()), commit.value());
  }

  private Swap.@Nullable Prepared prepare(Step step, @Nullable V value) {
    if (value != null && value != staged) {
      stage(value);
    }
    return swap.prepare(seen, step, value == null ? null : stagedEntry, stagedVersion);
  }

  @Override
  public @Nullable Change<V> commit(Action action, @Nullable V value, long timeToLive) {
    Step step = Step.of(action, timeToLive);
    Swap.Prepared prepared = prepare(step, value);
    Outcome outcome =
        prepared == null ? null : store.server().tryAll(List.of(prepared.command())).get(0);
    return committed(step, value, prepared, outcome);
  }

  /** Returns what has become of a commit that was sent; null if the entry has changed meanwhile. */
  @Nullable Change<V> committed(
      PlannedCommit<V> commit, Swap.@Nullable Prepared prepared, @Nullable Outcome outcome) {
    return committed(
        Step.of(commit.action(), commit.timeToLive()), commit.value(), prepared, outcome);
  }

  private @Nullable Change<V> committed(
      Step step, @Nullable V value, Swap.@Nullable Prepared prepared, @Nullable Outcome outcome) {
    Change<V> change = swap.finish(seen, step, prepared, outcome, value, "commit");
    staged = null; // a version is used once
    if (change == null) {
      store.server().counters().conflicts.increment();
      if (++conflicts == PATIENCE && token.array().length == 0) {
        long timeoutMillis = TimeUnit.NANOSECONDS.toMillis(store.server().timeoutNanos());
        if (lock(true, TURN_TIMEOUTS * Math.max(1, timeoutMillis))) {
          see(store.see(List.of(entry), false, "read").get(0));
          return null;
        }
      }
      see(swap.seenAfterConflict());
    }
    return change;
  }

  /** Releases the key in this process whatever the server says: its lock ends by itself. */
  @Override
  public void close() {
    try {
      unlock();
    } finally {
      store.release(entry, hold);
    }
  }

  /** Ends the claim, and leaves the hold to the caller, who may use it again. */
  void withdraw() {
    try {
      unlock();
    } finally {
      store.holds().withdraw(entry, hold);
    }
  }

  private void unlock() {
    if (token.array().length > 0) {
      Bytes released = token;
      token = Bytes.NONE;
      store.server().post(Script.UNLOCK.command(List.of(KeyFormat.lock(entry)), released));
    }
  }
}
