package dev.larder.config;

import dev.larder.LarderConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListener;
import org.jspecify.annotations.Nullable;

/** Listeners as the configuration writes them. */
final class ListenerSetting {
  static final Set<String> KEYS =
      new TreeSet<>(Set.of("class", "factory", "filter", "synchronous", "old-value-required"));

  static final SettingType<List<CacheEntryListenerConfiguration<Object, Object>>> LISTENERS =
      SettingType.of(
          "a list of blocks with class or factory, and filter, synchronous, old-value-required",
          schema(),
          ListenerSetting::listeners);

  private ListenerSetting() {}

  private static String schema() {
    String name = "{ type = string }";
    String isOn = "{ " + SettingTypes.SWITCH.schema() + " }";
    return ("type = array, items = { type = object, additionalProperties = false, properties ="
            + " { class = %1$s, factory = %1$s, filter = %1$s, synchronous = %2$s,"
            + " old-value-required = %2$s }, oneOf = [{ required = [class] },"
            + " { required = [factory] }] }")
        .formatted(name, isOn);
  }

  /** Adds what is not there yet. */
  static void add(
      LarderConfiguration<Object, Object> configuration,
      List<CacheEntryListenerConfiguration<Object, Object>> listeners) {
    List<CacheEntryListenerConfiguration<Object, Object>> known = new ArrayList<>();
    configuration.getCacheEntryListenerConfigurations().forEach(known::add);
    listeners.stream()
        .distinct()
        .filter(listener -> !known.contains(listener))
        .forEach(configuration::addCacheEntryListenerConfiguration);
  }

  /** The listeners of a configuration, null if there are none. */
  static @Nullable List<CacheEntryListenerConfiguration<Object, Object>> of(
      LarderConfiguration<Object, Object> configuration) {
    List<CacheEntryListenerConfiguration<Object, Object>> listeners = new ArrayList<>();
    configuration.getCacheEntryListenerConfigurations().forEach(listeners::add);
    return listeners.isEmpty() ? null : listeners;
  }

  private static List<CacheEntryListenerConfiguration<Object, Object>> listeners(
      ConfigNode value, String accepted) {
    List<CacheEntryListenerConfiguration<Object, Object>> listeners = new ArrayList<>();
    for (ConfigNode each : value.elements(accepted)) {
      listeners.add(listener(each));
    }
    return listeners;
  }

  private static CacheEntryListenerConfiguration<Object, Object> listener(ConfigNode value) {
    Map<String, ConfigNode> said = value.parts(KEYS);
    ConfigNode named = said.getOrDefault("class", said.get("factory"));
    if (named == null || (said.containsKey("class") && said.containsKey("factory"))) {
      throw value.unfit("a block with either class or factory");
    }
    return new MutableCacheEntryListenerConfiguration<>(
        made(named, CacheEntryListener.class),
        filter(said.get("filter")),
        isOn(said.get("old-value-required")),
        isOn(said.get("synchronous")));
  }

  /** The parameter of the specification may be null, and does not say so. */
  @SuppressWarnings("NullAway")
  private static Factory<CacheEntryEventFilter<Object, Object>> filter(@Nullable ConfigNode value) {
    return value == null ? null : made(value, CacheEntryEventFilter.class);
  }

  private static <T> Factory<T> made(ConfigNode value, Class<? super T> wanted) {
    return SettingTypes.<T>made(wanted).parse().apply(value);
  }

  private static boolean isOn(@Nullable ConfigNode value) {
    return value != null && SettingTypes.SWITCH.parse().apply(value);
  }
}
