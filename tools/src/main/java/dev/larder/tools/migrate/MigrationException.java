package dev.larder.tools.migrate;

/** A file that cannot be migrated; the message names it and says why. */
public final class MigrationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MigrationException(String message, Throwable cause) {
    super(message, cause);
  }

  MigrationException(String message) {
    super(message);
  }
}
