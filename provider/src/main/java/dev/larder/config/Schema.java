package dev.larder.config;

import dev.larder.Copier;
import dev.larder.EntryExpiry;
import dev.larder.LarderConfiguration;
import dev.larder.Weigher;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * All settings, each said once: what files and properties accept, what a programmatic configuration
 * says, what becomes of it, and what the reference documents comes from this table. Its order is
 * the order of the description.
 */
final class Schema {
  private static final List<Setting<?>> SETTINGS =
      List.of(
          setting(
              "key-type",
              "the type of keys; any unless set",
              SettingTypes.TYPE,
              Schema::setKeyType,
              c -> typed(c.getKeyType())),
          setting(
              "value-type",
              "the type of values; any unless set",
              SettingTypes.TYPE,
              Schema::setValueType,
              c -> typed(c.getValueType())),
          setting(
                  "maximum-size",
                  "the most entries; 10000 unless set",
                  SettingTypes.ENTRIES,
                  LarderConfiguration::setMaximumSize,
                  LarderConfiguration::getMaximumSize)
              .displacing("maximum-weight", "weigher"),
          setting(
                  "maximum-weight",
                  "the most weight, in the unit of the weigher; needs `weigher`",
                  SettingTypes.WEIGHT,
                  LarderConfiguration::setMaximumWeight,
                  LarderConfiguration::getMaximumWeight)
              .displacing("maximum-size"),
          setting(
              "weigher",
              "computes the weight of an entry",
              SettingTypes.<Weigher<Object, Object>>made(Weigher.class),
              LarderConfiguration::setWeigherFactory,
              LarderConfiguration::getWeigherFactory),
          setting(
              "policy",
              "which entries are evicted first: `lru` evicts the least "
                  + "recently used; `adaptive` weighs recency and frequency, "
                  + "resists scans and loops, and takes 20 to 32 bytes more an "
                  + "entry; lru unless set",
              SettingTypes.POLICY,
              LarderConfiguration::setEvictionPolicy,
              LarderConfiguration::getEvictionPolicy),
          setting(
                  "expiry",
                  "when entries expire; eternal unless set",
                  ExpirySetting.EXPIRY,
                  LarderConfiguration::setExpiryPolicyFactory,
                  c -> unless(isEternal(c) && !c.isSaid("expiry"), c.getExpiryPolicyFactory()))
              .displacing("entry-expiry"),
          setting(
                  "entry-expiry",
                  "when each entry expires, by its key and value",
                  SettingTypes.<EntryExpiry<Object, Object>>made(EntryExpiry.class),
                  LarderConfiguration::setEntryExpiryFactory,
                  LarderConfiguration::getEntryExpiryFactory)
              .displacing("expiry"),
          setting(
              "store-by-value",
              "whether keys and values are copied on their way in and out; " + "true unless set",
              SettingTypes.SWITCH,
              LarderConfiguration::setStoreByValue,
              c -> unless(c.isStoreByValue() && !c.isSaid("store-by-value"), c.isStoreByValue())),
          setting(
              "statistics",
              "whether hits and misses are counted and shown over JMX; false " + "unless set",
              SettingTypes.SWITCH,
              LarderConfiguration::setStatisticsEnabled,
              c ->
                  unless(
                      !c.isStatisticsEnabled() && !c.isSaid("statistics"),
                      c.isStatisticsEnabled())),
          setting(
              "management",
              "whether configuration, size and bound are shown over JMX; " + "false unless set",
              SettingTypes.SWITCH,
              LarderConfiguration::setManagementEnabled,
              c ->
                  unless(
                      !c.isManagementEnabled() && !c.isSaid("management"),
                      c.isManagementEnabled())),
          setting(
              "read-through",
              "whether a read of an absent entry loads it; needs `loader`; " + "false unless set",
              SettingTypes.SWITCH,
              LarderConfiguration::setReadThrough,
              c -> unless(!c.isReadThrough() && !c.isSaid("read-through"), c.isReadThrough())),
          setting(
              "write-through",
              "whether changes are written to `writer`; false unless set",
              SettingTypes.SWITCH,
              LarderConfiguration::setWriteThrough,
              c -> unless(!c.isWriteThrough() && !c.isSaid("write-through"), c.isWriteThrough())),
          setting(
              "loader",
              "loads entries, for `loadAll`, and for reads with " + "`read-through`",
              SettingTypes.<CacheLoader<Object, Object>>made(CacheLoader.class),
              LarderConfiguration::setCacheLoaderFactory,
              LarderConfiguration::getCacheLoaderFactory),
          setting(
              "refresh-after",
              "the age after which a hit starts a background reload; needs "
                  + "`read-through` or `refresh-by-caller`",
              SettingTypes.AGE,
              LarderConfiguration::setRefreshAfter,
              LarderConfiguration::getRefreshAfter),
          setting(
              "refresh-by-caller",
              "whether callers supply the reload: annotated methods, and "
                  + "`cache.unwrap(RefreshingCache.class)`; needs `refresh-after`; "
                  + "false unless set",
              SettingTypes.SWITCH,
              LarderConfiguration::setRefreshByCaller,
              LarderConfiguration::getRefreshByCaller),
          setting(
              "stale-if-error",
              "how long beyond `refresh-after` a value is returned at most, "
                  + "for when its reloads fail; needs `refresh-after`; until "
                  + "the value expires unless set",
              SettingTypes.TIME,
              LarderConfiguration::setStaleIfError,
              LarderConfiguration::getStaleIfError),
          setting(
              "coalesce",
              "how long a reload waits for others, which are then loaded by "
                  + "one call of `CacheLoader.loadAll`; needs `refresh-after` and "
                  + "`read-through`; each reload is a call unless set",
              SettingTypes.AGE,
              LarderConfiguration::setCoalesce,
              LarderConfiguration::getCoalesce),
          setting(
              "scheduled-refresh",
              "whether entries that were read since their last load are "
                  + "reloaded at the refresh age without a further hit; needs "
                  + "`refresh-after` and `read-through`; false unless set",
              SettingTypes.SWITCH,
              LarderConfiguration::setScheduledRefresh,
              LarderConfiguration::getScheduledRefresh),
          setting(
              "writer",
              "writes and deletes entries, with `write-through`",
              SettingTypes.<CacheWriter<? super Object, ? super Object>>made(CacheWriter.class),
              LarderConfiguration::setCacheWriterFactory,
              LarderConfiguration::getCacheWriterFactory),
          setting(
              "key-copier",
              "copies keys in place of Java serialization",
              SettingTypes.<Copier<Object>>made(Copier.class),
              LarderConfiguration::setKeyCopierFactory,
              LarderConfiguration::getKeyCopierFactory),
          setting(
              "value-copier",
              "copies values in place of Java serialization",
              SettingTypes.<Copier<Object>>made(Copier.class),
              LarderConfiguration::setValueCopierFactory,
              LarderConfiguration::getValueCopierFactory),
          setting(
              "immutable-types",
              "classes whose instances need no copy, besides strings, boxes, "
                  + "enums, `java.time` and records of such",
              SettingTypes.NAMES,
              LarderConfiguration::setImmutableTypes,
              c -> unless(c.getImmutableTypes().isEmpty(), c.getImmutableTypes())),
          setting(
              "serialization.allow",
              "what may be deserialized, besides the declared types and the " + "JDK's value types",
              SettingTypes.PATTERNS,
              LarderConfiguration::setSerialAllow,
              c -> unless(c.getSerialAllow().isEmpty(), c.getSerialAllow())),
          setting(
              "listeners",
              "the listeners; their switches are false unless set",
              ListenerSetting.LISTENERS,
              ListenerSetting::add,
              Schema::listeners),
          setting(
              "listener-queue-size",
              "how many events may wait for asynchronous listeners; 10000 " + "unless set",
              SettingTypes.COUNT,
              LarderConfiguration::setListenerQueueSize,
              LarderConfiguration::getListenerQueueSize),
          setting(
              "executor",
              "runs asynchronous listeners, `loadAll` and reloads, in place "
                  + "of Larder's own threads",
              SettingTypes.<Executor>made(Executor.class),
              LarderConfiguration::setExecutorFactory,
              Schema::executor),
          setting(
              "store",
              "where entries live; heap unless set",
              SettingTypes.STORE,
              (c, store) -> c.setStoreFactory(store.orElse(null)),
              c -> Optional.ofNullable(c.getStoreFactory()).map(Optional::of).orElse(null)));

