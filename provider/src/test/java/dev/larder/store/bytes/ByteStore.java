package dev.larder.store.bytes;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.EntrySnapshot;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.bytes.ByteServer.Command;
import dev.larder.store.bytes.ByteServer.Outcome;
import dev.larder.store.bytes.ByteServer.Reply;
import dev.larder.store.bytes.ByteServer.Seen;
import dev.larder.store.bytes.ByteServer.Step;
import dev.larder.time.Ticker;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
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
 *   <li><em>Claims.</em> A hold is local. It excludes this process, and the version at commit
 *       excludes all others. An operation that checked for holds before the claim may still arrive
 *       after the claim has read. The claim treats it like one of another process.
 * </ul>
 *
 * <p>A plain read never removes an expired record, because it has no way to report it.
 *
 * <p>There is no bound here: a server has its own.
 */
final class ByteStore<K, V> implements Store<K, V> {
  /** Stands for any value, in transitions that only depend on presence. */
  private static final Object PRESENT = new Object();

  private final StoreContext<K, V> context;
  private final ByteServer server;
  private final ConcurrentHashMap<Bytes, KeyHold> holds = new ConcurrentHashMap<>();

  ByteStore(StoreContext<K, V> context, ByteServer server) {
    this.context = context;
    this.server = server;
  }

  @Override
  public @Nullable V read(K key) {
    long now = context.now();
    long deadline = StoreContext.UNCHANGED;
    if (context.movesOnAccess()) {
      deadline = context.deadline(Action.READ, true, now);
    }
    V value = decode(server.read(bytes(key), now, deadline));
    wakeAt(deadline);
    return value;
  }

  @Override
  public @Nullable V peek(K key) {
    return decode(server.read(bytes(key), context.now(), StoreContext.UNCHANGED));
  }

  @Override
  public @Nullable EntrySnapshot<V> snapshot(K key) {
    Seen seen = server.get(bytes(key), context.now());
    V value = seen.live() ? decode(seen.value()) : null;
    return value == null ? null : new EntrySnapshot<>(value, seen.deadline(), 1);
  }

  @Override
  public boolean touch(K key, V seen, long nanos) {
    long now = context.now();
    long deadline = Ticker.after(now, nanos);
    boolean moved = server.touch(bytes(key), encode(seen), now, deadline);
    wakeAt(deadline);
    return moved;
  }

  @Override
  public Change<V> apply(K key, Operation operation, @Nullable V value, @Nullable V expected) {
    Bytes keyBytes = bytes(key);
    Change<V> change;
    do {
      awaitFree(keyBytes);
      change =
          operation.comparesValues()
              ? compareAndSet(keyBytes, operation, value, expected)
              : runThere(keyBytes, operation, value);
    } while (change == null);
    return change;
  }

  private Change<V> runThere(Bytes key, Operation operation, @Nullable V value) {
    long now = context.now();
    Step ifAbsent = step(operation.decide(null, null), false, now);
    Step ifPresent = step(operation.decide(PRESENT, null), true, now);
    Bytes sent = value == null ? null : encode(value);
    Reply reply = server.run(key, new Command(now, sent, ifAbsent, ifPresent));
    V before = decode(reply.before());
    wakeAt(before == null ? ifAbsent.deadline() : ifPresent.deadline());
    V after = reply.verb().stores() ? value : null;
    return change(reply.verb(), before, decode(reply.expired()), after, reply.stored());
  }

  private Step step(Action verb, boolean present, long now) {
    return new Step(verb, context.deadline(verb, present, now));
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
    V before = seen.live() ? found : null;
    V expired = seen.live() ? null : found;
    if (step.verb() == Action.NONE && expired == null) {
      return change(Action.NONE, before, null, null, false);
    }
    Outcome outcome = server.commit(key, seen, step, sent, context.now());
    if (outcome == Outcome.CONFLICT) {
      return null;
    }
    wakeAt(step.deadline());
    return change(step.verb(), before, expired, value, outcome == Outcome.STORED);
  }

  private void awaitFree(Bytes key) {
    KeyHold held = holds.get(key);
    while (held != null) {
      held.await();
      held = holds.get(key);
    }
  }

