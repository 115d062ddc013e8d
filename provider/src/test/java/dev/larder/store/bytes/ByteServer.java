package dev.larder.store.bytes;

import dev.larder.store.Action;
import dev.larder.store.StoreContext;
import dev.larder.time.Ticker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A model of a remote server: records of bytes, and commands that run one at a time. The server
 * offers no locks, keeps no reference to an object of a client, and knows no class of the values.
 * Each method is one round trip. {@link #run} and {@link #commit} stand for scripts of a Valkey
 * server.
 *
 * <p>A record has a version that is new for each value and never reused. A client compares versions
 * to find out whether the value has changed. Moving a deadline keeps the version.
 *
 * <p>Times come from the clients. A server for many machines would use its own.
 */
final class ByteServer {
  /** The version of an absent record. */
  static final long ABSENT = 0;

  // Both guarded by this.
  private final Map<Bytes, Entry> records = new HashMap<>();
  private final TreeSet<Entry> timed =
      new TreeSet<>(Comparator.comparingLong(Entry::deadline).thenComparingLong(Entry::version));

  private long lastVersion = ABSENT;

  private record Entry(Bytes key, long version, Bytes value, long deadline) {
    boolean isLive(long now) {
      return deadline > now;
    }
  }

  /** A record as read by a client. */
  record Seen(long version, @Nullable Bytes value, long deadline, boolean live) {}

  /** The part of a transition that a server needs. */
  record Command(long now, @Nullable Bytes value, Step ifAbsent, Step ifPresent) {}

  /** An action, and the deadline after it. */
  record Step(Action verb, long deadline) {}

  /** The result of {@link #run}. */
  record Reply(Action verb, @Nullable Bytes before, @Nullable Bytes expired, boolean stored) {}

  /** The result of {@link #commit}. */
  enum Outcome {
    CONFLICT,
    STORED,
    DONE
  }

  /** Returns the record, live or expired. */
  synchronized Seen get(Bytes key, long now) {
    Entry found = records.get(key);
    return found == null
        ? new Seen(ABSENT, null, 0, false)
        : new Seen(found.version, found.value, found.deadline, found.isLive(now));
  }

  /**
   * Returns the value of a live record, and moves its deadline unless that is {@code UNCHANGED}.
   */
  synchronized @Nullable Bytes read(Bytes key, long now, long deadline) {
    Entry found = records.get(key);
    if (found == null || !found.isLive(now)) {
      return null;
    }
    move(found, deadline);
    return found.value;
  }

  /**
   * Moves the deadline of a live record that still has the value. Returns false if there is none.
   */
  synchronized boolean touch(Bytes key, Bytes value, long now, long deadline) {
    Entry found = records.get(key);
    boolean same = found != null && found.isLive(now) && found.value.equals(value);
    if (same) {
      move(found, deadline);
    }
    return same;
  }

  /** Runs a command. Removes and reports an expired record. */
  synchronized Reply run(Bytes key, Command command) {
    Entry found = records.get(key);
    boolean live = found != null && found.isLive(command.now);
    Step step = live ? command.ifPresent : command.ifAbsent;
    boolean stored = carryOut(key, found, live, step, command.value, command.now);
    Bytes old = found == null ? null : found.value;
    return new Reply(step.verb, live ? old : null, live ? null : old, stored);
  }

  /** Commits a change of a record, if its version is still the one that was read. */
  synchronized Outcome commit(Bytes key, Seen seen, Step step, @Nullable Bytes value, long now) {
    Entry found = records.get(key);
    long version = found == null ? ABSENT : found.version;
    if (version != seen.version) {
      return Outcome.CONFLICT;
    }
    return carryOut(key, found, seen.live, step, value, now) ? Outcome.STORED : Outcome.DONE;
  }

  private boolean carryOut(
      Bytes key, @Nullable Entry found, boolean live, Step step, @Nullable Bytes value, long now) {
    if (step.verb.stores()) {
      long deadline = step.deadline;
      if (deadline == StoreContext.UNCHANGED) {
        deadline = live ? found.deadline : Ticker.NEVER;
      }
      remove(found);
      boolean stored = deadline > now;
      if (stored) {
        add(new Entry(key, ++lastVersion, value, deadline));
      }
      return stored;
    }
    if (!live || step.verb == Action.REMOVE) {
      remove(found);
    } else {
      move(found, step.deadline);
    }
    return false;
  }

  private void move(Entry found, long deadline) {
    if (deadline != StoreContext.UNCHANGED && deadline != found.deadline) {
      remove(found);
      add(new Entry(found.key, found.version, found.value, deadline));
    }
  }

  private void add(Entry entry) {
    records.put(entry.key, entry);
    if (entry.deadline != Ticker.NEVER) {
      timed.add(entry);
    }
  }

  private void remove(@Nullable Entry entry) {
    if (entry != null) {
      records.remove(entry.key);
      timed.remove(entry);
    }
  }

  /** Returns the keys of the live records. */
  synchronized List<Bytes> keys(long now) {
    return records.values().stream().filter(entry -> entry.isLive(now)).map(Entry::key).toList();
  }

  /** Returns the keys of the expired records. */
  synchronized List<Bytes> due(long now) {
    List<Bytes> due = new ArrayList<>();
    for (Entry entry : timed) {
      if (entry.isLive(now)) {
        break;
      }
      due.add(entry.key);
    }
    return due;
  }

  /** Removes a record if it has expired. Returns its value then, else null. */
  synchronized @Nullable Bytes expire(Bytes key, long now) {
    Entry found = records.get(key);
    if (found == null || found.isLive(now)) {
      return null;
    }
    remove(found);
    return found.value;
  }

  /** Returns the first deadline after a time, {@link Ticker#NEVER} if there is none. */
  synchronized long firstDeadlineAfter(long time) {
    Entry first = timed.higher(new Entry(null, Long.MAX_VALUE, null, time));
    return first == null ? Ticker.NEVER : first.deadline;
  }

  synchronized void clear() {
    records.clear();
    timed.clear();
  }

  synchronized long size() {
    return records.size();
  }
}
