package dev.larder.valkey;

import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.EntrySnapshot;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
import dev.larder.store.PlannedCommit;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreSize;
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
  private final StoreContext<K, V> context;
  private final KeyFormat<K> keys;
  private final ValkeyConfiguration settings;
  private final Server server;
  private final EntryCommands commands;
  private final LocalHolds holds;
  private final EntryReader<V> reader;
  private final OneStepOperations<V> oneStep;
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
    this.keys = keys;
    this.settings = settings;
    this.server = shared.server();
    this.commands = new EntryCommands(keys, settings);
    String cacheName = context.settings().cacheName();
    this.holds = new LocalHolds(cacheName, server);
    this.subject = "cache '" + cacheName + "'";
    this.reader = new EntryReader<>(context, settings, server, commands, subject);
    this.oneStep = new OneStepOperations<>(this, context);
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

  EntryReader<V> reader() {
    return reader;
  }

  OneStepOperations<V> oneStep() {
    return oneStep;
  }

  BulkOperations<K, V> bulk() {
    return bulk;
  }

  EntryCommands commands() {
    return commands;
  }

  @Override
  public @Nullable V read(K key) {
    return reader.readValues(List.of(keys.encode(key))).get(0);
  }

  @Override
  public Map<K, V> readAll(Collection<K> wanted) {
    List<Bytes> entries = new ArrayList<>(wanted.size());
    wanted.forEach(key -> entries.add(keys.encode(key)));
    Map<K, V> found = new HashMap<>();
    Iterator<@Nullable V> value = reader.readValues(entries).iterator();
    for (K key : wanted) {
      V present = value.next();
      if (present != null) {
        found.put(key, present);
      }
    }
    return found;
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
    Seen seen = reader.see(keys.encode(key), true, "read");
    V value = seen.isLive() ? reader.decode(seen.raw()) : null;
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

  @Override
  public Change<V> apply(K key, Operation operation, @Nullable V value, @Nullable V expected) {
    return oneStep.apply(keys.encode(key), operation, value, expected);
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
    if (!holds.hold(entry, hold, waits)) {
      return null;
    }
    ValkeyClaim<V> claim = new ValkeyClaim<>(this, entry, hold);
    boolean isClaimed = false;
    try {
      isClaimed = !settings.locks() || claim.lock(waits);
      if (isClaimed) {
        isClaimed = false;
        claim.see(reader.see(entry, false, "read"));
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
    new KeyPages(keys.pattern(), server, what).forEachRemaining(page -> unlink(page, what));
  }

  /**
   * Removes keys of the cache, whatever they are.
   *
   * @param what the cache and the operation, for messages
   */
  void unlink(Collection<Bytes> removed, String what) {
    List<Command> batch = removed.stream().map(key -> Command.read("UNLINK", key)).toList();
    server.callAll(what, batch);
  }

  KeyFormat<K> keys() {
    return keys;
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
    List<Bytes> others = new ArrayList<>(); // what the cache has besides its entries
    for (int tag = 0; tag < keys.tags(); tag++) {
      others.add(keys.deadlines(tag));
      others.add(keys.sequence(tag));
    }
    others.add(keys.meta());
    unlink(others, subject + ", destroy");
  }
}
