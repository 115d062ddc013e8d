package dev.larder.reliability;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jdk.jfr.consumer.RecordingStream;

/**
 * Virtual threads, where the JVM has them: tests are compiled for one that has not. While it is
 * open, each time that one of them keeps its carrier though it waits is recorded.
 */
final class VirtualThreads implements AutoCloseable {
  private final RecordingStream recording = new RecordingStream();
  private final List<String> pinned = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /** Skips the test on a JVM that has none. */
  VirtualThreads() {
    assumeTrue(Runtime.version().feature() >= 21, "this JVM has no virtual threads");
    recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO).withStackTrace();
    recording.onEvent("jdk.VirtualThreadPinned", event -> note(event.toString()));
    recording.startAsync();
  }

  /** To load and initialize classes is the JVM's business, and happens once. */
  private void note(String event) {
    if (!event.contains("initialization of") && !event.contains("jdk.internal.loader")) {
      pinned.add(event);
    }
  }

  /** Starts one. */
  void start(Runnable task) {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Thread thread =
          (Thread)
              Class.forName("java.lang.Thread$Builder")
                  .getMethod("unstarted", Runnable.class)
                  .invoke(builder, task);
      thread.setUncaughtExceptionHandler((dead, failure) -> failures.add(failure));
      threads.add(thread);
      thread.start();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("virtual threads could not be reached", e);
    }
  }

  /** How many wait. */
  long waiting() {
    return threads.stream()
        .filter(thread -> thread.getState().toString().endsWith("WAITING"))
        .count();
  }

  /** Waits for all of them, and answers what they threw. */
  List<Throwable> join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    return failures;
  }

  /** Ends the recording, and answers where carriers were kept. */
  List<String> pinned() throws Exception {
    // From JDK 20 on; it also hands over what is still on its way.
    RecordingStream.class.getMethod("stop").invoke(recording);
    return pinned;
  }

  @Override
  public void close() {
    recording.close();
  }
}
