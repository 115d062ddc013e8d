package dev.larder.config;

import dev.larder.Copier;
import dev.larder.EntryExpiry;
import dev.larder.EvictionPolicy;
import dev.larder.LarderConfiguration;
import dev.larder.Weigher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javax.cache.configuration.Factory;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * The table of all settings. Files, properties, programs, the description of a cache, the JSON
 * Schema and the reference use it. Its order is the order of the description.
 */
final class Schema {
  private static final Map<String, Setting<?>> SETTINGS =
      table(
          setting("key-type", SettingTypes.TYPE)
              .means("the type of keys; any unless set")
              .of(Schema::setKeyType, c -> ManagerConfiguration.boxed(c.getKeyType())),
          setting("value-type", SettingTypes.TYPE)
              .means("the type of values; any unless set")
              .of(Schema::setValueType, c -> ManagerConfiguration.boxed(c.getValueType())),
          setting("maximum-size", SettingTypes.ENTRIES)
              .means("the most entries")
              .of((c, size) -> c.setMaximumSize(size), c -> c.getMaximumSize())
              .defaultsTo(10_000L)
              .displacing("maximum-weight", "weigher"),
          setting("maximum-weight", SettingTypes.WEIGHT)
              .means("the most weight, in the unit of the weigher; needs `weigher`")
              .of((c, weight) -> c.setMaximumWeight(weight), c -> c.getMaximumWeight())
              .displacing("maximum-size"),
          setting("weigher", SettingTypes.<Weigher<Object, Object>>factoryOf(Weigher.class))
              .means("computes the weight of an entry")
              .of((c, weigher) -> c.setWeigherFactory(weigher), c -> c.getWeigherFactory()),
          setting("policy", SettingTypes.POLICY)
              .means(
                  "which entries are evicted first: `lru` evicts the least recently used;"
                      + " `adaptive` weighs recency and frequency, resists scans and loops, and"
                      + " takes 20 to 32 bytes more an entry")
              .of((c, policy) -> c.setEvictionPolicy(policy), c -> c.getEvictionPolicy())
              .defaultsTo(EvictionPolicy.LRU),
          setting("expiry", ExpirySetting.EXPIRY)
              .means("when entries expire")
              .of((c, expiry) -> c.setExpiryPolicyFactory(expiry), c -> c.getExpiryPolicyFactory())
              .defaultsTo(EternalExpiryPolicy.factoryOf())
              .displacing("entry-expiry"),
          setting(
                  "entry-expiry",
                  SettingTypes.<EntryExpiry<Object, Object>>factoryOf(EntryExpiry.class))
              .means("when each entry expires, by its key and value")
              .of((c, expiry) -> c.setEntryExpiryFactory(expiry), c -> c.getEntryExpiryFactory())
              .displacing("expiry"),
          setting("store-by-value", SettingTypes.SWITCH)
              .means("whether keys and values are copied on their way in and out")
              .of((c, isOn) -> c.setStoreByValue(isOn), c -> c.isStoreByValue())
              .defaultsTo(true),
          setting("statistics", SettingTypes.SWITCH)
              .means("whether hits and misses are counted and shown over JMX")
              .of((c, isOn) -> c.setStatisticsEnabled(isOn), c -> c.isStatisticsEnabled())
              .defaultsTo(false),
          setting("management", SettingTypes.SWITCH)
              .means("whether configuration, size and bound are shown over JMX")
              .of((c, isOn) -> c.setManagementEnabled(isOn), c -> c.isManagementEnabled())
              .defaultsTo(false),
          setting("recording", SettingTypes.RECORDING)
              .means(
                  "what `larder record` may record of reads: nothing, hashes of keys, or keys; needs"
                      + " `management`; off unless set")
              .of((c, recording) -> c.setReadRecording(recording), c -> c.getReadRecording()),
          setting("read-through", SettingTypes.SWITCH)
              .means("whether a read of an absent entry loads it; needs `loader`; false unless set")
              .of((c, isOn) -> c.setReadThrough(isOn), c -> c.isReadThrough()),
          setting("write-through", SettingTypes.SWITCH)
              .means("whether changes are written to `writer`; false unless set")
              .of((c, isOn) -> c.setWriteThrough(isOn), c -> c.isWriteThrough()),
          setting("loader", SettingTypes.<CacheLoader<Object, Object>>factoryOf(CacheLoader.class))
              .means("loads entries, for `loadAll`, and for reads with `read-through`")
              .of((c, loader) -> c.setCacheLoaderFactory(loader), c -> c.getCacheLoaderFactory()),
          setting("refresh-after", SettingTypes.AGE)
              .means(
                  "the age after which a hit starts a background reload; needs `read-through` or"
                      + " `refresh-by-caller`")
              .of((c, age) -> c.setRefreshAfter(age), c -> c.getRefreshAfter()),
          setting("refresh-by-caller", SettingTypes.SWITCH)
              .means(
                  "whether callers supply the reload: annotated methods, and"
                      + " `cache.unwrap(RefreshingCache.class)`; needs `refresh-after`; false unless"
                      + " set")
              .of((c, isOn) -> c.setRefreshByCaller(isOn), c -> c.getRefreshByCaller()),
          setting("stale-if-error", SettingTypes.TIME)
              .means(
                  "how long beyond `refresh-after` a value is returned at most, for when its reloads"
                      + " fail; needs `refresh-after`; until the value expires unless set")
              .of((c, time) -> c.setStaleIfError(time), c -> c.getStaleIfError()),
          setting("coalesce", SettingTypes.AGE)
              .means(
                  "how long a reload waits for others, which are then loaded by one call of"
                      + " `CacheLoader.loadAll`; needs `refresh-after` and `read-through`; each"
                      + " reload is a call unless set")
              .of((c, time) -> c.setCoalesce(time), c -> c.getCoalesce()),
          setting("scheduled-refresh", SettingTypes.SWITCH)
              .means(
                  "whether entries that were read since their last load are reloaded at the refresh"
                      + " age without a further hit; needs `refresh-after` and `read-through`; false"
                      + " unless set")
              .of((c, isOn) -> c.setScheduledRefresh(isOn), c -> c.getScheduledRefresh()),
          setting(
                  "writer",
                  SettingTypes.<CacheWriter<? super Object, ? super Object>>factoryOf(
                      CacheWriter.class))
              .means("writes and deletes entries, with `write-through`")
              .of((c, writer) -> c.setCacheWriterFactory(writer), c -> c.getCacheWriterFactory()),
          setting("key-copier", SettingTypes.<Copier<Object>>factoryOf(Copier.class))
              .means("copies keys in place of Java serialization")
              .of((c, copier) -> c.setKeyCopierFactory(copier), c -> c.getKeyCopierFactory()),
          setting("value-copier", SettingTypes.<Copier<Object>>factoryOf(Copier.class))
              .means("copies values in place of Java serialization")
              .of((c, copier) -> c.setValueCopierFactory(copier), c -> c.getValueCopierFactory()),
          setting("immutable-types", SettingTypes.NAMES)
              .means(
                  "classes whose instances need no copy, besides strings, boxes, enums, `java.time`"
                      + " and records of such")
              .of((c, types) -> c.setImmutableTypes(types), c -> c.getImmutableTypes()),
          setting("serialization.allow", SettingTypes.PATTERNS)
              .means(
                  "what may be deserialized, besides the declared types and the JDK's value types")
              .of((c, patterns) -> c.setSerialAllow(patterns), c -> c.getSerialAllow()),
          setting("listeners", ListenerSetting.LISTENERS)
              .means("the listeners; their switches are false unless set")
              .of(ListenerSetting::add, ListenerSetting::get),
          setting("listener-queue-size", SettingTypes.COUNT)
              .means("how many events may wait for asynchronous listeners")
              .of((c, size) -> c.setListenerQueueSize(size), c -> c.getListenerQueueSize())
              .defaultsTo(10_000),
          setting("executor", SettingTypes.<Executor>factoryOf(Executor.class))
              .means(
                  "runs asynchronous listeners, `loadAll` and reloads, in place of Larder's own"
                      + " threads")
              .of((c, executor) -> c.setExecutorFactory(executor), Schema::executor),
          setting("store", SettingTypes.STORE)
              .means("where entries live")
              .of(
                  (c, store) -> c.setStoreFactory(store.orElse(null)),
                  c -> Optional.ofNullable(c.getStoreFactory()))
              .defaultsTo(Optional.empty()));

