package dev.larder.valkey;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.Codec;
import dev.larder.store.Conflicts;
import dev.larder.store.EntrySnapshot;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
import dev.larder.store.PlannedCommit;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreSize;
import dev.larder.valkey.EntryCommands.Plan;
import dev.larder.valkey.EntryCommands.Result;
import dev.larder.valkey.Server.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache on a Valkey or Redis server, or cluster.
 *
 * <ul>
 *   <li><em>One step.</em> An operation that compares no values depends on the presence of the
 *       entry only. It is one command, which decides on the server.
 *   <li><em>Compare and set.</em> Only Java can compare values. Such an operation reads the entry,
 *       decides here, and stores if the version is still the same. On a conflict it starts again.
 *   <li><em>Claims.</em> While user code runs, a hold excludes the other threads of this process.
 *       The version excludes other processes when the claim commits.
 * </ul>
 *
 * <p>The server expires entries by its own clock. No clock of this process matters, except for the
 * time at which a touch is due.
 */
final class ValkeyStore<K, V> implements Store<K, V> {
  /** Stands for the value of a key of another type than a string. The script has the same. */
  private static final byte[] WRONG_TYPE = {'?'};

  /** Stands for any value, in operations that depend on presence only. */
  private static final Object PRESENT = new Object();

  /** An access moves a longer time to live in steps of this part of it. */
  private static final int STEPS = 16;

  /** The least time to live that moves in steps, in milliseconds. */
  private static final long LEAST_IN_STEPS = 16_000;

  private final StoreContext<K, V> context;
  private final Codec<V> valueCodec;
  private final KeyFormat<K> keys;
  private final ValkeyConfiguration settings;
  private final Server server;
  private final EntryCommands commands;
  private final LocalHolds holds;
  private final BulkOperations<K, V> bulk;
  private final Shared shared;
  private final String subject;
  private final @Nullable EventSubscription<K, V> events;
  private final @Nullable ExpirySweep<K, V> sweep;
  private volatile boolean isClosed;

  ValkeyStore(
      StoreContext<K, V> context, KeyFormat<K> keys, ValkeyConfiguration settings, Shared shared) {
    this.context = context;
    this.shared = shared;
    this.valueCodec = context.codecs().value();
    this.keys = keys;
    this.settings = settings;
    this.server = shared.server();
    this.commands = new EntryCommands(keys, settings);
    String cacheName = context.settings().cacheName();
    this.holds = new LocalHolds(cacheName, server);
    this.subject = "cache '" + cacheName + "'";
    this.bulk = new BulkOperations<>(this, settings);
    this.sweep = settings.reportsExpired() ? new ExpirySweep<>(context, this, shared) : null;
    this.events = settings.publishes() ? new EventSubscription<>(context, this, shared) : null;
  }

  /**
   * Begins to listen to other processes.
   *
   * @throws CacheException if the server cannot be reached, or refuses it
   */
  void start() {
    if (events != null && !isClosed) {
      events.start(settings.address().database());
      if (isClosed) {
        events.close();
      }
    }
  }

  boolean isClosed() {
    return isClosed;
  }

  String subject() {
    return subject;
  }

  /** Returns whether entries can expire at all. */
  boolean canExpire() {
    return context.settings().canExpire();
  }

  LockKeeper locks() {
    return shared.locks();
  }

  LocalHolds holds() {
    return holds;
  }

  Server server() {
    return server;
  }

  BulkOperations<K, V> bulk() {
    return bulk;
  }

  EntryCommands commands() {
    return commands;
  }

  @Override
  public @Nullable V read(K key) {
    Bytes entry = keys.encode(key);
    return readValues(List.of(entry)).get(0);
  }

  @Override
  public Map<K, V> readAll(Collection<K> wanted) {
    List<Bytes> entries = new ArrayList<>(wanted.size());
    wanted.forEach(key -> entries.add(keys.encode(key)));
    Map<K, V> found = new HashMap<>();
    Iterator<@Nullable V> value = readValues(entries).iterator();
    for (K key : wanted) {
      V present = value.next();
      if (present != null) {
        found.put(key, present);
      }
    }
    return found;
  }

