package dev.larder.valkey;

import dev.larder.valkey.CommandException.Kind;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.cluster.PartitionSelectorException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns Lettuce's failures into {@link CommandException}s. The kind decides whether a command is
 * sent again, so a failure is {@link Kind#NOT_EXECUTED} only if the server cannot have executed the
 * command. A failure that is not known counts as {@link Kind#UNKNOWN}. Stateless.
 */
final class LettuceFailures {
  private static final Pattern ERROR_IN_SCRIPT =
      Pattern.compile("^ERR Error running script.*: -([A-Z]+ .*)", Pattern.DOTALL);

  private LettuceFailures() {}

  /** Returns why commands were not sent: there is no connection. */
  static CommandException unsent(Throwable failure) {
    CommandException known = of(failure);
    boolean isRefused = known.kind() == Kind.REFUSED;
    return new CommandException(
        isRefused ? Kind.REFUSED : Kind.NOT_EXECUTED, String.valueOf(known.getMessage()), known);
  }

  /** Returns the failure of a command that was sent, or of an attempt to connect. */
  static CommandException of(Throwable thrown) {
    Throwable cause = thrown;
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof CommandException known) {
        return known;
      }
      boolean isWrapper =
          cause instanceof ExecutionException || cause instanceof CompletionException;
      if (isWrapper || at instanceof RedisCommandExecutionException) {
        cause = at; // the server's word tells most, such as a wrong password
      }
    }
    String told = String.valueOf(cause.getMessage());
    Matcher quoted = ERROR_IN_SCRIPT.matcher(told);
    String message = quoted.find() ? String.valueOf(quoted.group(1)) : told;
    return new CommandException(kind(cause, message), message + reason(cause), cause);
  }

  /** Returns why there is no connection, empty if the message tells it. */
  private static String reason(Throwable failure) {
    String innermost = null;
    for (Throwable at = failure.getCause(); at != null; at = at.getCause()) {
      String told = at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
      innermost = at.getMessage() == null && innermost != null ? innermost : told;
    }
    boolean isTold = innermost == null || !(failure instanceof RedisConnectionException);
    return isTold ? "" : ": " + innermost;
  }

  private static Kind kind(Throwable cause, String message) {
    if (cause instanceof RedisCommandExecutionException) {
      int space = message.indexOf(' ');
      return switch (space < 0 ? message : message.substring(0, space)) {
        case "LOADING", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "MOVED", "ASK", "BUSY" ->
            Kind.NOT_EXECUTED;
        case "READONLY" -> Kind.READ_ONLY;
        case "NOSCRIPT" -> Kind.NO_SCRIPT;
        default -> Kind.REFUSED;
      };
    }
    boolean isRejected =
        cause instanceof PartitionSelectorException
            || message.contains("are rejected")
            || message.contains("queue size exceeded")
            || message.startsWith("Unable to connect")
            || message.startsWith("Unable to establish")
            || message.equals("Connection is closed");
    return isRejected ? Kind.NOT_EXECUTED : Kind.UNKNOWN;
  }
}
