package dev.larder.tools.figures;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A cache, and what it has done since the sample before.
 *
 * @param total the figures since the cache was created, or its statistics were cleared
 * @param recent the change since the sample before; empty in the first sample of the cache
 * @param seconds the time since the sample before
 */
public record Activity(CacheFigures total, Optional<CacheFigures> recent, double seconds) {
  public CacheId id() {
    return total.id();
  }

  /** Returns how often a counter has grown in a second; empty in the first sample. */
  public OptionalDouble perSecond(Figure figure) {
    return recent
        .filter(change -> seconds > 0 && change.get(figure).isPresent())
        .map(change -> OptionalDouble.of(change.get(figure).getAsLong() / seconds))
        .orElse(OptionalDouble.empty());
  }

  /** Returns the gets in a second; empty in the first sample, and without statistics. */
  public OptionalDouble getsPerSecond() {
    return recent
        .filter(change -> seconds > 0 && change.gets().isPresent())
        .map(change -> OptionalDouble.of(change.gets().getAsLong() / seconds))
        .orElse(OptionalDouble.empty());
  }

  /** Returns the hit ratio since the sample before; empty if there was no get. */
  public OptionalDouble recentHitRatio() {
    return recent.map(CacheFigures::hitRatio).orElse(OptionalDouble.empty());
  }

  /** Returns the mean time of the loads since the sample before in microseconds. */
  public OptionalDouble recentLoadMicros() {
    return recent.map(CacheFigures::loadMicros).orElse(OptionalDouble.empty());
  }
}