  private List<@Nullable V> readValues(List<Bytes> entries) {
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

  /** Returns the form of a value with a new version. Runs user code. */
  byte[] entry(V value, Bytes version) {
    return value instanceof String text && KeyFormat.isEncodable(text)
        ? EntryFormat.textEntry(text, version)
        : EntryFormat.entry(valueCodec.encode(value), version);
  }

  @Override
  public boolean contains(K key) {
    Bytes entry = keys.encode(key);
    if (commands.grace() == 0) {
      Command exists = Command.read("EXISTS", entry);
      return EntryCommands.number(server.call(subject + ", containsKey", exists)) > 0;
    }
    Object left = server.call(subject + ", containsKey", Command.read("PTTL", entry));
    return EntryCommands.number(left) == -1 || EntryCommands.number(left) > commands.grace();
  }

  @Override
  public @Nullable EntrySnapshot<V> snapshot(K key) {
    Seen seen = see(List.of(keys.encode(key)), true, "read").get(0);
    V value = seen.isLive() ? decode(seen.raw()) : null;
    long left =
        seen.timeLeft() == Step.FOREVER
            ? StoreContext.NEVER
            : TimeUnit.MILLISECONDS.toNanos(seen.timeLeft());
    return value == null ? null : new EntrySnapshot<>(value, left, 1, seen.version());
  }

  @Override
  public boolean touch(K key, Object version, long timeToLive) {
    if (timeToLive == StoreContext.UNCHANGED) {
      return true; // the server orders entries by their accesses itself
    }
    long millis = Step.millis(timeToLive);
    Command touch = commands.touch(keys.encode(key), (Bytes) version, millis);
    List<?> reply = (List<?>) server.call(subject + ", touch", touch);
    requestSweep(millis);
    return reply != null
        && EntryCommands.number(reply.get(0)) == 1
        && EntryCommands.number(reply.get(1)) == 1;
  }

  /** Requests a look for expired entries after a time to live, in milliseconds. */
  void requestSweep(long millis) {
    if (sweep != null && millis >= 0) {
      context.wakeAfter(TimeUnit.MILLISECONDS.toNanos(millis + 1));
    }
  }

  /** Releases a key after a claim. */
  void release(Bytes entry, KeyHold hold) {
    holds.release(entry, hold);
    if (sweep != null) {
      sweep.lookAgain();
    }
  }

  @Override
  public Change<V> apply(K key, Operation operation, @Nullable V value, @Nullable V expected) {
    Bytes entry = keys.encode(key);
    if (operation.comparesValues()) {
      return compareAndSet(entry, operation, value, expected);
    }
    holds.await(entry);
    Plan plan = plan(operation, operation.returnsValue());
    Bytes version = EntryFormat.newVersion();
    Command command = command(plan, entry, value, version);
    Outcome outcome = server.tryAll(List.of(command)).get(0);
    return change(plan, entry, outcome, value, version, null);
  }

  /** Returns what an operation does, with the times to live of this moment. */
  Plan plan(Operation operation, boolean asksValues) {
    Action ifAbsent = operation.decide(null, null);
    Action ifPresent = operation.decide(PRESENT, null);
    return new Plan(
        operation,
        Step.of(ifAbsent, context.timeToLive(ifAbsent, false)),
        Step.of(ifPresent, context.timeToLive(ifPresent, true)),
        asksValues);
  }

  Command command(Plan plan, Bytes entry, @Nullable V value, Bytes version) {
    return commands.command(plan, entry, value == null ? null : entry(value, version));
  }

  /**
   * Returns what an operation has done.
   *
   * @param reread the entries whose outcome is unknown, read again; null to read this one again
   */
  Change<V> change(
      Plan plan,
      Bytes entry,
      Outcome outcome,
      @Nullable V value,
      Bytes version,
      @Nullable Map<Bytes, Seen> reread) {
    String what = subject + ", " + plan.operation();
    if (outcome.isUnknown() && value != null && !plan.asksValues()) {
      Seen now = reread == null ? trySee(entry) : reread.get(entry);
      if (now != null && now.version().equals(version)) {
        return new Change<>(Action.WRITE, false, null, null, value, true);
      }
    }
    Result result;
    if (outcome.isWrongType() && commands.isNative(plan)) {
      // The server's own command cannot return such a value, and has done nothing.
      Command scripted =
          commands.scripted(plan, entry, value == null ? null : entry(value, version));
      result = EntryCommands.scriptedResult(plan, server.call(what, scripted));
    } else {
      result = commands.result(plan, outcome.reply(what));
    }
    boolean mustRead = plan.operation().returnsValue();
    V before = mustRead ? decodeDone(result) : decodeForEvent(result.before());
    V after = result.action().stores() ? value : null;
    requestSweep((result.present() ? plan.ifPresent() : plan.ifAbsent()).timeToLive());
    return new Change<>(
        result.action(),
        result.present(),
        before,
        decodeForEvent(result.expired()),
        after,
        result.stored());
  }

  /** Returns the value that an operation has found, and has perhaps replaced or removed. */
  private @Nullable V decodeDone(Result result) {
    try {
      return decode(result.before());
    } catch (CacheException e) {
      boolean isChange = result.action() != Action.NONE && result.action() != Action.READ;
      throw isChange ? new CacheException(e.getMessage() + "; the operation was executed", e) : e;
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

  private Change<V> compareAndSet(
      Bytes entry, Operation operation, @Nullable V offered, @Nullable V expected) {
    Conflicts conflicts = new Conflicts(context.settings().cacheName());
    Swap<V> swap = new Swap<>(this, entry, EntryCommands::anyToken);
    while (true) {
      holds.await(entry);
      Seen seen = see(List.of(entry), false, operation.toString()).get(0);
      V found = decode(seen.raw());
      V current = seen.isLive() ? found : null;
      Action action = operation.decide(current, expected);
      V value = action.stores() ? offered : null;
      Step step = Step.of(action, context.timeToLive(action, current != null));
      Change<V> change = swap.run(seen, step, value, operation.toString());
      if (change != null) {
        return change;
      }
      server.counters().conflict();
      conflicts.pause();
    }
  }

  @Override
  public void applyAll(
      Operation operation,
      Collection<K> wanted,
      Function<K, @Nullable V> values,
      boolean withValues,
      BiConsumer<K, Change<V>> observer) {
    bulk.applyAll(operation, wanted, values, withValues, observer, (key, failure) -> false);
  }

  @Override
  public @Nullable Claim<V> claim(K key, KeyHold hold, boolean waits) {
    Bytes entry = keys.encode(key);
    if (waits) {
      holds.hold(entry, hold);
    } else if (!holds.tryHold(entry, hold)) {
      return null;
    }
    ValkeyClaim<V> claim = new ValkeyClaim<>(this, entry, hold);
    boolean isClaimed = false;
    try {
      isClaimed = !settings.locks() || claim.lock(waits);
      if (isClaimed) {
        isClaimed = false;
        claim.see(see(List.of(entry), false, "read").get(0));
        isClaimed = true;
      }
    } finally {
      if (!isClaimed) {
        claim.withdraw();
      }
    }
    return isClaimed ? claim : null;
  }

  @Override
  public void tryClaimAll(
      List<K> wanted, List<KeyHold> newHolds, Collection<@Nullable Claim<V>> claims) {
    bulk.tryClaimAll(wanted, newHolds, claims);
  }

  @Override
  public void commitAll(
      List<PlannedCommit<V>> planned, BiConsumer<PlannedCommit<V>, @Nullable Change<V>> observer) {
    bulk.commitAll(planned, observer, (commit, failure) -> false);
  }

  @Override
  public Iterator<List<Map.Entry<K, V>>> pages() {
    return new EntryPages<>(this, keys, server);
  }

  @Override
  public void clear() {
    holds.awaitAll();
    clearNow();
  }

  /** Removes all entries, also those that threads hold. */
  void clearNow() {
    String what = subject + ", clear";
    new KeyPages(keys.pattern(), server, what)
        .forEachRemaining(
            page -> {
              List<Command> batch =
                  page.stream().map(entry -> Command.read("UNLINK", entry)).toList();
              server.callAll(what, batch);
            });
  }

  /** Removes entries, whatever they are. */
  void unlink(Collection<Bytes> entries) {
    List<Command> batch = entries.stream().map(entry -> Command.read("UNLINK", entry)).toList();
    server.callAll(subject + ", bypass", batch);
  }

  KeyFormat<K> keys() {
    return keys;
  }

  /** Returns the commands that delete what the cache has on the server besides its entries. */
  private List<Command> deletions() {
    List<Command> batch = new ArrayList<>();
    for (int tag = 0; tag < keys.tags(); tag++) {
      batch.add(Command.read("UNLINK", keys.deadlines(tag)));
      batch.add(Command.read("UNLINK", keys.sequence(tag)));
    }
    batch.add(Command.read("UNLINK", keys.meta()));
    return batch;
  }

  /** Unknown: the server counts the keys of its database, not those of a cache. */
  @Override
  public StoreSize size() {
    return StoreSize.UNKNOWN;
  }

  @Override
  public long expire() {
    return sweep == null ? StoreContext.NEVER : sweep.start();
  }

  /** Looks for expired entries in this thread. */
  void sweepNow() {
    if (sweep != null) {
      sweep.run();
    }
  }

  @Override
  public void close() {
    isClosed = true;
    if (events != null) {
      events.close();
    }
  }

  @Override
  public void destroy() {
    clear();
    server.callAll(subject + ", destroy", deletions());
  }
}
