package dev.larder.valkey;

import dev.larder.store.KeyHold;
import dev.larder.store.RemovalCause;
import dev.larder.store.StoreContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Removes the entries that have expired, and reports them with their values. All processes with
 * listeners do so; the server gives each entry to one of them.
 */
final class ExpirySweep<K, V> {
  /** The most entries that one look at a tag returns. */
  private static final int MOST = 100;

  /** When a process looks for entries of other processes, in milliseconds. */
  private static final long PERIOD = 1_000;

  private final StoreContext<K, V> context;
  private final ValkeyStore<K, V> store;
  private final KeyFormat<K> keys;
  private final Server server;
  private final EntryCommands commands;
  private volatile boolean hasSkipped;

  ExpirySweep(
      StoreContext<K, V> context,
      ValkeyStore<K, V> store,
      KeyFormat<K> keys,
      Server server,
      EntryCommands commands) {
    this.context = context;
    this.store = store;
    this.keys = keys;
    this.server = server;
    this.commands = commands;
  }

  /** Requests another look if the last one has skipped an entry that was held. */
  void lookAgain() {
    if (hasSkipped) {
      hasSkipped = false;
      context.wakeAfter(0);
    }
  }

  /** Returns the time until the next call, in nanoseconds. */
  long run() {
    // Of random length, so that processes do not look at the same time.
    long next = PERIOD / 2 + ThreadLocalRandom.current().nextLong(PERIOD);
    if (context.hasListeners()) {
      String what = store.subject() + ", expiry";
      List<Command> looks = new ArrayList<>();
      for (int tag = 0; tag < keys.tags(); tag++) {
        looks.add(Script.DUE.command(List.of(keys.deadlines(tag)), MOST));
      }
      List<Bytes> due = new ArrayList<>();
      for (Object reply : server.callAll(what, looks)) {
        List<?> parts = (List<?>) reply;
        List<?> found = (List<?>) parts.get(0);
        found.forEach(entry -> due.add(new Bytes((byte[]) entry)));
        long left = EntryCommands.number(parts.get(1));
        next = found.size() == MOST ? 0 : left < 0 ? next : Math.min(next, left + 1);
      }
      expire(due, what);
    }
    return TimeUnit.MILLISECONDS.toNanos(next);
  }

  private void expire(List<Bytes> due, String what) {
    List<Bytes> entries = new ArrayList<>();
    List<KeyHold> holds = new ArrayList<>();
    try {
      for (Bytes entry : due) {
        KeyHold hold = store.holds().tryHold(entry);
        if (hold != null) {
          holds.add(hold);
          entries.add(entry);
        } else {
          hasSkipped = true;
        }
      }
      List<Command> batch = entries.stream().map(commands::expire).toList();
      List<?> replies = server.callAll(what, batch);
      for (int i = 0; i < entries.size(); i++) {
        byte[] raw = EntryCommands.foundExpired(batch.get(i), replies.get(i));
        V value = store.decodeForEvent(raw);
        if (value != null) {
          context.removed(keys.decode(entries.get(i)), value, RemovalCause.EXPIRED);
        }
      }
    } finally {
      for (int i = 0; i < entries.size(); i++) {
        store.holds().release(entries.get(i), holds.get(i));
      }
    }
  }
}
