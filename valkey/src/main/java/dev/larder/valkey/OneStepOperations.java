package dev.larder.valkey;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Codec;
import dev.larder.store.Conflicts;
import dev.larder.store.Operation;
import dev.larder.store.StoreContext;
import dev.larder.valkey.EntryCommands.Plan;
import dev.larder.valkey.EntryCommands.Result;
import dev.larder.valkey.Server.Outcome;
import java.util.Map;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The operations on one entry that need no claim. An operation that compares no values is one
 * command. The others read the entry, decide here, and store if the version is still the same.
 * Either way no change of another process comes in between. If the answer of the server is lost,
 * the version in the entry tells whether the operation was executed. Thread-safe.
 */
final class OneStepOperations<V> {
  /** Stands for any value, in operations that depend on presence only. */
  private static final Object PRESENT = new Object();

  private final ValkeyStore<?, V> store;
  private final StoreContext<?, V> context;
  private final Codec<V> valueCodec;
  private final EntryReader<V> reader;
  private final EntryCommands commands;
  private final LocalHolds holds;
  private final Server server;
  private final String subject;

  OneStepOperations(ValkeyStore<?, V> store, StoreContext<?, V> context) {
    this.store = store;
    this.context = context;
    this.valueCodec = context.codecs().value();
    this.reader = store.reader();
    this.commands = store.commands();
    this.holds = store.holds();
    this.server = store.server();
    this.subject = store.subject();
  }

  /** Runs an operation on an entry, and waits before for a thread that holds its key. */
  Change<V> apply(Bytes entry, Operation operation, @Nullable V value, @Nullable V expected) {
    if (operation.comparesValues()) {
      return compareAndSet(entry, operation, value, expected);
    }
    holds.await(entry);
    Plan plan = plan(operation, operation.returnsValue());
    Bytes version = EntryFormat.newVersion();
    Command command = command(plan, entry, value, version);
    return change(plan, entry, server.tryOne(command), value, version, null);
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
      Seen now = reread == null ? reader.trySee(entry) : reread.get(entry);
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
    V before = mustRead ? decodeDone(result) : reader.decodeForEvent(result.before());
    V after = result.action().stores() ? value : null;
    store.requestSweep((result.present() ? plan.ifPresent() : plan.ifAbsent()).timeToLive());
    return new Change<>(
        result.action(),
        result.present(),
        before,
        reader.decodeForEvent(result.expired()),
        after,
        result.stored());
  }

  /** Returns the value that an operation has found, and has perhaps replaced or removed. */
  private @Nullable V decodeDone(Result result) {
    try {
      return reader.decode(result.before());
    } catch (CacheException e) {
      boolean isChange = result.action() != Action.NONE && result.action() != Action.READ;
      throw isChange ? new CacheException(e.getMessage() + "; the operation was executed", e) : e;
    }
  }

  private Change<V> compareAndSet(
      Bytes entry, Operation operation, @Nullable V offered, @Nullable V expected) {
    Conflicts conflicts = new Conflicts(context.settings().cacheName());
    Swap<V> swap = new Swap<>(store, entry, EntryCommands::anyToken);
    while (true) {
      holds.await(entry);
      Seen seen = reader.see(entry, false, operation.toString());
      V found = reader.decode(seen.raw());
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

  /** Returns the form of a value with a new version. Runs user code. */
  byte[] entry(V value, Bytes version) {
    return value instanceof String text && KeyFormat.isEncodable(text)
        ? EntryFormat.textEntry(text, version)
        : EntryFormat.entry(valueCodec.encode(value), version);
  }
}
