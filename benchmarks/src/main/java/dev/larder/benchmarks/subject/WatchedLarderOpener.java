package dev.larder.benchmarks.subject;

import dev.larder.LarderConfiguration;
import dev.larder.ReadRecording;
import dev.larder.benchmarks.watching.Watchers;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.cache.Cache;

/** Larder with all that can watch it. */
public class WatchedLarderOpener extends LarderOpener {
  @Override
  void policy(LarderConfiguration<Integer, Object> configuration) {
    configuration.setStatisticsEnabled(true);
    configuration.setManagementEnabled(true);
    configuration.setReadRecording(ReadRecording.HASHES);
  }

  @Override
  public Target open(Spec spec) {
    Target target = super.open(spec);
    Cache<?, ?> cache = (Cache<?, ?>) target.cache();
    try {
      Watchers.start(cache.getCacheManager(), () -> recordReads(cache));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return target;
  }

  /** Called each second. */
  void recordReads(Cache<?, ?> cache) {}
}
