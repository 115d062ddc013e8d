package dev.larder.reliability;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jdk.jfr.consumer.RecordingStream;

/**
 * Virtual threads, by reflection, because tests are compiled for a JDK without them. Records each
 * thread that pins its carrier while the recording is open.
 */
final class VirtualThreads implements AutoCloseable {
  private final RecordingStream recording = new RecordingStream();
  private final List<String> pinned = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /** Skips the test on a JVM without virtual threads. */
  VirtualThreads() {
    assumeTrue(Runtime.version().feature() >= 21, "this JVM has no virtual threads");
    recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO).withStackTrace();
    recording.onEvent("jdk.VirtualThreadPinned", event -> note(event.toString()));
    recording.startAsync();
  }

  /** Ignores class loading and initialization, which happen once and pin on every JVM. */
  private void note(String event) {
    if (!event.contains("initialization of") && !event.contains("jdk.internal.loader")) {
      pinned.add(event);
    }
  }

  /** Starts a virtual thread. */
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

  /** Returns the number of threads that wait. */
  long waiting() {
    return threads.stream()
        .filter(thread -> thread.getState().toString().endsWith("WAITING"))
        .count();
  }

  /**
   * Returns the number of threads that have not ended. A waiting thread looks again now and then.
   */
  long unfinished() {
    return threads.stream().filter(Thread::isAlive).count();
  }

  /** Waits for all threads, and returns what they threw. */
  List<Throwable> join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    return failures;
  }

  /** Ends the recording, and returns the events of pinned threads. */
  List<String> pinned() throws Exception {
    // The method exists from JDK 20 on. It also delivers pending events.
    RecordingStream.class.getMethod("stop").invoke(recording);
    return pinned;
  }

  @Override
  public void close() {
    recording.close();
  }
}
