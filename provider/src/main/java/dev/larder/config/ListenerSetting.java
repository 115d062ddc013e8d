package dev.larder.config;

import dev.larder.LarderConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListener;
import org.jspecify.annotations.Nullable;

final class ListenerSetting {
  static final Set<String> KEYS =
      new TreeSet<>(Set.of("class", "factory", "filter", "synchronous", "old-value-required"));

  static final SettingType<List<CacheEntryListenerConfiguration<Object, Object>>> LISTENERS =
      new SettingType<>(
          "a list of blocks with class or factory, and filter, synchronous, old-value-required",
          schema(),
          (value, accepted) ->
              value.elements(accepted).stream().map(ListenerSetting::listener).toList(),
          ListenerSetting::format);

  private ListenerSetting() {}

  private static String schema() {
    return """
        type = array, items = { type = object, additionalProperties = false, properties = {
            class = { %1$s }, factory = { %1$s }, filter = { %1$s },
            synchronous = { %2$s }, old-value-required = { %2$s } },
          oneOf = [{ required = [class] }, { required = [factory] }] }
        """
        .formatted("type = string", SettingTypes.SWITCH.schema());
  }

  static List<CacheEntryListenerConfiguration<Object, Object>> get(
      LarderConfiguration<Object, Object> configuration) {
    List<CacheEntryListenerConfiguration<Object, Object>> listeners = new ArrayList<>();
    configuration.getCacheEntryListenerConfigurations().forEach(listeners::add);
    return listeners;
  }

  /** Adds the listeners that the configuration does not have yet. */
  static void add(
      LarderConfiguration<Object, Object> configuration,
      List<CacheEntryListenerConfiguration<Object, Object>> listeners) {
    List<CacheEntryListenerConfiguration<Object, Object>> present = get(configuration);
    listeners.stream()
        .distinct()
        .filter(listener -> !present.contains(listener))
        .forEach(configuration::addCacheEntryListenerConfiguration);
  }

  private static CacheEntryListenerConfiguration<Object, Object> listener(ConfigNode value) {
    Map<String, ConfigNode> parts = value.parts(KEYS);
    ConfigNode named = parts.getOrDefault("class", parts.get("factory"));
    if (named == null || (parts.containsKey("class") && parts.containsKey("factory"))) {
      throw value.unfit("a block with either class or factory");
    }
    return new MutableCacheEntryListenerConfiguration<>(
        factory(named, CacheEntryListener.class),
        factory(parts.get("filter"), CacheEntryEventFilter.class),
        isOn(parts.get("old-value-required")),
        isOn(parts.get("synchronous")));
  }

  @SuppressWarnings("NullAway") // the specification allows null for the filter
  private static <T> Factory<T> factory(@Nullable ConfigNode value, Class<? super T> wanted) {
    return value == null ? null : SettingTypes.<T>factoryOf(wanted).parse(value);
  }

  private static boolean isOn(@Nullable ConfigNode value) {
    return value != null && SettingTypes.SWITCH.parse(value);
  }

  private static String format(List<CacheEntryListenerConfiguration<Object, Object>> listeners) {
    return listeners.stream()
        .map(ListenerSetting::format)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String format(CacheEntryListenerConfiguration<?, ?> listener) {
    // The methods of other classes are user code.
    Factory<?> factory =
        listener instanceof MutableCacheEntryListenerConfiguration
            ? listener.getCacheEntryListenerFactory()
            : null;
    if (factory == null) {
      return listener.getClass().getName();
    }
    Factory<?> filter = listener.getCacheEntryEventFilterFactory();
    return SettingTypes.describe(factory)
        + (filter == null ? "" : " filter " + SettingTypes.describe(filter))
        + (listener.isSynchronous() ? " synchronous" : "")
        + (listener.isOldValueRequired() ? " old-value-required" : "");
  }
}