  private static final List<SettingValue<?>> DEFAULTS =
      SETTINGS.values().stream().<SettingValue<?>>flatMap(Schema::byDefault).toList();

  private Schema() {}

  private static Map<String, Setting<?>> table(Setting<?>... rows) {
    Map<String, Setting<?>> table = new LinkedHashMap<>();
    Arrays.stream(rows).forEach(row -> table.put(row.key(), row));
    return table;
  }

  private static <T> Setting.Documentation<T> setting(String key, SettingType<T> type) {
    return new Setting.Documentation<>(key, type, "");
  }

  private static <T> Stream<SettingValue<T>> byDefault(Setting<T> setting) {
    return Stream.ofNullable(setting.defaultValue())
        .map(value -> new SettingValue<>(setting, value, SettingValue.DEFAULT));
  }

  /** Returns the settings in the order of the table. */
  static Collection<Setting<?>> settings() {
    return SETTINGS.values();
  }

  /** Returns all keys in the order of the table; nested ones have dots. */
  static Set<String> keys() {
    return SETTINGS.keySet();
  }

  /** Whether this is a key of a block, be it of a setting or of a nested block. */
  static boolean isKey(String key) {
    return keysBelow("").contains(key);
  }

  /** Returns the weakest layer. */
  static List<SettingValue<?>> defaults() {
    return DEFAULTS;
  }

