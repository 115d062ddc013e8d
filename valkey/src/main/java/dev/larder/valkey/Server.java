package dev.larder.valkey;

import dev.larder.CacheOutcomeUnknownException;
import dev.larder.CacheUnavailableException;
import dev.larder.valkey.CommandException.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the servers, each within one timeout. A command that was not executed is sent again
 * while there is time. A command without an answer is sent again only if it may run twice.
 * Thread-safe.
 */
final class Server {
  /** How many commands are sent before the first reply is awaited. */
  static final int BATCH = 512;

  /** How many bytes a batch has before it is sent, so that it is transferred within the timeout. */
  private static final int BATCH_BYTES = 1 << 20;

  private static final long CONNECT_SECONDS = 5;
  private static final long MIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int MAX_DOUBLINGS = 6;

  /** A command is sent again only if at least this part of the timeout is left. */
  private static final int LEAST_PART_FOR_TRY = 8;

  private final Link link;
  private final Counters counters;
  private final String address;
  private final long timeoutNanos;

  /** When the last answer of the server has come. */
  private volatile long lastAnswer = System.nanoTime();

  /** When a command was last given up without an answer. */
  private volatile long lastLoss = lastAnswer;

  Server(Link link, ValkeyConfiguration settings, Counters counters) {
    this(link, settings.address().toString(), counters, settings.timeout().toNanos());
  }

  private Server(Link link, String address, Counters counters, long timeoutNanos) {
    this.link = link;
    this.counters = counters;
    this.address = address;
    this.timeoutNanos = timeoutNanos;
  }

  /** Returns the same server with more time: the first operations load many classes. */
  Server patient() {
    long nanos = Math.max(timeoutNanos, TimeUnit.SECONDS.toNanos(CONNECT_SECONDS));
    return new Server(link, address, counters, nanos);
  }

  Link link() {
    return link;
  }

  Counters counters() {
    return counters;
  }

  long timeoutNanos() {
    return timeoutNanos;
  }

  /**
   * Connects if there is no connection.
   *
   * @throws CacheException if that fails, or takes longer than the timeout
   */
  void connect(String subject) {
    Outcome outcome = await(link.connect(), System.nanoTime() + timeoutNanos);
    if (outcome.isUnknown()) {
      throw new CacheUnavailableException(
          subject + ": no connection to the server " + address + ": " + outcome.reason(),
          outcome.failure);
    }
    outcome.reply(subject);
  }

  /**
   * Receives the messages of a channel.
   *
   * @throws CacheException if the server cannot be reached, or refuses it
   */
  void subscribe(String subject, Bytes channel, Consumer<byte[]> receiver) {
    try {
      link.subscribe(channel, receiver);
    } catch (CommandException e) {
      throw exception(subject + ", events=cluster", e);
    }
  }

  /** Sends a command without waiting. Its failure is ignored: it is of no consequence. */
  void post(Command command) {
    link.send(List.of(command))
        .get(0)
        .onFailure(
            failure -> {
              if (failure.kind() == Kind.NO_SCRIPT && command.name().equals("EVALSHA")) {
                link.send(List.of(Script.withText(command)));
              }
            });
  }

  /**
   * Returns the reply to a command.
   *
   * @param subject the cache and the operation, for messages
   */
  @Nullable Object call(String subject, Command command) {
    return callAll(subject, List.of(command)).get(0);
  }

  /** Returns the replies to commands. */
  List<@Nullable Object> callAll(String subject, List<Command> commands) {
    List<Outcome> outcomes = tryAll(commands);
    List<@Nullable Object> replies = new ArrayList<>(outcomes.size());
    for (Outcome outcome : outcomes) {
      replies.add(outcome.reply(subject));
    }
    return replies;
  }

  /** The reply to a command, or why there is none. */
  final class Outcome {
    private final @Nullable Object reply;
    private final @Nullable CommandException failure;

    Outcome(@Nullable Object reply, @Nullable CommandException failure) {
      this.reply = reply;
      this.failure = failure;
    }

    /** Returns whether the command may have been executed, or not. */
    boolean isUnknown() {
      return failure != null && failure.kind() == Kind.UNKNOWN;
    }

    /** Returns whether no answer of the server has come. */
    boolean isLost() {
      return failure != null && failure.kind() != Kind.REFUSED;
    }

