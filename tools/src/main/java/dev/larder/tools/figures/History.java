package dev.larder.tools.figures;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The last samples of a JVM, oldest first. Thread-safe. */
public final class History {
  /** How many samples are kept: ten minutes at two seconds. */
  private static final int MOST = 300;

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Adds a sample; the oldest is dropped if there are too many. */
  public synchronized void add(Sample sample) {
    samples.add(sample);
    if (samples.size() > MOST) {
      samples.remove();
    }
  }

  /** Returns the last sample; empty before the first. */
  public synchronized Optional<Sample> last() {
    return Optional.ofNullable(samples.peekLast());
  }

  /** Returns the activity of all caches that the last sample has. */
  public synchronized List<Activity> activities() {
    Sample last = samples.peekLast();
    Sample previous = previous();
    List<Activity> activities = new ArrayList<>();
    if (last != null) {
      last.caches().values().forEach(cache -> activities.add(activity(cache, last, previous)));
    }
    return activities;
  }

  private static Activity activity(CacheFigures cache, Sample last, @Nullable Sample previous) {
    CacheFigures before = previous == null ? null : previous.caches().get(cache.id());
    return before == null || previous == null
        ? new Activity(cache, Optional.empty(), 0)
        : new Activity(
            cache, Optional.of(cache.since(before)), (last.nanos() - previous.nanos()) / 1e9);
  }

  private @Nullable Sample previous() {
    Iterator<Sample> backwards = samples.descendingIterator();
    if (backwards.hasNext()) {
      backwards.next();
    }
    return backwards.hasNext() ? backwards.next() : null;
  }

  /**
   * Returns one number for each interval between two samples, oldest first.
   *
   * @param number computes it from the activity in an interval; NaN if there is none
   */
  public synchronized double[] series(CacheId id, ToDoubleFunction<Activity> number) {
    List<Double> numbers = new ArrayList<>();
    Sample previous = null;
    for (Sample sample : samples) {
      CacheFigures cache = sample.caches().get(id);
      if (previous != null) {
        numbers.add(
            cache == null ? Double.NaN : number.applyAsDouble(activity(cache, sample, previous)));
      }
      previous = sample;
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
