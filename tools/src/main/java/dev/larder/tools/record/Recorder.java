package dev.larder.tools.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.larder.LarderRecorderMXBean;
import dev.larder.tools.UnusableInputException;
import dev.larder.tools.report.Progress;
import dev.larder.tools.trace.TraceHeader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.zip.GZIPOutputStream;

/**
 * Starts a recording, waits for its end, and writes the trace. After Ctrl-C and SIGTERM it writes
 * what has been recorded so far. The recorded JVM keeps nothing in any case.
 *
 * @param seconds how long to record
 * @param limit the most reads to record
 */
public record Recorder(RecorderBean target, int seconds, int limit) {
  private static final long LOOK_MILLIS = 200;

  /**
   * Records.
   *
   * @return the number of reads in the file
   * @throws UnusableInputException if the cache refuses the recording
   * @throws IOException if the connection is lost, or the file cannot be written
   */
  public long record(Path file, int sample, boolean withKeys, Progress progress)
      throws IOException, InterruptedException {
    LarderRecorderMXBean bean = target.bean();
    try {
      bean.start(sample, limit, seconds, withKeys);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new UnusableInputException(String.valueOf(e.getMessage()));
    }
    long start = System.nanoTime();
    Interruption interruption = new Interruption();
    try {
      await(bean, interruption, progress.step("recording", seconds));
      progress.clear();
      bean.stop();
      long recorded = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      return write(
          file, new TraceHeader(sample, recorded, target.id().manager(), target.id().cache()));
    } finally {
      bean.discard();
      interruption.end();
    }
  }

  private void await(LarderRecorderMXBean bean, Interruption interruption, LongConsumer progress)
      throws InterruptedException {
    long start = System.nanoTime();
    while (bean.isRecording() && !interruption.await(LOOK_MILLIS)) {
      progress.accept(Math.min(seconds, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)));
    }
  }

  private long write(Path file, TraceHeader header) throws IOException {
    long reads = 0;
    try (OutputStream bytes = Files.newOutputStream(file);
        OutputStream text = file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes;
        Writer lines = new BufferedWriter(new OutputStreamWriter(text, UTF_8))) {
      lines.write(header.line() + "\n");
      int pages = target.bean().getPages();
      for (int page = 0; page < pages; page++) {
        for (String line : target.bean().read(page)) {
          lines.write(line + "\n");
          reads++;
        }
      }
    }
    return reads;
  }

  /** Turns the request to end the process into the end of the recording. */
  private static final class Interruption {
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook = new Thread(this::request, "larder-record-end");

    Interruption() {
      Runtime.getRuntime().addShutdownHook(hook);
    }

    private void request() {
      requested.countDown();
      try {
        // The process ends when this returns, so the trace must be written by then.
        written.await(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    boolean await(long millis) throws InterruptedException {
      return requested.await(millis, TimeUnit.MILLISECONDS);
    }

    void end() {
      written.countDown();
      if (requested.getCount() > 0) {
        try {
          Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
          // The process ends at this moment.
        }
      }
    }
  }
}
