package dev.larder.valkey;

import dev.larder.store.Action;
import dev.larder.store.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The commands that change one entry. A command of the server's own is taken where there is one: it
 * costs the server a third of a script. A script runs the rest, and everything in caches with
 * events.
 */
final class EntryCommands {
  /** For how long an expired entry is kept for its event, in milliseconds. */
  private static final long GRACE = 60_000;

  private static final Bytes ANY = Bytes.of("*");

  /** The action that leaves even an expired entry, so that its event is not lost. */
  private static final String LEAVE = "l";

  private static final String KEEP = "keep";

  private final KeyFormat<?> keys;
  private final String channel;
  private final long grace;

  /** The name of this store among those that publish events. */
  private final Bytes publisher = EntryFormat.newVersion();

  EntryCommands(KeyFormat<?> keys, ValkeyConfiguration settings) {
    this.keys = keys;
    this.channel =
        settings.publishes() ? keys.channel(settings.address().database()).toString() : "";
    this.grace = settings.reportsExpired() ? GRACE : 0;
  }

  /** Returns whether every change runs by the script. */
  private boolean isScripted() {
    return keys.tags() > 0;
  }

  Bytes publisher() {
    return publisher;
  }

  /** Returns for how long an expired entry is kept, in milliseconds; 0 if it is not. */
  long grace() {
    return grace;
  }

  /**
   * An operation in one step, on any entry.
   *
   * @param ifAbsent what to do if there is no live entry
   * @param ifPresent what to do if there is one
   * @param asksValues whether the reply has the value before
   */
  record Plan(Operation operation, Step ifAbsent, Step ifPresent, boolean asksValues) {}

  /** Returns the command of a plan by the script, which copes with keys of any type. */
  Command scripted(Plan plan, Bytes key, byte @Nullable [] entry) {
    return script(key, ANY, ANY, plan.ifAbsent, plan.ifPresent, entry, plan.asksValues);
  }

  /** Returns what the reply to {@link #scripted} means. */
  static Result scriptedResult(Plan plan, @Nullable Object reply) {
    return scriptResult(reply, plan.ifAbsent.action(), plan.ifPresent.action());
  }

  /** Returns whether the operation stores an entry without an end, whatever was there before. */
  boolean isPlainPut(Plan plan, boolean canExpire) {
    return plan.operation == Operation.PUT && !plan.asksValues && !canExpire && !isScripted();
  }

  /** What a command has done. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Result(Action action, boolean present, byte @Nullable [] old, boolean stored) {
    /** Returns the value before, null if it was not asked for. */
    byte @Nullable [] before() {
      return present ? old : null;
    }

