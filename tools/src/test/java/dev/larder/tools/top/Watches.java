package dev.larder.tools.top;

import dev.larder.tools.figures.CacheFigures;
import dev.larder.tools.figures.CacheId;
import dev.larder.tools.figures.Figure;
import dev.larder.tools.figures.Sample;
import dev.larder.tools.figures.Samples;
import dev.larder.tools.figures.Watch;
import dev.larder.tools.jmx.ConnectorServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Watches for tests, of this JVM. */
final class Watches {
  private Watches() {}

  static Watch of(ConnectorServer server) {
    return Watch.of(server.connect(), Duration.ofMillis(100), List.of());
  }

  /**
   * Adds two samples of invented caches.
   *
   * @return the last
   */
  static Sample invented(Watch watch, String... names) {
    Sample last = sample(0, 1, names);
    watch.history().add(last);
    last = sample(2, 3, names);
    watch.history().add(last);
    return last;
  }

  private static Sample sample(int second, int factor, String... names) {
    SortedMap<CacheId, CacheFigures> caches = new TreeMap<>();
    for (int i = 0; i < names.length; i++) {
      CacheId id = new CacheId("larder.default", names[i], "");
      long unit = factor * (i + 1L);
      caches.put(
          id,
          new CacheFigures(
              id,
              Map.of(
                  Figure.HITS,
                  900 * unit,
                  Figure.MISSES,
                  100 * unit,
                  Figure.EVICTIONS,
                  40 * unit,
                  Figure.ENTRIES,
                  12_345L,
                  Figure.SIZE,
                  12_345L,
                  Figure.MAXIMUM,
                  20_000L,
                  Figure.LOADS,
                  100 * unit,
                  Figure.LOAD_MICROS,
                  250_000 * unit,
                  Figure.LOAD_FAILURES,
                  3L,
                  Figure.WAITING,
                  0L)));
    }
    return Samples.of(second, caches);
  }
}
