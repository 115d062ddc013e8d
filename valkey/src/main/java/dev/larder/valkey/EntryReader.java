package dev.larder.valkey;

import dev.larder.store.Action;
import dev.larder.store.Codec;
import dev.larder.store.StoreContext;
import dev.larder.valkey.Server.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a cache from the server, and decodes their values. The reader guards two
 * things. An expired entry that the server keeps for its event is never returned as live. An entry
 * that cannot be decoded fails, or counts as absent, as the configuration says. Thread-safe.
 */
final class EntryReader<V> {
  /** Stands for the value of a key of another type than a string. The script has the same. */
  private static final byte[] WRONG_TYPE = {'?'};

  /** An access moves a longer time to live in steps of this part of it. */
  private static final int STEPS = 16;

  /** The least time to live that moves in steps, in milliseconds. */
  private static final long LEAST_IN_STEPS = 16_000;

  private final StoreContext<?, V> context;
  private final Codec<V> valueCodec;
  private final ValkeyConfiguration settings;
  private final Server server;
  private final EntryCommands commands;
  private final String subject;

  EntryReader(
      StoreContext<?, V> context,
      ValkeyConfiguration settings,
      Server server,
      EntryCommands commands,
      String subject) {
    this.context = context;
    this.valueCodec = context.codecs().value();
    this.settings = settings;
    this.server = server;
    this.commands = commands;
    this.subject = subject;
  }

  /**
   * Returns the values of entries, each null if there is none. A read that moves the end of an
   * entry's life does so without waiting.
   */
  List<@Nullable V> readValues(List<Bytes> entries) {
    long access = Step.millis(context.timeToLive(Action.READ, true));
    if (access == 0 && commands.grace() == 0) {
      return decodeAll(take(entries));
    }
    boolean moves = access != Step.KEEP;
    List<Seen> seen = see(entries, moves, "read");
    if (moves) {
      for (int i = 0; i < entries.size(); i++) {
        touchIfDue(entries.get(i), seen.get(i), access);
      }
    }
    List<byte @Nullable []> live = new ArrayList<>(seen.size());
    seen.forEach(each -> live.add(each.isLive() ? each.raw() : null));
    return decodeAll(live);
  }

  /** Reads entries that expire by that. */
  private List<byte @Nullable []> take(List<Bytes> entries) {
    List<byte @Nullable []> taken = new ArrayList<>(entries.size());
    List<Command> all = entries.stream().map(entry -> Command.of("GETDEL", entry)).toList();
    server.callAll(subject + ", read", all).forEach(reply -> taken.add((byte[]) reply));
    return taken;
  }

  private void touchIfDue(Bytes entry, Seen seen, long access) {
    if (!seen.isLive()) {
      return;
    }
    long slack = access >= LEAST_IN_STEPS ? access / STEPS : 0;
    boolean isDue =
        access == Step.FOREVER
            ? seen.timeLeft() != Step.FOREVER
            : seen.timeLeft() == Step.FOREVER
                || seen.timeLeft() < access - slack
                || seen.timeLeft() > access;
    if (isDue) {
      server.post(commands.touch(entry, seen.version(), access));
    }
  }

  /**
   * Reads an entry.
   *
   * @param withTime whether the time to live is asked for
   */
  Seen see(Bytes entry, boolean withTime, String operation) {
    return see(List.of(entry), withTime, operation).get(0);
  }

  /**
   * Reads entries by one batch for each master.
   *
   * @param withTime whether the time to live is asked for
   */
  List<Seen> see(List<Bytes> entries, boolean withTime, String operation) {
    boolean asksTime = withTime || commands.grace() > 0;
    if (!asksTime && entries.size() > 1 && isSingleServer()) {
      return seeTogether(entries, operation);
    }
    List<Command> batch = new ArrayList<>(entries.size() * (asksTime ? 2 : 1));
    for (Bytes entry : entries) {
      // The time first: if the entry expires in between, the value is absent.
      if (asksTime) {
        batch.add(Command.read("PTTL", entry));
      }
      batch.add(Command.read("GET", entry));
    }
    String what = subject + ", " + operation;
    Iterator<Outcome> outcomes = server.tryAll(batch).iterator();
    List<Seen> seen = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      long left = asksTime ? EntryCommands.number(outcomes.next().reply(what)) : Step.KEEP;
      Outcome read = outcomes.next();
      byte[] raw = read.isWrongType() ? WRONG_TYPE : (byte[]) read.reply(what);
      seen.add(seen(raw, left, asksTime));
    }
    return seen;
  }

  boolean isSingleServer() {
    return settings.address().kind() != ServerAddress.Kind.CLUSTER;
  }

  private List<Seen> seeTogether(List<Bytes> entries, String operation) {
    List<Command> batch = new ArrayList<>();
    for (int from = 0; from < entries.size(); from += Server.BATCH) {
      int until = Math.min(entries.size(), from + Server.BATCH);
      Object[] others = entries.subList(from + 1, until).toArray();
      batch.add(Command.read("MGET", entries.get(from), others));
    }
    List<Seen> seen = new ArrayList<>(entries.size());
    for (Object reply : server.callAll(subject + ", " + operation, batch)) {
      ((List<?>) reply).forEach(raw -> seen.add(seen((byte[]) raw, Step.KEEP, false)));
    }
    return seen;
  }

  private Seen seen(byte @Nullable [] raw, long left, boolean asksTime) {
    if (raw == null) {
      return Seen.ABSENT;
    }
    if (!asksTime) {
      return new Seen(raw, true, Step.KEEP);
    }
    // -1 is no end; -2 that the entry was absent, and has appeared since.
    long timeLeft = left < 0 ? Step.FOREVER : left - commands.grace();
    boolean isLive = left < 0 || timeLeft > 0;
    return new Seen(raw, isLive, isLive ? timeLeft : 0);
  }

  private List<@Nullable V> decodeAll(List<byte @Nullable []> entries) {
    List<@Nullable V> values = new ArrayList<>(entries.size());
    entries.forEach(raw -> values.add(decode(raw)));
    return values;
  }

  /**
   * Returns the value of an entry; null if there is none, or it is unreadable and counts as absent.
   */
  @Nullable V decode(byte @Nullable [] raw) {
    if (raw == null) {
      return null;
    }
    try {
      return EntryFormat.value(raw, valueCodec, subject);
    } catch (RuntimeException e) {
      if (missesUnreadable()) {
        return null;
      }
      throw e;
    }
  }

  /** Counts an unreadable object, and returns whether it counts as absent. */
  boolean missesUnreadable() {
    server.counters().unreadable.increment();
    return settings.missesUnreadable();
  }

  /** Returns a value for an event; null if it is unreadable, because the operation was done. */
  @Nullable V decodeForEvent(byte @Nullable [] raw) {
    try {
      return decode(raw);
    } catch (RuntimeException e) {
      return null;
    }
  }

  /** Returns an entry by one more call; null if that fails too. */
  @Nullable Seen trySee(Bytes entry) {
    return reread(List.of(entry)).get(entry);
  }

  /** Returns entries by one more call; none if that fails. */
  Map<Bytes, Seen> reread(List<Bytes> entries) {
    Map<Bytes, Seen> found = new HashMap<>();
    if (!entries.isEmpty()) {
      try {
        Iterator<Seen> seen = see(entries, false, "read").iterator();
        entries.forEach(entry -> found.put(entry, seen.next()));
      } catch (CacheException e) {
        return Map.of(); // the caller throws the first failure
      }
    }
    return found;
  }
}
