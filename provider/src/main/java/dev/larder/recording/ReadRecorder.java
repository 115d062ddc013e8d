package dev.larder.recording;

import dev.larder.LarderRecorderMXBean;
import dev.larder.ReadRecording;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts and ends recordings of the reads of one cache. The cache passes its reads to the {@link
 * Recording} that it received last. Thread-safe.
 */
public final class ReadRecorder implements LarderRecorderMXBean {
  private static final int MOST_READS = 50_000_000;
  private static final int MOST_READS_WITH_KEYS = 1_000_000;

  /** A text of 200 characters, and what a map takes for it. */
  private static final long BYTES_WITH_KEY = 500;

  private static final int MOST_SECONDS = 86_400;

  private final String cacheName;

  /** Receives the recording that runs, null at its end. Set before the bean is registered. */
  private volatile @Nullable Consumer<@Nullable Recording> cache;

  /** What recordings may contain. Guarded by this. */
  private ReadRecording allowed = ReadRecording.OFF;

  /** The recording that runs, or null. Guarded by this. */
  private @Nullable Recording active;

  /** The number of the last recording; 0 before the first. Guarded by this. */
  private int number;

  /** The present or last recording. Guarded by this. */
  private @Nullable Recording last;

  public ReadRecorder(String cacheName) {
    this.cacheName = cacheName;
  }

  /** Sets what recordings may contain. A recording that has more ends and is discarded. */
  public synchronized void allow(ReadRecording permission) {
    allowed = permission;
    boolean isTooMuch = last != null && last.hasTexts() && permission != ReadRecording.KEYS;
    if (permission == ReadRecording.OFF || isTooMuch) {
      discard();
    }
  }

  private void discard() {
    end();
    last = null;
  }

  private void end() {
    if (active != null) {
      active.end();
      activate(null);
    }
  }

  /**
   * Sets the cache to record.
   *
   * @param receiver receives each recording that starts, and null at its end
   */
  public void connect(Consumer<@Nullable Recording> receiver) {
    cache = receiver;
  }

  private void activate(@Nullable Recording recording) {
    active = recording;
    Consumer<@Nullable Recording> receiver = cache;
    if (receiver != null) {
      receiver.accept(recording);
    }
  }

  @Override
  public synchronized String getAllowed() {
    return allowed.name();
  }

  @Override
  public synchronized boolean isRecording() {
    if (active != null && active.isEnded()) {
      activate(null);
    }
    return active != null;
  }

  @Override
  public synchronized long getRecordedReads() {
    return last == null ? 0 : last.reads();
  }

  @Override
  public synchronized int getSample() {
    return last == null ? 0 : last.sample();
  }

  @Override
  public synchronized int start(int sample, int reads, int seconds, boolean withKeys) {
    requireRange("sample", sample, Integer.MAX_VALUE);
    requireRange("reads", reads, withKeys ? MOST_READS_WITH_KEYS : MOST_READS);
    requireRange("seconds", seconds, MOST_SECONDS);
    if (allowed == ReadRecording.OFF || (withKeys && allowed != ReadRecording.KEYS)) {
      throw new IllegalStateException(
          "cache '%s': its setting is recording = %s; to record %s, set recording = %s"
              .formatted(
                  cacheName,
                  word(allowed),
                  withKeys ? "texts of keys" : "hashes of keys",
                  withKeys ? "keys" : "hashes"));
    }
    if (isRecording()) {
      throw new IllegalStateException(
          "cache '" + cacheName + "': a recording runs already; stop it, or wait for its end");
    }
    requireMemory(reads * (withKeys ? BYTES_WITH_KEY : Long.BYTES));
    last = new Recording(sample, reads, seconds, withKeys);
    activate(last);
    return ++number;
  }

  private static String word(ReadRecording permission) {
    return permission == ReadRecording.OFF ? "off" : "hashes";
  }

  private void requireRange(String what, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "cache '%s': %s must be from 1 to %,d: %d".formatted(cacheName, what, most, value));
    }
  }

  private void requireMemory(long bytes) {
    long most = Runtime.getRuntime().maxMemory() / 4;
    if (bytes > most) {
      throw new IllegalArgumentException(
          "cache '%s': the recording may take %,d MB, and a quarter of the heap is %,d MB; record"
                  .formatted(cacheName, bytes >> 20, most >> 20)
              + " fewer reads");
    }
  }

  private boolean isLast(int recording) {
    return last != null && recording == number;
  }

  @Override
  public synchronized int getNumber() {
    return last == null ? 0 : number;
  }

  @Override
  public synchronized void stop(int recording) {
    if (isLast(recording)) {
      end();
    }
  }

  @Override
  public synchronized int getPages() {
    return last == null ? 0 : last.pages();
  }

  @Override
  public String[] read(int recording, int page) {
    if (page < 0) {
      throw new IllegalArgumentException(
          "cache '" + cacheName + "': the page must be >= 0: " + page);
    }
    Recording present;
    synchronized (this) {
      present = isLast(recording) ? last : null;
    }
    if (present == null) {
      throw new IllegalStateException(
          "cache '" + cacheName + "': recording " + recording + " was discarded");
    }
    return present.lines(page).toArray(new String[0]);
  }

  @Override
  public synchronized void discard(int recording) {
    if (isLast(recording)) {
      discard();
    }
  }
}