    /** Returns whether the key is one of another type than a string. */
    boolean isWrongType() {
      return failure != null && String.valueOf(failure.getMessage()).startsWith("WRONGTYPE");
    }

    private String reason() {
      return failure == null ? "" : String.valueOf(failure.getMessage());
    }

    /** Returns the reply, or throws the exception that tells why there is none. */
    @Nullable Object reply(String subject) {
      if (failure != null) {
        throw exception(subject, failure);
      }
      return reply;
    }
  }

  /**
   * Returns what became of commands. A failure of one does not concern the others. Each batch has
   * the timeout for itself. After a batch without any answer the rest is not sent.
   */
  List<Outcome> tryAll(List<Command> commands) {
    if (commands.size() == 1) {
      return tryBatch(commands, System.nanoTime() + timeoutNanos);
    }
    List<Outcome> outcomes = new ArrayList<>(commands.size());
    boolean isSilent = false;
    for (List<Command> batch : batches(commands)) {
      if (isSilent) {
        CommandException unsent =
            new CommandException(Kind.NOT_EXECUTED, "no answer to the commands before", null);
        outcomes.addAll(Collections.nCopies(batch.size(), new Outcome(null, unsent)));
      } else {
        List<Outcome> some = tryBatch(batch, System.nanoTime() + timeoutNanos);
        isSilent = some.stream().allMatch(Outcome::isLost);
        outcomes.addAll(some);
      }
    }
    return outcomes;
  }