    /** Returns the value of an entry that was found expired. */
    byte @Nullable [] expired() {
      return present ? null : old;
    }
  }

  /**
   * Returns the command of a plan.
   *
   * @param entry the new entry, null unless the operation stores
   */
  Command command(Plan plan, Bytes key, byte @Nullable [] entry) {
    if (!isNative(plan)) {
      return scripted(plan, key, entry);
    }
    return switch (plan.operation) {
      case PUT, GET_AND_PUT -> set(key, entry, "", setTime(plan), plan.asksValues);
      case PUT_IF_ABSENT -> set(key, entry, "NX", plan.ifAbsent.timeToLive(), false);
      case REPLACE, GET_AND_REPLACE ->
          set(key, entry, "XX", plan.ifPresent.timeToLive(), plan.asksValues);
      case REMOVE, GET_AND_REMOVE -> Command.of(plan.asksValues ? "GETDEL" : "UNLINK", key);
      case GET ->
          plan.ifPresent.timeToLive() == 0 ? Command.of("GETDEL", key) : Command.read("GET", key);
      default -> throw new IllegalArgumentException(plan.toString());
    };
  }

  /** Returns whether the operation is a command of the server's own. */
  boolean isNative(Plan plan) {
    if (isScripted()) {
      return false;
    }
    long ifAbsent = plan.ifAbsent.timeToLive();
    long ifPresent = plan.ifPresent.timeToLive();
    return switch (plan.operation) {
      case PUT, GET_AND_PUT -> setTime(plan) != 0;
      case PUT_IF_ABSENT -> ifAbsent != 0;
      case REPLACE, GET_AND_REPLACE -> ifPresent != 0;
      case GET -> ifPresent == Step.KEEP || ifPresent == 0;
      default -> true;
    };
  }

  /** Returns the time to live with which SET does the same to all entries; 0 if there is none. */
  private static long setTime(Plan plan) {
    long ifAbsent = plan.ifAbsent.timeToLive();
    long ifPresent = plan.ifPresent.timeToLive();
    boolean keeps = ifPresent == Step.KEEP && (ifAbsent == Step.FOREVER || ifAbsent == Step.KEEP);
    return ifAbsent == ifPresent || keeps ? ifPresent : 0;
  }

  private static Command set(
      Bytes key, byte @Nullable [] entry, String condition, long time, boolean asksValue) {
    List<Object> arguments = new ArrayList<>(6);
    arguments.add(entry == null ? Bytes.NONE : entry);
    if (!condition.isEmpty()) {
      arguments.add(condition);
    }
    if (time == Step.KEEP && !condition.equals("NX")) {
      arguments.add("KEEPTTL");
    } else if (time >= 0) {
      arguments.add("PX");
      arguments.add(time);
    }
    if (asksValue) {
      arguments.add("GET");
    }
    return Command.of("SET", key, arguments.toArray());
  }

  /** Returns what the reply to the command of a plan means. */
  Result result(Plan plan, @Nullable Object reply) {
    if (!isNative(plan)) {
      return scriptedResult(plan, reply);
    }
    byte[] old = reply instanceof byte[] bytes ? bytes : null;
    return switch (plan.operation) {
      case PUT, GET_AND_PUT ->
          plan.asksValues
              ? new Result(Action.WRITE, old != null, old, true)
              : new Result(Action.WRITE, false, null, true);
      case PUT_IF_ABSENT ->
          reply == null
              ? new Result(Action.NONE, true, null, false)
              : new Result(Action.WRITE, false, null, true);
      case REPLACE, GET_AND_REPLACE -> {
        boolean isStored = reply != null;
        byte[] before = plan.asksValues ? old : null;
        yield new Result(isStored ? Action.WRITE : Action.NONE, isStored, before, isStored);
      }
      case REMOVE, GET_AND_REMOVE ->
          plan.asksValues
              ? new Result(Action.REMOVE, old != null, old, false)
              : new Result(Action.REMOVE, number(reply) > 0, null, false);
      case GET -> new Result(old == null ? Action.NONE : Action.READ, old != null, old, false);
      default -> throw new IllegalArgumentException(plan.toString());
    };
  }

  static long number(@Nullable Object reply) {
    return reply instanceof Long number ? number : 0;
  }

  private static Result scriptResult(@Nullable Object reply, Action ifAbsent, Action ifPresent) {
    List<?> parts = (List<?>) Objects.requireNonNull(reply);
    long state = number(parts.get(1));
    byte[] old = parts.size() > 3 && parts.get(3) instanceof byte[] bytes ? bytes : null;
    boolean isPresent = state == 1;
    return new Result(isPresent ? ifPresent : ifAbsent, isPresent, old, number(parts.get(2)) == 1);
  }

  /**
   * Returns the command that changes an entry if it has not changed since it was read.
   *
   * @param seen the entry as it was read
   * @param token of the lock that the caller has, empty if it has none
   */
  Command compareAndSet(Bytes key, Seen seen, Bytes token, Step step, byte @Nullable [] entry) {
    if (!isScripted() && seen.raw() == null && step.stores() && token.array().length == 0) {
      return set(key, entry, "NX", step.timeToLive(), false);
    }
    Step ifAbsent = seen.isLive() ? new Step(Action.NONE, Step.KEEP) : step;
    Step ifPresent = seen.isLive() ? step : new Step(Action.NONE, Step.KEEP);
    return script(key, seen.version(), token, ifAbsent, ifPresent, entry, false);
  }

  /** The token of a caller that does not heed locks. */
  static Bytes anyToken() {
    return ANY;
  }

  /** Returns whether the reply says that the entry had changed. */
  boolean isConflict(Command command, Seen seen, @Nullable Object reply) {
    if (command.name().equals("SET")) {
      return reply == null;
    }
    List<?> parts = (List<?>) Objects.requireNonNull(reply);
    // The version is the same, but the entry was not live when it was read and is now, or the other
    // way round: then the script has done nothing but remove an expired entry.
    long contrary = seen.isLive() ? 2 : 1;
    return number(parts.get(0)) == 0 || number(parts.get(1)) == contrary;
  }

  /** Returns the value of an entry that a command has found expired and removed, or null. */
  static byte @Nullable [] foundExpired(Command command, @Nullable Object reply) {
    if (command.name().equals("SET") || !(reply instanceof List<?> parts)) {
      return null;
    }
    boolean isExpired = number(parts.get(0)) == 1 && number(parts.get(1)) == 2;
    return isExpired && parts.size() > 3 && parts.get(3) instanceof byte[] bytes ? bytes : null;
  }

  /** Returns the command that moves the end of an entry's life if its value has not changed. */
  Command touch(Bytes key, Bytes version, long timeToLive) {
    Step touch = new Step(Action.READ, timeToLive);
    return script(key, version, ANY, LEAVE, KEEP, touch, null, false);
  }

  /** Returns the command that removes an entry if it has expired, and returns its value. */
  Command expire(Bytes key) {
    Step none = new Step(Action.NONE, Step.KEEP);
    return script(key, ANY, ANY, none, none, null, false);
  }

  private Command script(
      Bytes key,
      Bytes version,
      Bytes token,
      Step ifAbsent,
      Step ifPresent,
      byte @Nullable [] entry,
      boolean asksValue) {
    return script(
        key, version, token, ifAbsent.letter(), ifAbsent.time(), ifPresent, entry, asksValue);
  }

  private Command script(
      Bytes key,
      Bytes version,
      Bytes token,
      String ifAbsent,
      String timeIfAbsent,
      Step ifPresent,
      byte @Nullable [] entry,
      boolean asksValue) {
    List<Bytes> scriptKeys = new ArrayList<>(4);
    scriptKeys.add(key);
    if (isScripted()) {
      int tag = keys.tag(key);
      scriptKeys.add(keys.deadlines(tag));
      scriptKeys.add(keys.sequence(tag));
    }
    Command withOneKey = null;
    if (!token.equals(ANY)) {
      // While a slot moves, its master runs no command on several keys. Then the script ignores the
      // lock, which is for fairness only. The version guards the entry.
      withOneKey =
          isScripted()
              ? null
              : script(key, version, ANY, ifAbsent, timeIfAbsent, ifPresent, entry, asksValue);
      scriptKeys.add(KeyFormat.lock(key));
    }
    return Script.APPLY.command(
        scriptKeys,
        withOneKey,
        version,
        token,
        ifAbsent,
        timeIfAbsent,
        ifPresent.letter(),
        ifPresent.time(),
        entry == null ? Bytes.NONE : entry,
        asksValue ? "v" : "",
        grace,
        channel,
        publisher);
  }
}
