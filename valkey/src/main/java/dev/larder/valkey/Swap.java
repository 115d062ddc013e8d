package dev.larder.valkey;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.valkey.Server.Outcome;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one entry, each made if the entry has not changed since it was read. Used by one
 * thread.
 */
final class Swap<V> {
  private final ValkeyStore<?, V> store;
  private final Bytes entry;
  private final Supplier<Bytes> token;

  /** The value of an entry that an earlier attempt has found expired, and has removed. */
  private byte @Nullable [] expired;

  /** The entry after a conflict, or null if it is not known. */
  private @Nullable Seen present;

  /**
   * Creates a sequence of changes.
   *
   * @param token of the lock that the thread has at the time
   */
  Swap(ValkeyStore<?, V> store, Bytes entry, Supplier<Bytes> token) {
    this.store = store;
    this.entry = entry;
    this.token = token;
  }

  /** A change that is ready to be sent. */
  record Prepared(Command command, Seen seen, Step step, Bytes version) {}

  /**
   * Returns a change that is ready to be sent; null if there is nothing to do.
   *
   * @param raw the new entry, null unless the step stores
   */
  @Nullable Prepared prepare(Seen seen, Step step, byte @Nullable [] raw, Bytes version) {
    boolean hasExpired = seen.raw() != null && !seen.isLive();
    boolean isIdle =
        step.action() == Action.NONE
            || (step.action() == Action.READ && step.timeToLive() == Step.KEEP);
    if (isIdle && !hasExpired) {
      return null;
    }
    return new Prepared(
        store.commands().compareAndSet(entry, seen, token.get(), step, raw), seen, step, version);
  }

  /** Sends a change, and returns what became of it; null if there is none. */
  @Nullable Outcome send(@Nullable Prepared prepared) {
    return prepared == null ? null : store.server().tryOne(prepared.command());
  }

  /**
   * Makes a change.
   *
   * @return null if the entry has changed meanwhile
   */
  @Nullable Change<V> run(Seen seen, Step step, @Nullable V value, String operation) {
    Bytes version = EntryFormat.newVersion();
    Prepared prepared =
        prepare(seen, step, value == null ? null : store.oneStep().entry(value, version), version);
    return finish(seen, step, prepared, send(prepared), value, operation, null);
  }

  /**
   * Returns what has become of a change that was sent; null if the entry has changed meanwhile.
   *
   * @param reread the entries whose outcome is unknown, read again; null to read this one again,
   *     and to send the change again if it was not executed
   */
  @Nullable Change<V> finish(
      Seen seen,
      Step step,
      @Nullable Prepared prepared,
      @Nullable Outcome sent,
      @Nullable V value,
      String operation,
      @Nullable Map<Bytes, Seen> reread) {
    String what = store.subject() + ", " + operation;
    present = null;
    Outcome outcome = sent;
    if (prepared != null && outcome != null) {
      boolean isSentAgain = false;
      if (outcome.isUnknown()) {
        Seen now = reread == null ? store.reader().trySee(entry) : reread.get(entry);
        if (now != null && isOwn(now, prepared)) {
          return change(seen, step, value, step.stores());
        }
        if (now == null || reread != null || !now.version().equals(seen.version())) {
          outcome.reply(what); // throws
        }
        // It has not been executed yet. If it still is, the version lets only one of the two pass.
        outcome = store.server().tryOne(prepared.command());
        isSentAgain = true;
      }
      Object reply = outcome.reply(what);
      Command command = prepared.command();
      if (store.commands().isConflict(command, seen, reply)) {
        Seen now = isSentAgain ? store.reader().trySee(entry) : null;
        if (now != null && isOwn(now, prepared)) {
          return change(seen, step, value, step.stores());
        }
        byte[] found = EntryCommands.foundExpired(command, reply);
        expired = found == null ? expired : found;
        if (found != null) {
          present = Seen.ABSENT;
        } else if (store.commands().grace() == 0
            && reply instanceof List<?> parts
            && EntryCommands.number(parts.get(0)) == 0) {
          byte[] raw = (byte[]) parts.get(1);
          present = raw == null ? Seen.ABSENT : new Seen(raw, true, Step.KEEP);
        }
        return null;
      }
    }
    store.requestSweep(step.timeToLive());
    return change(seen, step, value, prepared != null && step.stores());
  }

  private static boolean isOwn(Seen now, Prepared prepared) {
    return now.raw() != null && now.version().equals(prepared.version());
  }

  /** Returns the entry after a conflict. */
  Seen seenAfterConflict() {
    Seen known = present;
    return known == null ? store.reader().see(entry, false, "read") : known;
  }

  private Change<V> change(Seen seen, Step step, @Nullable V value, boolean stored) {
    byte[] gone = seen.isLive() ? expired : seen.raw();
    byte[] reported = gone == null ? expired : gone;
    expired = null;
    return new Change<>(
        step.action(),
        seen.isLive(),
        seen.isLive() ? store.reader().decodeForEvent(seen.raw()) : null,
        store.reader().decodeForEvent(reported),
        step.action().stores() ? value : null,
        stored);
  }
}
