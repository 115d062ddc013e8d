package dev.larder.valkey;

import dev.larder.store.KeyHold;
import dev.larder.store.RemovalCause;
import dev.larder.store.StoreContext;
import dev.larder.valkey.Server.Outcome;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Removes the entries that have expired, and reports them with their values. All processes with
 * listeners do so; the server gives each entry to one of them.
 */
final class ExpirySweep<K, V> {
  private static final Logger LOG = System.getLogger("dev.larder");

  /** The most entries that one look at a tag returns. */
  private static final int MOST = 100;

  /** When a process looks for entries of other processes, in milliseconds. */
  private static final long PERIOD = 1_000;

  private final StoreContext<K, V> context;
  private final ValkeyStore<K, V> store;
  private final Server server;
  private final Background background;
  private final AtomicBoolean isRunning = new AtomicBoolean();
  private volatile boolean hasSkipped;
  private volatile boolean hasFailed;

  ExpirySweep(StoreContext<K, V> context, ValkeyStore<K, V> store, Shared shared) {
    this.context = context;
    this.store = store;
    this.server = shared.server();
    this.background = shared.background();
  }

  /** Requests another look if the last one has skipped an entry that was held. */
  void lookAgain() {
    if (hasSkipped) {
      hasSkipped = false;
      context.wakeAfter(0);
    }
  }

  /**
   * Starts a look in the background, because it waits for the server. Returns when to call again at
   * the latest, in nanoseconds.
   */
  long start() {
    if (isRunning.compareAndSet(false, true)
        && !background.start(
            () -> {
              try {
                context.wakeAfter(TimeUnit.MILLISECONDS.toNanos(run()));
                hasFailed = false;
              } catch (RuntimeException e) {
                if (!hasFailed) {
                  hasFailed = true;
                  LOG.log(Level.WARNING, store.subject() + ": expired entries wait", e);
                }
              } finally {
                isRunning.set(false);
              }
            })) {
      isRunning.set(false);
    }
    // Of random length, so that processes do not look at the same time.
    return TimeUnit.MILLISECONDS.toNanos(PERIOD / 2 + ThreadLocalRandom.current().nextLong(PERIOD));
  }

  /** Looks once. Returns the time until the next entry expires, in milliseconds. */
  long run() {
    String what = store.subject() + ", expiry";
    // Without listeners only those that are gone for good are forgotten.
    int most = context.hasListeners() ? MOST : 0;
    long grace = store.commands().grace();
    KeyFormat<K> keys = store.keys();
    List<Command> looks = new ArrayList<>();
    for (int tag = 0; tag < keys.tags(); tag++) {
      looks.add(Script.DUE.command(List.of(keys.deadlines(tag)), most, grace));
    }
    long next = PERIOD;
    List<Bytes> due = new ArrayList<>();
    for (Object reply : server.callAll(what, looks)) {
      if (!(reply instanceof List<?> parts) || !(parts.get(0) instanceof List<?> found)) {
        throw new IllegalStateException("the script returns a list");
      }
      found.forEach(entry -> due.add(new Bytes((byte[]) entry)));
      long left = EntryCommands.number(parts.get(1));
      next = most > 0 && found.size() == most ? 0 : left < 0 ? next : Math.min(next, left + 1);
    }
    expire(due, what);
    return next;
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
      List<Command> batch = entries.stream().map(store.commands()::expire).toList();
      List<Outcome> outcomes = server.tryAll(batch);
      for (int i = 0; i < entries.size(); i++) {
        report(entries.get(i), batch.get(i), outcomes.get(i), what);
      }
    } finally {
      for (int i = 0; i < entries.size(); i++) {
        store.holds().release(entries.get(i), holds.get(i));
      }
    }
  }

  private void report(Bytes entry, Command command, Outcome outcome, String what) {
    try {
      V value =
          store.reader().decodeForEvent(EntryCommands.foundExpired(command, outcome.reply(what)));
      if (value != null) {
        context.removed(store.keys().decode(entry), value, RemovalCause.EXPIRED);
      }
    } catch (RuntimeException e) {
      // One entry must not keep the events of others.
      server.counters().lostEvents.increment();
      LOG.log(Level.WARNING, store.subject() + ": the EXPIRED event of " + entry + " is lost", e);
    }
  }
}
