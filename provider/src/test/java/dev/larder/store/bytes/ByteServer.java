package dev.larder.store.bytes;

import dev.larder.store.Action;
import dev.larder.store.StoreContext;
import dev.larder.time.Ticker;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A model of a remote server: records of bytes, and commands that run one at a time. The server
 * offers no locks, keeps no reference to an object of a client, and knows no class of the values.
 * Each method is one round trip, and is counted, except those of expiry: a real server expires
 * records by itself. {@link #runAll} and {@link #commitAll} stand for batches of scripts of a
 * Valkey server.
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
  private final NavigableMap<Bytes, Entry> records = new TreeMap<>();
  private final TreeSet<Entry> timed =
      new TreeSet<>(Comparator.comparingLong(Entry::deadline).thenComparingLong(Entry::version));

  private long lastVersion = ABSENT;

  /** The number of round trips. */
  private final AtomicLong calls = new AtomicLong();

  private final List<WeakReference<Subscriber>> subscribers = new CopyOnWriteArrayList<>();

  /** Is told of the changes that other clients make, in the order of the changes. */
  interface Subscriber {
    /** Called while the server is locked. */
    void changed(Bytes key, Reply reply, @Nullable Bytes value);
  }

  /** Adds a client, referenced weakly, as by a connection that ends with its process. */
  void subscribe(Subscriber subscriber) {
    subscribers.add(new WeakReference<>(subscriber));
  }

  void unsubscribe(Subscriber subscriber) {
    subscribers.removeIf(reference -> reference.refersTo(subscriber));
  }

  /** Returns the number of round trips so far. */
  long calls() {
    return calls.get();
  }

  private void tell(@Nullable Subscriber by, Bytes key, Reply reply, @Nullable Bytes value) {
    for (WeakReference<Subscriber> reference : subscribers) {
      Subscriber subscriber = reference.get();
      if (subscriber != null && subscriber != by) {
        subscriber.changed(key, reply, value);
      }
    }
  }

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
  Seen get(Bytes key, long now) {
    return getAll(List.of(key), now).get(0);
  }

  /** Returns records, live or expired. */
  synchronized List<Seen> getAll(List<Bytes> keys, long now) {
    calls.incrementAndGet();
    return keys.stream().map(key -> seen(records.get(key), now)).toList();
  }

  private static Seen seen(@Nullable Entry found, long now) {
    return found == null
        ? new Seen(ABSENT, null, 0, false)
        : new Seen(found.version, found.value, found.deadline, found.isLive(now));
  }

  synchronized boolean contains(Bytes key, long now) {
    calls.incrementAndGet();
    Entry found = records.get(key);
    return found != null && found.isLive(now);
  }

  /**
   * Returns the values of live records, and moves their deadlines unless that is {@code UNCHANGED}.
   */
  synchronized List<@Nullable Bytes> read(List<Bytes> keys, long now, long deadline) {
    calls.incrementAndGet();
    List<@Nullable Bytes> values = new ArrayList<>(keys.size());
    for (Bytes key : keys) {
      Entry found = records.get(key);
      boolean isLive = found != null && found.isLive(now);
      values.add(isLive ? found.value : null);
      if (isLive) {
        move(found, deadline);
      }
    }
    return values;
  }

  /**
   * Moves the deadline of a live record that still has the version. Returns false if there is none.
   */
  synchronized boolean touch(Bytes key, long version, long now, long deadline) {
    calls.incrementAndGet();
    Entry found = records.get(key);
    boolean same = found != null && found.isLive(now) && found.version == version;
    if (same) {
      move(found, deadline);
    }
    return same;
  }

  /** Runs commands. Removes and reports expired records. */
  synchronized List<Reply> runAll(List<Bytes> keys, List<Command> commands, Subscriber by) {
    calls.incrementAndGet();
    List<Reply> replies = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      Command command = commands.get(i);
      Reply reply = run(keys.get(i), command);
      replies.add(reply);
      tell(by, keys.get(i), reply, command.value);
    }
    return replies;
  }

  private Reply run(Bytes key, Command command) {
    Entry found = records.get(key);
    boolean live = found != null && found.isLive(command.now);
    Step step = live ? command.ifPresent : command.ifAbsent;
    boolean stored = carryOut(key, found, live, step, command.value, command.now);
    Bytes old = found == null ? null : found.value;
    return new Reply(step.verb, live ? old : null, live ? null : old, stored);
  }

  /** A change of a record, which is made if its version is still the one that was read. */
  record Commit(Bytes key, Seen seen, Step step, @Nullable Bytes value, long now) {}

  /** Commits changes of records. */
  synchronized List<Outcome> commitAll(List<Commit> commits, Subscriber by) {
    calls.incrementAndGet();
    List<Outcome> outcomes = new ArrayList<>(commits.size());
    for (Commit commit : commits) {
      outcomes.add(commit(commit, by));
    }
    return outcomes;
  }

  private Outcome commit(Commit commit, Subscriber by) {
    Seen seen = commit.seen;
    Entry found = records.get(commit.key);
    long version = found == null ? ABSENT : found.version;
    if (version != seen.version) {
      return Outcome.CONFLICT;
    }
    boolean stored = carryOut(commit.key, found, seen.live, commit.step, commit.value, commit.now);
    Bytes old = seen.value;
    Reply reply =
        new Reply(commit.step.verb, seen.live ? old : null, seen.live ? null : old, stored);
    tell(by, commit.key, reply, commit.value);
    return stored ? Outcome.STORED : Outcome.DONE;
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

  /** A part of the live records, and the last key that was looked at; null at the end. */
  record Page(List<Map.Entry<Bytes, Bytes>> records, @Nullable Bytes last) {}

  /**
   * Returns the next live records.
   *
   * @param last of the page before, null for the first page
   */
  synchronized Page page(@Nullable Bytes last, int most, long now) {
    calls.incrementAndGet();
    List<Map.Entry<Bytes, Bytes>> live = new ArrayList<>();
    int seen = 0;
    for (Entry entry : (last == null ? records : records.tailMap(last, false)).values()) {
      if (entry.isLive(now)) {
        live.add(Map.entry(entry.key, entry.value));
      }
      if (++seen == most) {
        return new Page(live, entry.key);
      }
    }
    return new Page(live, null);
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
    calls.incrementAndGet();
    records.clear();
    timed.clear();
  }

  synchronized long size() {
    calls.incrementAndGet();
    return records.size();
  }
}
