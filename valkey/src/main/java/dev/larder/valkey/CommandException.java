package dev.larder.valkey;

import org.jspecify.annotations.Nullable;

/** Tells why a command has no reply. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is known about the command. */
  enum Kind {
    /** The command was not executed, and may be sent again: the server is not ready. */
    NOT_EXECUTED,
    /** The server that was asked is a replica by now. The command was not executed. */
    READ_ONLY,
    /** The server does not know the script. It was not executed. */
    NO_SCRIPT,
    /** The server has refused the command. It was not executed. */
    REFUSED,
    /** The command was sent, and no answer came. */
    UNKNOWN,
    /** The same for a command that changes nothing. */
    UNKNOWN_READ
  }

  private final Kind kind;

  CommandException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
