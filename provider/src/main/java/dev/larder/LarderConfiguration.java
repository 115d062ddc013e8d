package dev.larder;

import dev.larder.config.ManagerConfiguration;
import dev.larder.store.StoreFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A cache configuration with the settings that the specification (JSR-107, chapter "Configuration")
 * leaves to providers. Each of Larder's own settings is null or empty until it is set. A setting
 * that is not set here is taken from the configuration file, and then from Larder's defaults.
 *
 * <p>A switch or an expiry policy counts as set once its setter is called, even with the default
 * value. A plain {@link MutableConfiguration} does not record calls: there, a setting counts as set
 * if it differs from the default of that class. Types other than {@code Object}, {@code
 * storeByValue=false}, {@code statisticsEnabled=true} and an expiry other than eternal are then
 * set, and for the default values the file applies. A primitive type means its wrapper class.
 *
 * <p>Factories are called when a cache is created. The objects that they return are closed with the
 * cache if they are {@link AutoCloseable}. Later changes of a configuration do not affect caches
 * that were created from it. Serializable if its factories are. Not thread-safe.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public class LarderConfiguration<K, V> extends MutableConfiguration<K, V> {
  /** The maximum size of a cache that evicts no entries. */
  public static final long UNBOUNDED = Long.MAX_VALUE;

  private static final long serialVersionUID = 2L;

  private LarderSettings settings = LarderSettings.NONE;

  /** Creates a configuration without any setting; keys and values are of type {@code Object}. */
  public LarderConfiguration() {}

  /**
   * Copies a configuration, with Larder's own settings if it has them. The copy shares the
   * factories, and nothing else.
   *
   * @param configuration the configuration to copy; not null
   */
  public LarderConfiguration(CompleteConfiguration<K, V> configuration) {
    super(configuration);
    if (configuration instanceof LarderConfiguration<K, V> other) {
      settings = other.settings;
    }
  }

  /**
   * Returns whether a switch or the expiry policy of the specification was set by a method of this
   * class, even if to its default. It then overrides the configuration file.
   *
   * @param key the key of the setting in a configuration file, such as {@code statistics}; not null
   */
  public boolean isSaid(String key) {
    return settings.called().contains(key);
  }

  @Override
  public LarderConfiguration<K, V> setStoreByValue(boolean byValue) {
    settings = settings.withCall("store-by-value");
    super.setStoreByValue(byValue);
    return this;
  }

  @Override
  public LarderConfiguration<K, V> setStatisticsEnabled(boolean enabled) {
    settings = settings.withCall("statistics");
    super.setStatisticsEnabled(enabled);
    return this;
  }

  @Override
  public LarderConfiguration<K, V> setManagementEnabled(boolean enabled) {
    settings = settings.withCall("management");
    super.setManagementEnabled(enabled);
    return this;
  }

  @Override
  public LarderConfiguration<K, V> setReadThrough(boolean readThrough) {
    settings = settings.withCall("read-through");
    super.setReadThrough(readThrough);
    return this;
  }

  @Override
  public LarderConfiguration<K, V> setWriteThrough(boolean writeThrough) {
    settings = settings.withCall("write-through");
    super.setWriteThrough(writeThrough);
    return this;
  }

  @Override
  public LarderConfiguration<K, V> setExpiryPolicyFactory(Factory<? extends ExpiryPolicy> factory) {
    settings = settings.withCall("expiry");
    super.setExpiryPolicyFactory(factory);
    return this;
  }

  /**
   * Returns a builder of a configuration.
   *
   * @param keyType the type of keys; {@code Object} for any; not null
   * @param valueType the type of values; {@code Object} for any; not null
   */
  public static <K, V> LarderConfigurationBuilder<K, V> builder(
      Class<K> keyType, Class<V> valueType) {
    return new LarderConfigurationBuilder<>(keyType, valueType);
  }

  /** Returns the bound in entries, {@link #UNBOUNDED}, or null if it is not set. */
  public @Nullable Long getMaximumSize() {
    return settings.get("maximum-size");
  }

  /**
   * Bounds the cache by entries; {@link #setEvictionPolicy} sets which are evicted first.
   *
   * @param entries at least 1
   * @throws IllegalArgumentException if the number is less than 1
   */
  public LarderConfiguration<K, V> setMaximumSize(long entries) {
    return with("maximum-size", atLeastOne("maximumSize", entries));
  }

  /**
   * Returns which entries are evicted first, or null if it is not set and {@link
   * EvictionPolicy#LRU} is the default.
   */
  public @Nullable EvictionPolicy getEvictionPolicy() {
    return settings.get("policy");
  }

  /**
   * Sets which entries are evicted first when the cache is over its bound.
   *
   * @param policy not null
   * @throws NullPointerException if the policy is null
   */
  public LarderConfiguration<K, V> setEvictionPolicy(EvictionPolicy policy) {
    return with("policy", Objects.requireNonNull(policy, "policy must not be null"));
  }

  /**
   * Returns what a recording of the reads may contain, or null if it is not set and {@link
   * ReadRecording#OFF} is the default.
   */
  public @Nullable ReadRecording getReadRecording() {
    return settings.get("recording");
  }

  /**
   * Sets what a recording of the reads may contain. A recording is started over JMX, see {@link
   * LarderRecorderMXBean}.
   *
   * @param recording not null
   * @throws NullPointerException if the recording is null
   */
  public LarderConfiguration<K, V> setReadRecording(ReadRecording recording) {
    return with("recording", Objects.requireNonNull(recording, "recording must not be null"));
  }

  /** Sets no bound, so that no entry is evicted: {@code setMaximumSize(UNBOUNDED)}. */
  public LarderConfiguration<K, V> setUnbounded() {
    return setMaximumSize(UNBOUNDED);
  }

  /** Returns the bound by weight in the weigher's unit, or null if it is not set. */
  public @Nullable Long getMaximumWeight() {
    return settings.get("maximum-weight");
  }

  /**
   * Bounds the cache by the weight of its entries, which a {@linkplain #setWeigherFactory weigher}
   * returns.
   *
   * @param weight at least 1, in the weigher's unit
   * @throws IllegalArgumentException if the weight is less than 1
   */
  public LarderConfiguration<K, V> setMaximumWeight(long weight) {
    return with("maximum-weight", atLeastOne("maximumWeight", weight));
  }

  /** Returns the factory of the weigher, or null. */
  public @Nullable Factory<Weigher<K, V>> getWeigherFactory() {
    return settings.get("weigher");
  }

  /** Sets the factory of the weigher, which needs a maximum weight; null removes it. */
  public LarderConfiguration<K, V> setWeigherFactory(@Nullable Factory<Weigher<K, V>> factory) {
    return with("weigher", factory);
  }

  /** Returns the factory of the expiry by key and value, or null. */
  public @Nullable Factory<EntryExpiry<K, V>> getEntryExpiryFactory() {
    return settings.get("entry-expiry");
  }

  /**
   * Sets the factory of an expiry by key and value, used in place of an expiry policy; null removes
   * it.
   */
  public LarderConfiguration<K, V> setEntryExpiryFactory(
      @Nullable Factory<EntryExpiry<K, V>> factory) {
    return with("entry-expiry", factory);
  }

  /** Returns the factory of the copier of keys, or null for Java serialization. */
  public @Nullable Factory<Copier<K>> getKeyCopierFactory() {
    return settings.get("key-copier");
  }

  /** Sets the factory of the copier of keys, used if the cache stores by value; null removes it. */
  public LarderConfiguration<K, V> setKeyCopierFactory(@Nullable Factory<Copier<K>> factory) {
    return with("key-copier", factory);
  }

  /** Returns the factory of the copier of values, or null for Java serialization. */
  public @Nullable Factory<Copier<V>> getValueCopierFactory() {
    return settings.get("value-copier");
  }

  /**
   * Sets the factory of the copier of values, used if the cache stores by value; null removes it.
   */
  public LarderConfiguration<K, V> setValueCopierFactory(@Nullable Factory<Copier<V>> factory) {
    return with("value-copier", factory);
  }

  /** Returns the names of further immutable classes; unmodifiable, never null. */
  public Set<String> getImmutableTypes() {
    return settings.names("immutable-types");
  }

  /**
   * Sets which classes need no copy because their instances never change. Strings, wrapper classes,
   * enums, {@code java.time} and records of such types are known to be immutable.
   *
   * @param classNames names as {@link Class#getName} returns them; subclasses are not included.
   *     Neither the collection nor a name may be null
   */
  public LarderConfiguration<K, V> setImmutableTypes(Collection<String> classNames) {
    return with("immutable-types", sorted(classNames));
  }

  /** Returns the patterns of further classes that may be deserialized; unmodifiable, never null. */
  public Set<String> getSerialAllow() {
    return settings.names("serialization.allow");
  }

  /**
   * Sets which classes may be deserialized besides the declared types of keys and values and the
   * JDK's value types.
   *
   * @param patterns class patterns of {@link java.io.ObjectInputFilter.Config#createFilter}: {@code
   *     com.acme.Book}, {@code com.acme.*}, {@code com.acme.**}. Neither the collection nor a
   *     pattern may be null
   */
  public LarderConfiguration<K, V> setSerialAllow(Collection<String> patterns) {
    return with("serialization.allow", sorted(patterns));
  }

  /** Returns how many events may wait for asynchronous listeners, or null if it is not set. */
  public @Nullable Integer getListenerQueueSize() {
    return settings.get("listener-queue-size");
  }

  /**
   * Bounds the events of the cache that wait for asynchronous listeners; 10,000 unless set.
   *
   * @param events at least 1
   * @throws IllegalArgumentException if the number is less than 1
   */
  public LarderConfiguration<K, V> setListenerQueueSize(int events) {
    atLeastOne("listenerQueueSize", events);
    return with("listener-queue-size", events);
  }

  /** Returns the age from which a hit reloads the value, or null if values are not reloaded. */
  public @Nullable Duration getRefreshAfter() {
    return settings.get("refresh-after");
  }

  /**
   * Sets the age from which a hit reloads the value in the background. A value is reloaded once
   * however many hits there are, and all of them return the old value. Refresh needs a loader with
   * read-through, or callers that supply reloads, see {@link #setRefreshByCaller}. The age should
   * be shorter than the lifetime of the entries.
   *
   * @param age counted from the put or load, more than zero; null removes it
   * @throws IllegalArgumentException if the age is zero or negative
   */
  public LarderConfiguration<K, V> setRefreshAfter(@Nullable Duration age) {
    if (age != null && (age.isZero() || age.isNegative())) {
      throw new IllegalArgumentException("refreshAfter must be > 0: " + age);
    }
    return with("refresh-after", age);
  }

  /** Returns whether callers supply reloads; false unless set. */
  public boolean isRefreshByCaller() {
    return Boolean.TRUE.equals(getRefreshByCaller());
  }

  /** Returns whether callers supply reloads; null if it is not set. */
  public @Nullable Boolean getRefreshByCaller() {
    return settings.get("refresh-by-caller");
  }

  /**
   * Sets whether the caller of {@link RefreshingCache#get} supplies the computation that reloads a
   * value. Larder's annotations do so with the annotated method. Other reads use the loader, if
   * there is one.
   *
   * @param byCaller true needs {@link #setRefreshAfter}
   */
  public LarderConfiguration<K, V> setRefreshByCaller(boolean byCaller) {
    return with("refresh-by-caller", byCaller);
  }

  /** Returns how long a value is returned beyond the refresh age, or null if without limit. */
  public @Nullable Duration getStaleIfError() {
    return settings.get("stale-if-error");
  }

  /**
   * Limits how long a value is returned beyond the refresh age while its reloads fail, as the
   * directive of that name in RFC 5861 does. A value that is older than both together is never
   * returned, even if no reload has failed: a read loads it, or fails like the loader. Without a
   * limit a value is returned until it expires.
   *
   * @param time zero or more; null removes the limit
   * @throws IllegalArgumentException if the time is negative
   */
  public LarderConfiguration<K, V> setStaleIfError(@Nullable Duration time) {
    if (time != null && time.isNegative()) {
      throw new IllegalArgumentException("staleIfError must be >= 0: " + time);
    }
    return with("stale-if-error", time);
  }

  /**
   * Returns how long a reload waits for others to be loaded with it, or null if it does not wait.
   */
  public @Nullable Duration getCoalesce() {
    return settings.get("coalesce");
  }

  /**
   * Sets the time within which reloads are collected and loaded by one call of {@code
   * CacheLoader.loadAll}, of at most 500 keys. Without it each reload is a call of {@code load}.
   *
   * @param time more than zero, typically a few milliseconds; null removes it
   * @throws IllegalArgumentException if the time is zero or negative
   */
  public LarderConfiguration<K, V> setCoalesce(@Nullable Duration time) {
    if (time != null && (time.isZero() || time.isNegative())) {
      throw new IllegalArgumentException("coalesce must be > 0: " + time);
    }
    return with("coalesce", time);
  }

  /** Returns whether entries in use are reloaded without a hit; false unless set. */
  public boolean isScheduledRefresh() {
    return Boolean.TRUE.equals(getScheduledRefresh());
  }

  /** Returns whether entries in use are reloaded without a hit; null if it is not set. */
  public @Nullable Boolean getScheduledRefresh() {
    return settings.get("scheduled-refresh");
  }

  /**
   * Sets whether an entry that was read since its last load is reloaded when it reaches the refresh
   * age, without a further hit. The next read then returns a fresh value. An entry that is no
   * longer read is reloaded at most once more. Reloads begin up to a quarter of the refresh age
   * late. They call {@code CacheLoader.loadAll} with at most 500 keys.
   *
   * @param scheduled true needs {@link #setRefreshAfter} and a loader with read-through
   */
  public LarderConfiguration<K, V> setScheduledRefresh(boolean scheduled) {
    return with("scheduled-refresh", scheduled);
  }

  /** Returns the factory of the executor for background work, or null for Larder's own threads. */
  public @Nullable Factory<? extends Executor> getExecutorFactory() {
    return settings.get("executor");
  }

  /**
   * Sets the factory of the executor that runs the background work of the cache: asynchronous
   * listeners, {@code loadAll} and reloads. By default Larder uses daemon threads that end when
   * they are idle.
   *
   * <p>The executor runs each task, perhaps in the calling thread, or rejects it by an exception. A
   * rejected listener call or {@code loadAll} is run by the calling thread or by a thread of
   * Larder's. A reload that a hit has begun is tried again later if it is rejected. The executor is
   * closed with the cache if it is {@link AutoCloseable}. An {@link
   * java.util.concurrent.ExecutorService} is shut down without waiting for it.
   *
   * @param factory null for Larder's own threads
   */
  public LarderConfiguration<K, V> setExecutorFactory(
      @Nullable Factory<? extends Executor> factory) {
    return with("executor", factory);
  }

  /** Returns the factory of the factory of the cache's store, or null for the heap. */
  public @Nullable Factory<StoreFactory> getStoreFactory() {
    return settings.get("store");
  }

  /**
   * Sets the factory of the store factory, which creates the store of the entries; null for the
   * heap.
   */
  public LarderConfiguration<K, V> setStoreFactory(@Nullable Factory<StoreFactory> factory) {
    return with("store", factory);
  }

  /**
   * Checks that no two settings contradict each other. It is called when a cache is created, on the
   * effective configuration.
   *
   * @throws IllegalArgumentException if two settings contradict each other; the message names them
   *     as in the configuration file, and what to change
   */
  public void validate() {
    boolean expiryPolicy = !EternalExpiryPolicy.factoryOf().equals(getExpiryPolicyFactory());
    refuse(
        getMaximumSize() != null && getMaximumWeight() != null,
        "maximum-size and maximum-weight are both set: a cache has one bound, drop one of them");
    refuse(
        getMaximumWeight() != null && getWeigherFactory() == null,
        "maximum-weight is set, but no weigher: set both or neither");
    refuse(
        getWeigherFactory() != null && getMaximumWeight() == null,
        "weigher is set, but no maximum-weight: set both or neither");
    refuse(
        expiryPolicy && getEntryExpiryFactory() != null,
        "expiry and entry-expiry are both set: entries have one expiry, drop one of them");
    refuse(
        isReadThrough() && getCacheLoaderFactory() == null,
        "read-through is set, but no loader: set a loader, or drop read-through");
    refuse(
        getRefreshAfter() != null && !isReadThrough() && !isRefreshByCaller(),
        "refresh-after is set, but neither a loader with read-through nor refresh-by-caller: set"
            + " one of them, or drop refresh-after");
    refuse(
        isRefreshByCaller() && getRefreshAfter() == null,
        "refresh-by-caller is set, but not refresh-after: set both, or drop refresh-by-caller");
    refuse(
        getStaleIfError() != null && getRefreshAfter() == null,
        "stale-if-error is set, but not refresh-after: set both, or drop stale-if-error");
    refuse(
        getCoalesce() != null && (getRefreshAfter() == null || !isReadThrough()),
        "coalesce is set, but not refresh-after and a loader with read-through: set them, or drop"
            + " coalesce");
    refuse(
        isScheduledRefresh() && (getRefreshAfter() == null || !isReadThrough()),
        "scheduled-refresh is set, but not refresh-after and a loader with read-through: set them,"
            + " or drop scheduled-refresh");
    refuse(
        isWriteThrough() && getCacheWriterFactory() == null,
        "write-through is set, but no writer: set a writer, or drop write-through");
  }

  /**
   * Returns whether both configurations have the same settings. Those of the specification are
   * compared by {@link MutableConfiguration#equals}. A plain {@code MutableConfiguration} has none
   * of Larder's own.
   */
  @Override
  public boolean equals(@Nullable Object object) {
    return super.equals(object) && ownSettings(this).equals(ownSettings(object));
  }

  /** Returns the settings that are set, in the syntax of the configuration file. */
  @Override
  public String toString() {
    return "LarderConfiguration{" + ManagerConfiguration.describe(this) + "}";
  }

  @Override
  public int hashCode() {
    // The hash code of an equal MutableConfiguration, which has none of Larder's settings.
    return super.hashCode() + ownSettings(this).hashCode();
  }

  private static Map<String, Object> ownSettings(@Nullable Object configuration) {
    return configuration instanceof LarderConfiguration<?, ?> own
        ? own.settings.withoutDefaults()
        : Map.of();
  }

  private LarderConfiguration<K, V> with(String key, @Nullable Object value) {
    settings = settings.with(key, value);
    return this;
  }

  private static long atLeastOne(String setting, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(setting + " must be >= 1: " + value);
    }
    return value;
  }

  private static Set<String> sorted(Collection<String> names) {
    return Collections.unmodifiableSet(new TreeSet<>(names));
  }

  private static void refuse(boolean contradiction, String message) {
    if (contradiction) {
      throw new IllegalArgumentException(message);
    }
  }
}