  @Override
  public Claim<V> claim(K key, KeyHold hold) {
    Bytes keyBytes = bytes(key);
    Object sharedOutcome = null;
    while (true) {
      KeyHold held = holds.get(keyBytes);
      if (held == null) {
        Claim<V> claim = claimFree(keyBytes, hold, sharedOutcome);
        if (claim != null) {
          return claim;
        }
      } else {
        held.await();
        holds.remove(keyBytes, held);
        sharedOutcome = held.outcome() == null ? sharedOutcome : held.outcome();
      }
    }
  }

  @Override
  public @Nullable Claim<V> tryClaim(K key, KeyHold hold) {
    return claimFree(bytes(key), hold, null);
  }

  private @Nullable Claim<V> claimFree(Bytes key, KeyHold hold, @Nullable Object outcome) {
    if (holds.putIfAbsent(key, hold) != null) {
      return null;
    }
    try {
      return new ByteClaim(key, hold, outcome);
    } catch (RuntimeException | Error e) {
      release(key, hold);
      throw e;
    }
  }

  private @Nullable KeyHold tryHold(Bytes key) {
    KeyHold hold = new KeyHold(context.cacheName());
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
  @SuppressWarnings("unchecked")
  public Iterator<K> keys() {
    return server.keys(context.now()).stream()
        .map(key -> (K) context.codec().decodeKey(key.array()))
        .iterator();
  }

  @Override
  public void clear() {
    holds.values().forEach(KeyHold::await);
    server.clear();
  }

  @Override
  public long count() {
    return size();
  }

  @Override
  public long size() {
    return server.size();
  }

  @Override
  public void setMaximum(long maximum) {
    throw new UnsupportedOperationException(
        "cache '" + context.cacheName() + "': store 'bytes' has no bound that could be moved");
  }

  @Override
  public long maximum() {
    return Long.MAX_VALUE;
  }

  @Override
  @SuppressWarnings("unchecked")
  public long expire(long now) {
    for (Bytes key : server.due(now)) {
      // The holder of a key requests another call when it releases the key.
      KeyHold hold = tryHold(key);
      if (hold != null) {
        try {
          V value = decode(server.expire(key, now));
          if (value != null) {
            context.expired((K) context.codec().decodeKey(key.array()), value);
          }
        } finally {
          release(key, hold);
        }
      }
    }
    return server.firstDeadlineAfter(now);
  }

  @Override
  public void close() {
    server.clear();
  }

  private Bytes bytes(K key) {
    return new Bytes(context.codec().encodeKey(key));
  }

  private Bytes encode(V value) {
    return new Bytes(context.codec().encodeValue(value));
  }

  @SuppressWarnings("unchecked")
  private @Nullable V decode(@Nullable Bytes bytes) {
    return bytes == null ? null : (V) context.codec().decodeValue(bytes.array());
  }

  private void wakeAt(long deadline) {
    if (deadline != StoreContext.UNCHANGED && deadline != Ticker.NEVER) {
      context.wakeAt(deadline);
    }
  }

  /** A local hold of a key, and the record as last read. */
  private final class ByteClaim implements Claim<V> {
    private final Bytes key;
    private final KeyHold hold;
    private final @Nullable Object sharedOutcome;
    private Seen seen;
    private @Nullable V found;
    private @Nullable V staged;
    private @Nullable Bytes stagedBytes;

    ByteClaim(Bytes key, KeyHold hold, @Nullable Object sharedOutcome) {
      this.key = key;
      this.hold = hold;
      this.sharedOutcome = sharedOutcome;
      refresh();
    }

    private void refresh() {
      seen = server.get(key, context.now());
      found = decode(seen.value());
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
    public @Nullable Object sharedOutcome() {
      return sharedOutcome;
    }

    @Override
    public void stage(V value) {
      stagedBytes = encode(value);
      staged = value;
    }

    @Override
    public @Nullable Change<V> commit(Action verb, @Nullable V value, long deadline) {
      Step step = new Step(verb, deadline);
      if (value != null && value != staged) {
        stage(value);
      }
      Bytes sent = value == null ? null : stagedBytes;
      Change<V> change = ByteStore.this.commit(key, seen, found, step, value, sent);
      if (change == null) {
        refresh();
      }
      return change;
    }

    @Override
    public void close() {
      release(key, hold);
      if (context.canExpire()) {
        // Expiry skipped this key while it was held.
        wakeAt(server.firstDeadlineAfter(StoreContext.UNCHANGED));
      }
    }
  }
}