  private static final Map<String, Setting<?>> BY_KEY =
      SETTINGS.stream()
          .collect(
              Collectors.toMap(Setting::key, Function.identity(), (a, b) -> a, LinkedHashMap::new));

  /** A regular expression for the keys of properties, where a block is several keys. */
  static final String FLAT =
      Stream.concat(keys().stream(), Stream.of(ConfigSource.TEMPLATE, ConfigSource.CREATE_MISSING))
          .map(Schema::flat)
          .collect(Collectors.joining("|"));

  private Schema() {}

  private static <T> Setting<T> setting(
      String key,
      String meaning,
      SettingType<T> type,
      BiConsumer<LarderConfiguration<Object, Object>, T> set,
      Function<LarderConfiguration<Object, Object>, @Nullable T> said) {
    return new Setting<>(key, meaning, type, set, said, Set.of());
  }

  /** The settings in the order of the table. */
  static Collection<Setting<?>> settings() {
    return SETTINGS;
  }

  /** All keys, nested ones with their path. */
  static Set<String> keys() {
    return BY_KEY.keySet();
  }

  /** Whether this is a setting, or the block of one. */
  static boolean isKey(String key) {
    return keysBelow("").contains(key);
  }

  /** Reads one block of settings. */
  static Layer read(ConfigNode block) {
    return read(block, List.of());
  }

