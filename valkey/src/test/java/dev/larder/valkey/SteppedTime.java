package dev.larder.valkey;

import dev.larder.store.StoreContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes time pass on a real server, by moving the deadlines of its keys. The conformance kit counts
 * in nanoseconds. Here a nanosecond of the kit is a second and a half of the server. So the real
 * time that a test takes does not matter: what has passed of that is given back at the next step.
 */
final class SteppedTime {
  /** How many milliseconds of the server a nanosecond of the kit is. */
  static final long UNIT_MILLIS = 1_500;

  private static final long UNIT_NANOS = UNIT_MILLIS * 1_000_000;

  /** The longest time to live, in nanoseconds of the kit: some 200 years of the server. */
  static final long LONGEST = 1L << 32;

  private final Server server;
  private final KeyFormat<?> keys;
  private final long grace;

  SteppedTime(Server server, KeyFormat<?> keys, long grace) {
    this.server = server;
    this.keys = keys;
    this.grace = grace;
  }

  /** Returns a duration of the kit as one of the store. */
  static long scaled(long units) {
    if (units == StoreContext.UNCHANGED || units == StoreContext.NEVER) {
      return units;
    }
    return units > StoreContext.NEVER / UNIT_NANOS - 1
        ? StoreContext.NEVER - 1
        : units * UNIT_NANOS;
  }

  /** Returns a duration of the store as one of the kit, rounded up. */
  static long unscaled(long nanos) {
    return nanos == StoreContext.NEVER ? nanos : Math.floorDiv(nanos + UNIT_NANOS - 1, UNIT_NANOS);
  }

  private List<Bytes> entries() {
    List<Bytes> entries = new ArrayList<>();
    new KeyPages(keys.pattern(), server, "test").forEachRemaining(entries::addAll);
    return entries.stream().distinct().toList();
  }

  /** Returns the number of entries, with those that have expired and were not reported yet. */
  long size() {
    return entries().size();
  }

  /** Lets some nanoseconds of the kit pass. */
  void advance(long units) {
    for (Bytes entry : entries()) {
      long left = EntryCommands.number(server.call("test", Command.read("PTTL", entry)));
      if (left >= 0) {
        long unitsLeft = Math.floorDiv(left - grace + UNIT_MILLIS - 1, UNIT_MILLIS) - units;
        move(entry, Math.max(0, unitsLeft) * UNIT_MILLIS);
      }
    }
  }

  private void move(Bytes entry, long left) {
    server.call("test", Command.read("PEXPIRE", entry, left + grace));
    if (keys.tags() > 0) {
      Bytes deadlines = keys.deadlines(keys.tag(entry));
      server.call("test", Command.read("ZADD", deadlines, now() + left, entry));
    }
  }

  private long now() {
    List<?> time = (List<?>) server.call("test", Command.keyless("TIME"));
    long seconds = Long.parseLong(new Bytes((byte[]) time.get(0)).toString());
    long micros = Long.parseLong(new Bytes((byte[]) time.get(1)).toString());
    return seconds * 1_000 + micros / 1_000;
  }

  /** Returns the time until the first entry expires, in nanoseconds of the kit. */
  long next() {
    long next = StoreContext.NEVER;
    for (Bytes entry : entries()) {
      long left = EntryCommands.number(server.call("test", Command.read("PTTL", entry)));
      if (left > grace) {
        next = Math.min(next, Math.floorDiv(left - grace + UNIT_MILLIS - 1, UNIT_MILLIS));
      }
    }
    return next;
  }
}