  /** Divides commands into batches, each of some commands and bytes at most. */
  static List<List<Command>> batches(List<Command> commands) {
    List<List<Command>> batches = new ArrayList<>();
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < commands.size(); i++) {
      bytes += commands.get(i).length();
      if (i + 1 == commands.size() || i + 1 - from == BATCH || bytes >= BATCH_BYTES) {
        batches.add(commands.subList(from, i + 1));
        from = i + 1;
        bytes = 0;
      }
    }
    return batches;
  }

  /** Returns what became of a command. */
  Outcome tryOne(Command command) {
    return tryAll(List.of(command)).get(0);
  }

  private List<Outcome> tryBatch(List<Command> commands, long deadline) {
    return untilDone(commands, deadline, link::send);
  }

  /** Returns the reply of a master to a command that may run twice. */
  @Nullable Object callMaster(String subject, String master, Command command) {
    return untilDone(
            List.of(command),
            System.nanoTime() + timeoutNanos,
            all -> List.of(link.sendTo(master, all.get(0))))
        .get(0)
        .reply(subject);
  }

  private List<Outcome> untilDone(
      List<Command> commands, long deadline, Function<List<Command>, List<Link.Reply>> sender) {
    Outcome[] outcomes = new Outcome[commands.size()];
    List<Command> left = commands;
    List<Integer> places = null;
    Set<Integer> perhapsDone = new HashSet<>();
    for (int tries = 0; ; tries++) {
      List<Link.Reply> replies = sender.apply(left);
      List<Command> again = new ArrayList<>();
      List<Integer> againPlaces = new ArrayList<>();
      boolean pauses = false;
      for (int i = 0; i < left.size(); i++) {
        int place = places == null ? i : places.get(i);
        Outcome outcome = await(replies.get(i), left.get(i), deadline);
        if (outcome.isUnknown()) {
          perhapsDone.add(place);
        } else if (outcome.isLost() && perhapsDone.contains(place)) {
          // An earlier attempt may have been executed.
          CommandException unknown =
              new CommandException(Kind.UNKNOWN, outcome.reason(), outcome.failure);
          outcome = new Outcome(null, unknown);
        }
        outcomes[place] = outcome;
        CommandException failure = outcome.failure;
        if (failure != null && isRepeated(failure, left.get(i)) && timeLeft(deadline) > 0) {
          boolean isUnknownScript = failure.kind() == Kind.NO_SCRIPT;
          again.add(next(left.get(i), failure));
          againPlaces.add(place);
          pauses |= !isUnknownScript;
          if (failure.kind() == Kind.READ_ONLY) {
            link.reconnect();
          }
        }
      }
      if (pauses) {
        pause(tries, deadline);
      }
      // With little time left no answer would come, and the outcome would be unknown.
      if (again.isEmpty() || timeLeft(deadline) <= timeoutNanos / LEAST_PART_FOR_TRY) {
        return List.of(outcomes);
      }
      counters.retries.add(again.size());
      left = again;
      places = againPlaces;
    }
  }

  /** Returns what to send after a command that was not executed. */
  private static Command next(Command command, CommandException failure) {
    if (failure.kind() == Kind.NO_SCRIPT) {
      return Script.withText(command);
    }
    Command withOneKey = command.withOneKey();
    boolean isSlotMoving = String.valueOf(failure.getMessage()).startsWith("TRYAGAIN");
    return isSlotMoving && withOneKey != null ? withOneKey : command;
  }

  private static long timeLeft(long deadline) {
    return deadline - System.nanoTime();
  }

  private static boolean isRepeated(CommandException failure, Command command) {
    return switch (failure.kind()) {
      case NOT_EXECUTED, READ_ONLY -> true;
      case NO_SCRIPT -> command.name().equals("EVALSHA");
      case UNKNOWN, UNKNOWN_READ -> command.repeatable();
      case REFUSED -> false;
    };
  }

  private static void pause(int tries, long deadline) {
    long limit = MIN_PAUSE_NANOS << Math.min(tries, MAX_DOUBLINGS);
    long pause = limit / 2 + ThreadLocalRandom.current().nextLong(limit);
    // An interrupt would end each pause at once, and so use up the time.
    boolean isInterrupted = Thread.interrupted();
    LockSupport.parkNanos(Server.class, Math.min(pause, Math.max(0, timeLeft(deadline))));
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Outcome await(Link.Reply reply, Command command, long deadline) {
    Outcome outcome = await(reply, deadline);
    if (!outcome.isLost()) {
      lastAnswer = System.nanoTime();
      return outcome;
    }
    lastLoss = System.nanoTime();
    if (outcome.isUnknown() && command.isRead()) {
      CommandException failure =
          new CommandException(Kind.UNKNOWN_READ, outcome.reason(), outcome.failure);
      return new Outcome(null, failure);
    }
    return outcome;
  }

  /** Returns whether commands since a time of {@link System#nanoTime} had no answer at all. */
  boolean isSilentSince(long nanoTime) {
    return lastLoss - nanoTime > 0 && lastAnswer - nanoTime <= 0;
  }

  private Outcome await(Link.Reply reply, long deadline) {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          // A reply that is there already is taken, however late it is.
          return new Outcome(
              reply.get(Math.max(0, timeLeft(deadline)), TimeUnit.NANOSECONDS), null);
        } catch (InterruptedException e) {
          isInterrupted = true; // the wait is short, and the outcome would be unknown
        }
      }
    } catch (CommandException e) {
      return new Outcome(null, e);
    } catch (TimeoutException e) {
      boolean isUnsent = reply.withdraw();
      String message = "no answer within " + TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + " ms";
      Kind kind = isUnsent ? Kind.NOT_EXECUTED : Kind.UNKNOWN;
      return new Outcome(null, new CommandException(kind, message, null));
    } catch (Exception e) {
      return new Outcome(
          null, new CommandException(Kind.UNKNOWN, String.valueOf(e.getMessage()), e));
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private CacheException exception(String subject, CommandException failure) {
    String where = subject + ", server " + address + ": ";
    String reason = String.valueOf(failure.getMessage());
    return switch (failure.kind()) {
      case NOT_EXECUTED, READ_ONLY, NO_SCRIPT, UNKNOWN_READ ->
          new CacheUnavailableException(where + "not executed: " + reason, failure);
      case UNKNOWN -> {
        counters.unknownOutcome();
        yield new CacheOutcomeUnknownException(
            where + "the outcome is unknown, it may still take effect: " + reason, failure);
      }
      case REFUSED -> refused(where, reason, failure);
    };
  }

  private static CacheException refused(String where, String reason, CommandException failure) {
    if (reason.startsWith("OOM")) {
      return new CacheUnavailableException(
          where
              + "not executed: the server has no memory left, see its settings maxmemory and"
              + " maxmemory-policy: "
              + reason,
          failure);
    }
    if (reason.startsWith("NOREPLICAS")) {
      return new CacheUnavailableException(where + "not executed: " + reason, failure);
    }
    return new CacheException(where + "the server refuses it: " + reason, failure);
  }
}
