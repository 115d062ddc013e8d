package dev.larder.valkey;

import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a server, or to the masters of a cluster: one for each master, on which commands
 * run in the order in which they are sent. The connections come back by themselves after they were
 * lost. No command is sent twice. Thread-safe.
 */
interface Link extends AutoCloseable {

  /** The reply to one command. A failure is a {@link CommandException}. */
  interface Reply extends Future<@Nullable Object> {
    /** Calls an action if the command fails, perhaps in a thread that must not block. */
    void onFailure(Consumer<CommandException> action);

    /**
     * Ends the wait for the reply. Returns whether the command has not been sent, and will not be.
     */
    boolean withdraw();
  }

  /**
   * Sends commands at once, each to the master of its key, and does not wait.
   *
   * @param commands each with a key, or all without one for a single server
   * @return a reply for each command: null, a number, bytes, or a list of such
   */
  List<Reply> send(List<Command> commands);

  /** Connects if there is no connection. Completes with no value, or fails. */
  Reply connect();

  /** Returns the names of the masters, for {@link #sendTo}. */
  List<String> masters();

  /** Sends a command to a master, on a connection of its own. */
  Reply sendTo(String master, Command command);

  /**
   * Receives the messages of a channel, also after the connection was lost and is back.
   *
   * @param receiver gets each message; called by one thread, must not block
   * @throws CommandException if the server cannot be reached, or refuses it
   */
  void subscribe(Bytes channel, Consumer<byte[]> receiver);

  /** Ends {@link #subscribe}. */
  void unsubscribe(Bytes channel);

  /** Replaces a connection to a server that has become a replica. */
  void reconnect();

  /** Returns whether the server can be reached at present, as far as is known. */
  boolean isConnected();

  @Override
  void close();
}
