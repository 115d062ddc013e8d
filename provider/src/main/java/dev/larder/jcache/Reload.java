package dev.larder.jcache;

import dev.larder.config.EffectiveConfiguration;
import dev.larder.config.ManagerConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.cache.CacheException;

/**
 * One reload of a manager's configuration. The settings of all caches are resolved before any is
 * applied, so a wrong configuration changes nothing.
 */
final class Reload {
  private final ManagerConfiguration after;
  private final Iterable<LarderCache<?, ?>> caches;
  private final Map<LarderCache<?, ?>, EffectiveConfiguration<?, ?>> resolved =
      new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  /**
   * Resolves the settings of each cache.
   *
   * @throws CacheException if the settings of a cache are wrong
   */
  Reload(ManagerConfiguration after, Iterable<LarderCache<?, ?>> caches) {
    this.after = after;
    this.caches = caches;
    for (LarderCache<?, ?> cache : caches) {
      if (isNamed(cache) || !cache.control().wasNamed()) {
        resolved.put(cache, resolve(cache));
      }
    }
  }

  private boolean isNamed(LarderCache<?, ?> cache) {
    return after.placeOf(cache.getName()) != null;
  }

  private <K, V> EffectiveConfiguration<K, V> resolve(LarderCache<K, V> cache) {
    try {
      return after.resolve(cache.getName(), cache.control().effective().programmatic());
    } catch (IllegalArgumentException e) {
      throw after.refusal(cache.getName(), e);
    }
  }

  /** Applies the settings that can change in open caches; returns a line for each change. */
  List<String> apply() {
    for (LarderCache<?, ?> cache : caches) {
      if (cache.control().setNamed(isNamed(cache))) {
        lines.add(
            "cache '" + cache.getName() + "': the file no longer names it; it stays as it is");
      }
    }
    resolved.keySet().forEach(this::apply);
    return lines;
  }

  @SuppressWarnings("unchecked") // resolved for this cache
  private <K, V> void apply(LarderCache<K, V> cache) {
    EffectiveConfiguration<K, V> changed = (EffectiveConfiguration<K, V>) resolved.get(cache);
    if (changed != null && !cache.isClosed()) {
      lines.addAll(cache.control().reload(changed));
    }
  }
}
