package dev.larder.valkey;

import io.lettuce.core.protocol.AsyncCommand;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A reply that Lettuce completes. Each failure of Lettuce reaches the caller as a {@link
 * CommandException}. Thread-safe.
 */
class LettuceReply implements Link.Reply {
  private final CompletableFuture<@Nullable Object> result;

  LettuceReply(CompletableFuture<@Nullable Object> result) {
    this.result = result;
  }

  @Override
  public boolean withdraw() {
    return true; // there is no command
  }

  @Override
  public @Nullable Object get() throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw LettuceFailures.of(e);
    }
  }

  @Override
  public @Nullable Object get(long time, TimeUnit unit)
      throws InterruptedException, TimeoutException {
    try {
      return result.get(time, unit);
    } catch (ExecutionException e) {
      throw LettuceFailures.of(e);
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the action gets the failure
  public void onFailure(Consumer<CommandException> action) {
    result.whenComplete(
        (reply, thrown) -> {
          if (thrown != null) {
            action.accept(LettuceFailures.of(thrown));
          }
        });
  }

  /** Also takes the command out of a queue, so that it is not sent any more. */
  @Override
  public boolean cancel(boolean mayInterrupt) {
    return result.cancel(mayInterrupt);
  }

  @Override
  public boolean isCancelled() {
    return result.isCancelled();
  }

  @Override
  public boolean isDone() {
    return result.isDone();
  }

  /** The reply to a command, which is sent or withdrawn, whichever comes first. */
  static final class SentReply extends LettuceReply {
    private final AsyncCommand<byte[], byte[], @Nullable Object> command;
    private final AtomicBoolean isDecided = new AtomicBoolean();

    SentReply(AsyncCommand<byte[], byte[], @Nullable Object> command) {
      super(command);
      this.command = command;
    }

    AsyncCommand<byte[], byte[], @Nullable Object> command() {
      return command;
    }

    /** Decides that the command is sent. Returns false if the caller has withdrawn it. */
    boolean begin() {
      return isDecided.compareAndSet(false, true);
    }

    @Override
    public boolean withdraw() {
      boolean isUnsent = begin();
      command.cancel();
      return isUnsent;
    }
  }
}