  /**
   * Reads one block of settings.
   *
   * @param others keys that are none of settings, and are accepted too
   */
  static Layer read(ConfigNode block, Collection<String> others) {
    List<SettingValue<?>> assigned = new ArrayList<>();
    readBelow("", block, others, assigned);
    Layer layer = new Layer(assigned);
    String contradiction = layer.contradiction();
    if (contradiction != null) {
      throw block.wrong(contradiction);
    }
    return layer;
  }

  private static void readBelow(
      String prefix, ConfigNode block, Collection<String> others, List<SettingValue<?>> assigned) {
    Set<String> accepted = keysBelow(prefix);
    accepted.addAll(others);
    block
        .parts(accepted)
        .forEach(
            (key, value) -> {
              Setting<?> setting = BY_KEY.get(prefix + key);
              if (others.contains(key)) {
                return;
              }
              if (setting == null) {
                readBelow(prefix + key + ".", value, List.of(), assigned);
              } else {
                assigned.add(setting.read(value));
              }
            });
  }

  private static Set<String> keysBelow(String prefix) {
    return keys().stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()).replaceFirst("\\..*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String flat(String key) {
    return switch (key) {
      case "expiry" -> "expiry(?:\\.(?:" + String.join("|", ExpirySetting.KEYS) + "))?";
      case "listeners" -> "listeners\\.\\d+\\.(?:" + String.join("|", ListenerSetting.KEYS) + ")";
      default -> Pattern.quote(key);
    };
  }

  private static <T> @Nullable T unless(boolean silent, T value) {
    return silent ? null : value;
  }

  /** The type that is said; a primitive type means the box, as languages without boxes have it. */
  private static @Nullable Class<?> typed(Class<?> type) {
    return unless(type == Object.class, boxed(type));
  }

  /** The class of the objects of a type. */
  static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  @SuppressWarnings("unchecked") // a factory only answers, so one of a subtype will do
  private static @Nullable Factory<Executor> executor(LarderConfiguration<Object, Object> c) {
    return (Factory<Executor>) c.getExecutorFactory();
  }

  private static @Nullable List<CacheEntryListenerConfiguration<Object, Object>> listeners(
      LarderConfiguration<Object, Object> c) {
    List<CacheEntryListenerConfiguration<Object, Object>> listeners = ListenerSetting.get(c);
    return listeners.isEmpty() ? null : listeners;
  }

  private static boolean isEternal(LarderConfiguration<?, ?> configuration) {
    Factory<?> expiry = configuration.getExpiryPolicyFactory();
    return EternalExpiryPolicy.factoryOf().equals(expiry);
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
