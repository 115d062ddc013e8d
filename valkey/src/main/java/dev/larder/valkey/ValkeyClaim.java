package dev.larder.valkey;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.KeyHold;
import dev.larder.store.PlannedCommit;
import dev.larder.valkey.Server.Outcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A hold of a key in this process, and its entry as last read. After some conflicts with other
 * processes it takes a lock on the server too, so that it has a turn. The lock ends by itself; the
 * version guards the entry even then.
 */
final class ValkeyClaim<V> implements Claim<V> {
  /** After so many conflicts a claim takes the lock. */
  private static final int PATIENCE = 8;

  private final ValkeyStore<?, V> store;
  private final Bytes entry;
  private final KeyHold hold;
  private final EntryLock lock;
  private final Swap<V> swap;
  private Seen seen = Seen.ABSENT;
  private @Nullable V current;
  private boolean isDecoded;
  private @Nullable V staged;
  private byte @Nullable [] stagedEntry;
  private Bytes stagedVersion = Bytes.NONE;
  private int conflicts;

  ValkeyClaim(ValkeyStore<?, V> store, Bytes entry, KeyHold hold) {
    this.store = store;
    this.entry = entry;
    this.hold = hold;
    this.lock = new EntryLock(store.server(), store.locks(), entry, store.subject());
    this.swap = new Swap<>(store, entry, lock::token);
  }

  Bytes entry() {
    return entry;
  }

  void see(Seen found) {
    seen = found;
    isDecoded = false;
  }

  /** Takes the lock of the entry on the server, or returns false. */
  boolean lock(boolean waits) {
    return lock.take(waits);
  }

  @Override
  public @Nullable V current() {
    if (!isDecoded) {
      // An unreadable entry counts as absent here, so that it can be replaced and removed.
      current = seen.isLive() ? store.reader().decodeForEvent(seen.raw()) : null;
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
    stagedEntry = store.oneStep().entry(value, version);
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
    return committed(step, value, prepared, swap.send(prepared), null);
  }

  /**
   * Returns what has become of a commit that was sent; null if the entry has changed meanwhile.
   *
   * @param reread the entries whose outcome is unknown, read again
   */
  @Nullable Change<V> committed(
      PlannedCommit<V> commit,
      Swap.@Nullable Prepared prepared,
      @Nullable Outcome outcome,
      Map<Bytes, Seen> reread) {
    Step step = Step.of(commit.action(), commit.timeToLive());
    return committed(step, commit.value(), prepared, outcome, reread);
  }

  private @Nullable Change<V> committed(
      Step step,
      @Nullable V value,
      Swap.@Nullable Prepared prepared,
      @Nullable Outcome outcome,
      @Nullable Map<Bytes, Seen> reread) {
    Change<V> change = swap.finish(seen, step, prepared, outcome, value, "commit", reread);
    staged = null; // a version is used once
    if (change == null) {
      store.server().counters().conflict();
      conflicts++;
      if (lock.isTaken()) {
        lock.keep();
        see(store.reader().see(entry, false, "read"));
        return null;
      }
      if (conflicts == PATIENCE) {
        lock.take(true);
        see(store.reader().see(entry, false, "read"));
        return null;
      }
      see(swap.seenAfterConflict());
    }
    return change;
  }

  /** Releases the key in this process whatever the server says: its lock ends by itself. */
  @Override
  public void close() {
    try {
      lock.release();
    } finally {
      store.release(entry, hold);
    }
  }

  /** Ends the claim. The caller still has the hold, and may use it again. */
  void withdraw() {
    try {
      lock.release();
    } finally {
      store.holds().withdraw(entry, hold);
    }
  }
}
