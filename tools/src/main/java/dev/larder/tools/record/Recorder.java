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
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.zip.GZIPOutputStream;

/**
 * Starts a recording, waits for its end, and writes the trace. After Ctrl-C and SIGTERM it writes
 * what has been recorded so far. Then the recorded JVM frees its memory. If this process is killed,
 * the recording ends by its time, and the next one frees the memory.
 *
 * @param seconds how long to record
 * @param limit the most reads to record
 */
public record Recorder(RecorderBean target, int seconds, int limit) {
  private static final long LOOK_MILLIS = 200;

  /**
   * Records.
   *
   * @param interruption ends the recording early
   * @return the number of reads in the file
   * @throws UnusableInputException if the cache refuses the recording
   * @throws IOException if the connection is lost, or the file cannot be written
   */
  public long record(Path file, RecordedPart part, Interruption interruption, Progress progress)
      throws IOException, InterruptedException {
    LarderRecorderMXBean bean = target.bean();
    int number;
    try {
      number = bean.start(part.sample(), limit, seconds, part.withKeys());
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new UnusableInputException(String.valueOf(e.getMessage()));
    }
    long start = System.nanoTime();
    try {
      await(bean, interruption, progress.step("recording", seconds));
      progress.clear();
      bean.stop(number);
      long recorded = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      TraceHeader header =
          new TraceHeader(part.sample(), recorded, target.id().manager(), target.id().cache());
      return bean.getRecordedReads() == 0 ? 0 : write(file, header, number);
    } catch (UndeclaredThrowableException e) {
      throw new IOException(
          "the connection is lost, and the recorded reads with it; has the JVM ended?", e);
    } finally {
      discard(bean, number);
    }
  }

  /** Frees the memory of the recorded JVM, if that is still there. */
  private static void discard(LarderRecorderMXBean bean, int number) {
    try {
      bean.discard(number);
    } catch (UndeclaredThrowableException e) {
      // The JVM has ended, or the connection is lost. Then the recording ends by its time.
    }
  }

  /**
   * What is recorded.
   *
   * @param sample the reads of one key in this many
   * @param withKeys whether texts of keys are recorded in place of hashes
   */
  public record RecordedPart(int sample, boolean withKeys) {}

  private void await(LarderRecorderMXBean bean, Interruption interruption, LongConsumer progress)
      throws InterruptedException {
    long start = System.nanoTime();
    while (bean.isRecording() && !interruption.await(LOOK_MILLIS)) {
      progress.accept(Math.min(seconds, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)));
    }
  }

  private long write(Path file, TraceHeader header, int number) throws IOException {
    try {
      return writeLines(file, header, number);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw new IOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private long writeLines(Path file, TraceHeader header, int number) throws IOException {
    long reads = 0;
    try (OutputStream bytes = Files.newOutputStream(file);
        OutputStream text = file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes;
        Writer lines = new BufferedWriter(new OutputStreamWriter(text, UTF_8))) {
      lines.write(header.line() + "\n");
      int pages = target.bean().getPages();
      for (int page = 0; page < pages; page++) {
        for (String line : target.bean().read(number, page)) {
          lines.write(line + "\n");
          reads++;
        }
      }
    }
    return reads;
  }
}
