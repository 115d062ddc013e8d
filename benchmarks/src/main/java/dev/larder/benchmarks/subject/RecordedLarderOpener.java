package dev.larder.benchmarks.subject;

import dev.larder.LarderRecorderMXBean;
import javax.cache.Cache;

/** Larder with all that can watch it, while its reads are recorded: those of one key in twelve. */
public final class RecordedLarderOpener extends WatchedLarderOpener {
  private static final int SAMPLE = 12;
  private static final int READS = 20_000_000;

  @Override
  void recordReads(Cache<?, ?> cache) {
    LarderRecorderMXBean recorder = cache.unwrap(LarderRecorderMXBean.class);
    if (!recorder.isRecording()) {
      recorder.discard(recorder.getNumber());
      var unused = recorder.start(SAMPLE, READS, 3_600, false);
    }
  }
}
