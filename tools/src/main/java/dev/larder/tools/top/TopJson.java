package dev.larder.tools.top;

import dev.larder.tools.figures.Activity;
import dev.larder.tools.figures.CacheId;
import dev.larder.tools.figures.Figure;
import dev.larder.tools.figures.Sample;
import dev.larder.tools.figures.Watch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a sample as maps and lists for JSON. Figures have the names of the attributes of
 * the MBeans, and their values. Ratios are from 0 to 1, times in microseconds.
 *
 * @param withHistory whether the course of the hit ratio and of the gets is included
 */
record TopJson(Watch watch, boolean withHistory) {

  Map<String, @Nullable Object> of(Sample sample, TopState state) {
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    root.put("time", sample.time().toString());
    root.put("jvm", watch.connection().name());
    root.put("ageSeconds", (System.nanoTime() - sample.nanos()) / 1e9);
    root.put("intervalSeconds", watch.interval().toMillis() / 1e3);
    root.put(
        "caches", state.shown(watch.history().activities()).stream().map(this::cache).toList());
    root.put(
        "cachesWithoutStatistics",
        sample.withoutFigures().keySet().stream()
            .filter(state.filter()::accepts)
            .map(TopJson::identity)
            .toList());
    root.put("stores", sample.stores().entrySet().stream().map(TopJson::store).toList());
    return root;
  }

  private static Map<String, @Nullable Object> identity(CacheId id) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("cache", id.cache());
    map.put("manager", id.manager());
    if (!id.instance().isEmpty()) {
      map.put("instance", id.instance());
    }
    return map;
  }

  private Map<String, @Nullable Object> cache(Activity cache) {
    Map<String, @Nullable Object> map = identity(cache.id());
    for (Figure figure : Figure.values()) {
      if (cache.total().get(figure).isPresent()) {
        map.put(figure.attribute(), cache.total().get(figure).getAsLong());
      }
    }
    map.put("hitRatio", orNull(cache.total().hitRatio()));
    map.put("recentHitRatio", orNull(cache.recentHitRatio()));
    map.put("recentLoadMicros", orNull(cache.recentLoadMicros()));
    map.put("getsPerSecond", orNull(cache.getsPerSecond()));
    for (Figure figure : Figure.values()) {
      OptionalDouble rate = cache.perSecond(figure);
      if (figure.isCounter() && figure != Figure.LOAD_MICROS && rate.isPresent()) {
        String name = figure.attribute().replaceFirst("^Cache", "");
        map.put(
            Character.toLowerCase(name.charAt(0)) + name.substring(1) + "PerSecond", orNull(rate));
      }
    }
    map.put("advice", watch.advice(cache));
    if (withHistory) {
      for (Trend trend : Trend.values()) {
        double[] series = watch.history().series(cache.id(), trend::of);
        map.put(
            trend == Trend.GETS ? "getsHistory" : "hitRatioHistory",
            Arrays.stream(series).boxed().toList());
      }
    }
    return map;
  }

  private static Map<String, Object> store(Map.Entry<String, Map<String, Object>> store) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("Address", store.getKey());
    map.putAll(store.getValue());
    return map;
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /** Returns the sample for the page, which filters and sorts by itself. */
  Map<String, @Nullable Object> whole(Sample sample) {
    return of(sample, TopState.of(Optional.empty(), ""));
  }
}
