package dev.larder.store.bytes;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.Codec;
import dev.larder.store.Conflicts;
import dev.larder.store.EntrySnapshot;
import dev.larder.store.Failures;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
import dev.larder.store.PlannedCommit;
import dev.larder.store.RemovalCause;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreSize;
import dev.larder.store.bytes.ByteServer.Command;
import dev.larder.store.bytes.ByteServer.Commit;
import dev.larder.store.bytes.ByteServer.Outcome;
import dev.larder.store.bytes.ByteServer.Reply;
import dev.larder.store.bytes.ByteServer.Seen;
import dev.larder.store.bytes.ByteServer.Step;
import dev.larder.time.Ticker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The client of a {@link ByteServer}: the shape of a Valkey store, without the network.
 *
 * <ul>
 *   <li><em>One call.</em> A transition that compares no values depends on the presence of the
 *       entry only. The client decides for both cases, and sends both decisions and deadlines as
 *       one command.
 *   <li><em>Read, decide, compare-and-set.</em> Only Java can compare values. Such a transition is
 *       decided here and committed by version. On a conflict it starts again.
 *   <li><em>Changes in order.</em> If the values before and after are asked for, the key is held
 *       locally during the call.
 *   <li><em>Claims.</em> A hold is local. It excludes this process, and the version at commit
 *       excludes all others. An operation that checked for holds before the claim may still arrive
 *       after the claim has read. The claim treats it like one of another process.
 * </ul>
 *
 * <p>A plain read never removes an expired record. {@link #expire} does, and reports it.
 *
 * <p>There is no bound here: a server has its own.
 */
final class ByteStore<K, V> implements Store<K, V> {
  /** Stands for any value, in transitions that only depend on presence. */
  private static final Object PRESENT = new Object();

  /** The number of records in a page. */
  static final int PAGE = 100;

  private final StoreContext<K, V> context;
  private final String cacheName;
  private final Codec<K> keyCodec;
  private final Codec<V> valueCodec;
  private final ByteServer server;
  private final ByteServer.Subscriber subscriber = this::changedElsewhere;
  private final ConcurrentHashMap<Bytes, KeyHold> holds = new ConcurrentHashMap<>();

  ByteStore(StoreContext<K, V> context, ByteServer server) {
    this.context = context;
    this.cacheName = context.settings().cacheName();
    this.keyCodec = context.codecs().key();
    this.valueCodec = context.codecs().value();
    this.server = server;
    server.subscribe(subscriber);
  }

  private void changedElsewhere(Bytes key, Reply reply, @Nullable Bytes value) {
    if (context.hasListeners()) {
      V after = reply.verb().stores() ? decode(value) : null;
      V before = decode(reply.before());
      context.changedElsewhere(
          keyCodec.decode(key.array()),
          change(reply.verb(), before, decode(reply.expired()), after, reply.stored()));
    }
  }

  @Override
  public @Nullable V read(K key) {
    return decode(read(List.of(bytes(key))).get(0));
  }

  private List<@Nullable Bytes> read(List<Bytes> keys) {
    long now = context.now();
    long deadline = deadline(context.timeToLive(Action.READ, true), now);
    List<@Nullable Bytes> values = server.read(keys, now, deadline);
    wakeAt(deadline);
    return values;
  }

  @Override
  public Map<K, V> readAll(Collection<K> keys) {
    List<@Nullable Bytes> values = read(keys.stream().map(this::bytes).toList());
    Map<K, V> found = new HashMap<>();
    Iterator<@Nullable Bytes> value = values.iterator();
    for (K key : keys) {
      V decoded = decode(value.next());
      if (decoded != null) {
        found.put(key, decoded);
      }
    }
    return found;
  }

  @Override
  public boolean contains(K key) {
    return server.contains(bytes(key), context.now());
  }

  @Override
  public @Nullable EntrySnapshot<V> snapshot(K key) {
    long now = context.now();
    Seen seen = server.get(bytes(key), now);
    V value = seen.live() ? decode(seen.value()) : null;
    long left = seen.deadline() == Ticker.NEVER ? Ticker.NEVER : seen.deadline() - now;
    return value == null ? null : new EntrySnapshot<>(value, left, 1, seen.version());
  }

  @Override
  public boolean touch(K key, Object version, long timeToLive) {
    if (timeToLive == StoreContext.UNCHANGED) {
      return true; // the server orders no entries by their accesses
    }
    long now = context.now();
    long deadline = Ticker.after(now, timeToLive);
    boolean moved = server.touch(bytes(key), (long) version, now, deadline);
    wakeAt(deadline);
    return moved;
  }

  private static long deadline(long timeToLive, long now) {
    return timeToLive == StoreContext.UNCHANGED
        ? StoreContext.UNCHANGED
        : Ticker.after(now, timeToLive);
  }

  @Override
  public Change<V> apply(K key, Operation operation, @Nullable V value, @Nullable V expected) {
    Bytes keyBytes = bytes(key);
    Conflicts conflicts = new Conflicts(cacheName);
    while (true) {
      awaitFree(keyBytes);
      Change<V> change =
          operation.comparesValues()
              ? compareAndSet(keyBytes, operation, value, expected)
              : runThere(List.of(keyBytes), operation, Collections.singletonList(value)).get(0);
      if (change != null) {
        return change;
      }
      conflicts.pause();
    }
  }

  @Override
  public void applyAll(
      Operation operation,
      Collection<K> keys,
      Function<K, @Nullable V> values,
      boolean withValues,
      BiConsumer<K, Change<V>> observer) {
    List<K> left = new ArrayList<>(keys);
    while (!left.isEmpty()) {
      List<K> free = new ArrayList<>();
      List<Bytes> freeBytes = new ArrayList<>();
      Map<Bytes, KeyHold> held = new HashMap<>();
      try {
        for (Iterator<K> each = left.iterator(); each.hasNext(); ) {
          K key = each.next();
          Bytes keyBytes = bytes(key);
          if (held.isEmpty()) {
            awaitFree(keyBytes);
          }
          // Without values, the order of two changes of this process need not be known.
          KeyHold hold = withValues ? tryHold(keyBytes) : null;
          if (hold != null) {
            held.put(keyBytes, hold);
          }
          if (hold != null || (!withValues && !holds.containsKey(keyBytes))) {
            free.add(key);
            freeBytes.add(keyBytes);
            each.remove();
          }
        }
        applyToFree(operation, free, freeBytes, values, observer);
      } finally {
        held.forEach(this::release);
      }
    }
  }

  private void applyToFree(
      Operation operation,
      List<K> keys,
      List<Bytes> keyBytes,
      Function<K, @Nullable V> values,
      BiConsumer<K, Change<V>> observer) {
    if (keys.isEmpty()) {
      return;
    }
    List<@Nullable V> sent = new ArrayList<>();
    keys.forEach(key -> sent.add(values.apply(key)));
    List<Change<V>> changes = runThere(keyBytes, operation, sent);
    Failures failures = new Failures();
    for (int i = 0; i < keys.size(); i++) {
      int at = i;
      failures.guard(() -> observer.accept(keys.get(at), changes.get(at)));
    }
    failures.rethrow();
  }

  private List<Change<V>> runThere(
      List<Bytes> keys, Operation operation, List<@Nullable V> values) {
    long now = context.now();
    Step ifAbsent = step(operation.decide(null, null), false, now);
    Step ifPresent = step(operation.decide(PRESENT, null), true, now);
    List<Command> commands = new ArrayList<>();
    for (V value : values) {
      commands.add(new Command(now, value == null ? null : encode(value), ifAbsent, ifPresent));
    }
    List<Reply> replies = server.runAll(keys, commands, subscriber);
    List<Change<V>> changes = new ArrayList<>();
    for (int i = 0; i < replies.size(); i++) {
      Reply reply = replies.get(i);
      V before = decode(reply.before());
      wakeAt(before == null ? ifAbsent.deadline() : ifPresent.deadline());
      V after = reply.verb().stores() ? values.get(i) : null;
      changes.add(change(reply.verb(), before, decode(reply.expired()), after, reply.stored()));
    }
    return changes;
  }

  private Step step(Action verb, boolean present, long now) {
    return new Step(verb, deadline(context.timeToLive(verb, present), now));
  }

  private static <V> Change<V> change(
      Action verb, @Nullable V before, @Nullable V expired, @Nullable V after, boolean stored) {
    return new Change<>(verb, before != null, before, expired, after, stored);
  }

  private @Nullable Change<V> compareAndSet(
      Bytes key, Operation operation, @Nullable V offered, @Nullable V expected) {
    long now = context.now();
    Seen seen = server.get(key, now);
    V found = decode(seen.value());
    Action verb = operation.decide(seen.live() ? found : null, expected);
    V value = verb.stores() ? offered : null;
    Bytes sent = value == null ? null : encode(value);
    return commit(key, seen, found, step(verb, seen.live(), now), value, sent);
  }

  /** Commits a change of a record. Returns null if the record has changed meanwhile. */
  private @Nullable Change<V> commit(
      Bytes key, Seen seen, @Nullable V found, Step step, @Nullable V value, @Nullable Bytes sent) {
    Outcome outcome = Outcome.DONE;
    if (changesAnything(step, seen)) {
      Commit commit = new Commit(key, seen, step, sent, context.now());
      outcome = server.commitAll(List.of(commit), subscriber).get(0);
    }
    return committed(outcome, seen, found, step, value);
  }

  private static boolean changesAnything(Step step, Seen seen) {
    boolean isExpired = !seen.live() && seen.value() != null;
    return step.verb() != Action.NONE || isExpired;
  }

  private @Nullable Change<V> committed(
      Outcome outcome, Seen seen, @Nullable V found, Step step, @Nullable V value) {
    if (outcome == Outcome.CONFLICT) {
      return null;
    }
    wakeAt(step.deadline());
    V before = seen.live() ? found : null;
    V expired = seen.live() ? null : found;
    return change(step.verb(), before, expired, value, outcome == Outcome.STORED);
  }

  private void awaitFree(Bytes key) {
    KeyHold held = holds.get(key);
    while (held != null) {
      held.await();
      holds.remove(key, held);
      held = holds.get(key);
    }
  }

  @Override
  public @Nullable Claim<V> claim(K key, KeyHold hold, boolean waits) {
    Bytes keyBytes = bytes(key);
    KeyHold held = holds.putIfAbsent(keyBytes, hold);
    while (held != null) {
      if (!waits && !held.isOver()) {
        return null;
      }
      held.await();
      holds.remove(keyBytes, held);
      hold.inherit(held);
      held = holds.putIfAbsent(keyBytes, hold);
    }
    try {
      return new ByteClaim(keyBytes, hold, server.get(keyBytes, context.now()));
    } catch (RuntimeException | Error e) {
      release(keyBytes, hold);
      throw e;
    }
  }

  @Override
  public void tryClaimAll(
      List<K> keys, List<KeyHold> newHolds, Collection<@Nullable Claim<V>> claims) {
    List<Bytes> held = new ArrayList<>();
    List<@Nullable Bytes> all = new ArrayList<>();
    int claimed = 0;
    try {
      for (int i = 0; i < keys.size(); i++) {
        Bytes key = bytes(keys.get(i));
        boolean isFree = holds.putIfAbsent(key, newHolds.get(i)) == null;
        all.add(isFree ? key : null);
        if (isFree) {
          held.add(key);
        }
      }
      Iterator<Seen> seen =
          held.isEmpty()
              ? Collections.emptyIterator()
              : server.getAll(held, context.now()).iterator();
      for (; claimed < all.size(); claimed++) {
        Bytes key = all.get(claimed);
        claims.add(key == null ? null : new ByteClaim(key, newHolds.get(claimed), seen.next()));
      }
    } finally {
      for (int i = claimed; i < all.size(); i++) {
        Bytes key = all.get(i);
        if (key != null) {
          release(key, newHolds.get(i));
        }
      }
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public void commitAll(
      List<PlannedCommit<V>> planned, BiConsumer<PlannedCommit<V>, @Nullable Change<V>> observer) {
    List<Commit> commits = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    long now = context.now();
    for (PlannedCommit<V> each : planned) {
      ByteClaim claim = (ByteClaim) each.claim();
      Step step = new Step(each.action(), deadline(each.timeToLive(), now));
      steps.add(step);
      if (changesAnything(step, claim.seen)) {
        commits.add(new Commit(claim.key, claim.seen, step, claim.bytesOf(each.value()), now));
      }
    }
    Iterator<Outcome> outcomes =
        commits.isEmpty()
            ? Collections.emptyIterator()
            : server.commitAll(commits, subscriber).iterator();
    Failures failures = new Failures();
    for (int i = 0; i < planned.size(); i++) {
      PlannedCommit<V> each = planned.get(i);
      ByteClaim claim = (ByteClaim) each.claim();
      Step step = steps.get(i);
      Outcome outcome = changesAnything(step, claim.seen) ? outcomes.next() : Outcome.DONE;
      failures.guard(() -> observer.accept(each, claim.committed(outcome, step, each.value())));
    }
    failures.rethrow();
  }

  private @Nullable KeyHold tryHold(Bytes key) {
    KeyHold hold = new KeyHold(cacheName);
    if (holds.putIfAbsent(key, hold) == null) {
      return hold;
    }
    hold.release();
    return null;
  }

  private void release(Bytes key, KeyHold hold) {
    holds.remove(key, hold);
    hold.release();
  }

  @Override
  public Iterator<List<Map.Entry<K, V>>> pages() {
    return new Iterator<>() {
      private @Nullable Bytes last;
      private boolean isEnd;

      @Override
      public boolean hasNext() {
        return !isEnd;
      }

      @Override
      public List<Map.Entry<K, V>> next() {
        if (isEnd) {
          throw new NoSuchElementException();
        }
        ByteServer.Page page = server.page(last, PAGE, context.now());
        last = page.last();
        isEnd = last == null;
        List<Map.Entry<K, V>> entries = new ArrayList<>();
        for (Map.Entry<Bytes, Bytes> each : page.records()) {
          entries.add(
              Map.entry(
                  keyCodec.decode(each.getKey().array()),
                  valueCodec.decode(each.getValue().array())));
        }
        return entries;
      }
    };
  }

  @Override
  public void clear() {
    holds.values().forEach(KeyHold::await);
    server.clear();
  }

  @Override
  public StoreSize size() {
    long records = server.size();
    return new StoreSize(records, records);
  }

  @Override
  public long expire() {
    long now = context.now();
    for (Bytes key : server.due(now)) {
      // The holder of a key requests another call when it releases the key.
      KeyHold hold = tryHold(key);
      if (hold != null) {
        try {
          V value = decode(server.expire(key, now));
          if (value != null) {
            context.removed(keyCodec.decode(key.array()), value, RemovalCause.EXPIRED);
          }
        } finally {
          release(key, hold);
        }
      }
    }
    long next = server.firstDeadlineAfter(now);
    return next == Ticker.NEVER ? Ticker.NEVER : next - now;
  }

  @Override
  public void close() {
    server.unsubscribe(subscriber);
  }

  @Override
  public void destroy() {
    clear();
  }

  private Bytes bytes(K key) {
    return new Bytes(keyCodec.encode(key));
  }

  private Bytes encode(V value) {
    return new Bytes(valueCodec.encode(value));
  }

  private @Nullable V decode(@Nullable Bytes bytes) {
    return bytes == null ? null : valueCodec.decode(bytes.array());
  }

  private void wakeAt(long deadline) {
    if (deadline != StoreContext.UNCHANGED && deadline != Ticker.NEVER) {
      context.wakeAfter(Math.max(0, deadline - context.now()));
    }
  }

  /** A local hold of a key, and the record as last read. */
  private final class ByteClaim implements Claim<V> {
    private final Bytes key;
    private final KeyHold hold;
    private Seen seen;
    private @Nullable V found;
    private @Nullable V staged;
    private @Nullable Bytes stagedBytes;

    ByteClaim(Bytes key, KeyHold hold, Seen seen) {
      this.key = key;
      this.hold = hold;
      see(seen);
    }

    private void see(Seen record) {
      found = decode(record.value());
      seen = record;
    }

    @Override
    public @Nullable V current() {
      return seen.live() ? found : null;
    }

    @Override
    public KeyHold hold() {
      return hold;
    }

    @Override
    public void stage(V value) {
      stagedBytes = encode(value);
      staged = value;
    }

    private @Nullable Bytes bytesOf(@Nullable V value) {
      if (value != null && value != staged) {
        stage(value);
      }
      return value == null ? null : stagedBytes;
    }

    @Override
    public @Nullable Change<V> commit(Action verb, @Nullable V value, long timeToLive) {
      Step step = new Step(verb, deadline(timeToLive, context.now()));
      Bytes sent = bytesOf(value);
      Change<V> change = ByteStore.this.commit(key, seen, found, step, value, sent);
      if (change == null) {
        see(server.get(key, context.now()));
      }
      return change;
    }

    private @Nullable Change<V> committed(Outcome outcome, Step step, @Nullable V value) {
      Change<V> change = ByteStore.this.committed(outcome, seen, found, step, value);
      if (change == null) {
        see(server.get(key, context.now()));
      }
      return change;
    }

    @Override
    public void close() {
      release(key, hold);
      if (seen.value() != null && seen.deadline() != Ticker.NEVER) {
        // Expiry skipped this key while it was held.
        wakeAt(seen.deadline());
      }
    }
  }
}
