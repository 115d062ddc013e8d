package dev.larder.tools.figures;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Samples for tests. */
public final class Samples {
  public static final CacheId ID = new CacheId("larder.default", "books", "");

  private Samples() {}

  /** Returns a sample of one cache. */
  static Sample of(int second, Map<Figure, Long> figures) {
    return of(second, new TreeMap<>(Map.of(ID, new CacheFigures(ID, figures))));
  }

  /** Returns a sample of some caches. */
  public static Sample of(int second, SortedMap<CacheId, CacheFigures> caches) {
    return new Sample(
        Instant.ofEpochSecond(second),
        second * 1_000_000_000L,
        caches,
        new TreeMap<>(),
        new TreeMap<>());
  }
}
