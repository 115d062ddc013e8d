package dev.larder.tools.figures;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The figures of a cache at one moment.
 *
 * @param figures those that its beans have, unmodifiable
 */
public record CacheFigures(CacheId id, Map<Figure, Long> figures) {
  public CacheFigures {
    figures = Map.copyOf(figures);
  }

  /** Returns a figure; empty if the beans of the cache do not have it. */
  public OptionalLong get(Figure figure) {
    Long value = figures.get(figure);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** Returns the number of gets; empty without statistics. */
  public OptionalLong gets() {
    OptionalLong hits = get(Figure.HITS);
    OptionalLong misses = get(Figure.MISSES);
    return hits.isPresent() && misses.isPresent()
        ? OptionalLong.of(hits.getAsLong() + misses.getAsLong())
        : OptionalLong.empty();
  }

  /** Returns the share of gets that found an entry, from 0 to 1; empty if there was no get. */
  public OptionalDouble hitRatio() {
    OptionalLong gets = gets();
    return gets.isPresent() && gets.getAsLong() > 0
        ? OptionalDouble.of((double) get(Figure.HITS).orElse(0) / gets.getAsLong())
        : OptionalDouble.empty();
  }

  /** Returns the mean time of a load in microseconds; empty if there was none. */
  public OptionalDouble loadMicros() {
    long loads = get(Figure.LOADS).orElse(0);
    OptionalLong micros = get(Figure.LOAD_MICROS);
    return loads > 0 && micros.isPresent()
        ? OptionalDouble.of((double) micros.getAsLong() / loads)
        : OptionalDouble.empty();
  }

  /** Returns the bound; empty if it is not known, or there is none. */
  public OptionalLong bound() {
    OptionalLong maximum = get(Figure.MAXIMUM);
    return maximum.isPresent() && maximum.getAsLong() == Long.MAX_VALUE
        ? OptionalLong.empty()
        : maximum;
  }

  /** Returns what counts against the bound, as a share of it; empty without a bound. */
  public OptionalDouble fill() {
    OptionalLong size = get(Figure.SIZE);
    OptionalLong bound = bound();
    return size.isPresent() && size.getAsLong() >= 0 && bound.isPresent()
        ? OptionalDouble.of((double) size.getAsLong() / bound.getAsLong())
        : OptionalDouble.empty();
  }

  /**
   * Returns the figures since an earlier moment: the increase of counters, and gauges as they are.
   * If a counter has been cleared meanwhile, all of them count from the clear.
   */
  public CacheFigures since(CacheFigures earlier) {
    Map<Figure, Long> changes = new EnumMap<>(Figure.class);
    boolean isCleared =
        figures.entrySet().stream()
            .anyMatch(
                entry ->
                    entry.getKey().isCounter()
                        && entry.getValue() < earlier.figures.getOrDefault(entry.getKey(), 0L));
    figures.forEach(
        (figure, value) -> {
          long before = earlier.figures.getOrDefault(figure, 0L);
          changes.put(figure, figure.isCounter() && !isCleared ? value - before : value);
        });
    return new CacheFigures(id, changes);
  }
}