  /** Returns the layer of a program. */
  static List<SettingValue<?>> read(LarderConfiguration<Object, Object> program) {
    return SETTINGS.values().stream()
        .<SettingValue<?>>flatMap(setting -> setting.read(program).stream())
        .toList();
  }

  /**
   * Returns the layer of a block.
   *
   * @param others further keys of the block, which are not settings
   */
  static List<SettingValue<?>> read(ConfigNode block, Collection<String> others) {
    List<SettingValue<?>> layer = new ArrayList<>();
    read("", block, others, layer);
    String contradiction = contradiction(layer);
    if (contradiction != null) {
      throw block.wrong(contradiction);
    }
    return layer;
  }

  private static void read(
      String prefix, ConfigNode block, Collection<String> others, List<SettingValue<?>> layer) {
    Set<String> accepted = keysBelow(prefix);
    accepted.addAll(others);
    block
        .parts(accepted)
        .forEach(
            (key, value) -> {
              Setting<?> setting = SETTINGS.get(prefix + key);
              if (setting != null) {
                layer.add(setting.read(value));
              } else if (!others.contains(key)) {
                read(prefix + key + ".", value, List.of(), layer);
              }
            });
  }

  private static Set<String> keysBelow(String prefix) {
    Set<String> keys = new TreeSet<>();
    for (String key : keys()) {
      if (key.startsWith(prefix)) {
        keys.add(key.substring(prefix.length()).replaceFirst("\\..*", ""));
      }
    }
    return keys;
  }

  /** Returns a message that names two settings of a layer that exclude each other; null if none. */
  static @Nullable String contradiction(List<SettingValue<?>> layer) {
    for (SettingValue<?> one : layer) {
      for (SettingValue<?> other : layer) {
        if (one.setting().displaced().contains(other.key())) {
          return one + " and " + other + " contradict each other: drop one of them";
        }
      }
    }
    return null;
  }

  @SuppressWarnings("unchecked") // the factory of a subtype creates executors, too
  private static @Nullable Factory<Executor> executor(LarderConfiguration<Object, Object> c) {
    return (Factory<Executor>) c.getExecutorFactory();
  }

  @SuppressWarnings("unchecked")
  private static void setKeyType(LarderConfiguration<Object, Object> c, Class<?> type) {
    c.setTypes((Class<Object>) type, c.getValueType());
  }

  @SuppressWarnings("unchecked")
  private static void setValueType(LarderConfiguration<Object, Object> c, Class<?> type) {
    c.setTypes(c.getKeyType(), (Class<Object>) type);
  }
}
