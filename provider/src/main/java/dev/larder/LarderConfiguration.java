package dev.larder;

import dev.larder.config.ManagerConfiguration;
import dev.larder.store.StoreFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
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
 * A cache's configuration with everything that the specification (JSR-107, chapter "Configuration")
 * leaves to providers. Each setting of Larder's own is null or empty until it is said, and what is
 * not said here is taken from the configuration file, and then from Larder's defaults.
 *
 * <p>A switch or an expiry policy that is set here counts as said, also if it is set to its
 * default. A plain {@link MutableConfiguration} cannot tell: there, what differs from that class's
 * defaults counts as said. So types other than {@code Object}, {@code storeByValue=false}, {@code
 * statisticsEnabled=true} and an expiry other than eternal are said, and their opposites leave the
 * file its say. A primitive type means its box.
 *
 * <p>Objects made by the factories that are {@link java.io.Closeable} are closed with the cache.
 * Changing a configuration does not change caches that were created from it. Serializable, if what
 * its factories hold is. Not thread-safe.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public class LarderConfiguration<K, V> extends MutableConfiguration<K, V> {
  /** The maximum size of a cache that evicts nothing. */
  public static final long UNBOUNDED = Long.MAX_VALUE;

  private static final long serialVersionUID = 1L;

  private @Nullable Long maximumSize;
  private @Nullable EvictionPolicy evictionPolicy;
  private @Nullable Long maximumWeight;
  private @Nullable Factory<Weigher<K, V>> weigherFactory;
  private @Nullable Factory<EntryExpiry<K, V>> entryExpiryFactory;
  private @Nullable Factory<Copier<K>> keyCopierFactory;
  private @Nullable Factory<Copier<V>> valueCopierFactory;
  private Set<String> immutableTypes = Set.of();
  private Set<String> serialAllow = Set.of();
  private @Nullable Integer listenerQueueSize;
  private @Nullable Duration refreshAfter;
  private @Nullable Boolean refreshByCaller;
  private @Nullable Duration staleIfError;
  private @Nullable Duration coalesce;
  private @Nullable Boolean scheduledRefresh;
  private @Nullable Factory<StoreFactory> storeFactory;
  private @Nullable Factory<? extends Executor> executorFactory;

  /** The settings of the specification that were set, be it to their defaults. */
  private final Set<String> saidDefaults = new TreeSet<>();

  /** Says nothing: the types are {@code Object}, and every setting is left open. */
  public LarderConfiguration() {}

  /**
   * Copies a configuration, with Larder's own settings if it has them. The factories are shared,
   * and nothing else is.
   *
   * @param configuration what to copy
   */
  public LarderConfiguration(CompleteConfiguration<K, V> configuration) {
    super(configuration);
    if (configuration instanceof LarderConfiguration<K, V> other) {
      maximumSize = other.maximumSize;
      evictionPolicy = other.evictionPolicy;
      maximumWeight = other.maximumWeight;
      weigherFactory = other.weigherFactory;
      entryExpiryFactory = other.entryExpiryFactory;
      keyCopierFactory = other.keyCopierFactory;
      valueCopierFactory = other.valueCopierFactory;
      immutableTypes = other.immutableTypes;
      serialAllow = other.serialAllow;
      listenerQueueSize = other.listenerQueueSize;
      refreshAfter = other.refreshAfter;
      refreshByCaller = other.refreshByCaller;
      staleIfError = other.staleIfError;
      coalesce = other.coalesce;
      scheduledRefresh = other.scheduledRefresh;
      executorFactory = other.executorFactory;
      storeFactory = other.storeFactory;
      saidDefaults.addAll(other.saidDefaults);
    }
  }

  /**
   * Whether a switch or the expiry policy of the specification was set by a method of this class,
   * be it to what it is by default: then it counts over what a configuration file says.
   *
   * @param key the key of the setting in a configuration file, such as {@code statistics}
   */
  public boolean isSaid(String key) {
    return saidDefaults.contains(key);
  }

  @Override
  public LarderConfiguration<K, V> setStoreByValue(boolean byValue) {
    saidDefaults.add("store-by-value");
    super.setStoreByValue(byValue);
    return this;
  }

  @Override
  public LarderConfiguration<K, V> setStatisticsEnabled(boolean enabled) {
    saidDefaults.add("statistics");
    super.setStatisticsEnabled(enabled);
    return this;
  }

  @Override
  public LarderConfiguration<K, V> setManagementEnabled(boolean enabled) {
    saidDefaults.add("management");
    super.setManagementEnabled(enabled);
    return this;
  }

  @Override
  public LarderConfiguration<K, V> setReadThrough(boolean readThrough) {
    saidDefaults.add("read-through");
    super.setReadThrough(readThrough);
    return this;
  }

  @Override
  public LarderConfiguration<K, V> setWriteThrough(boolean writeThrough) {
    saidDefaults.add("write-through");
    super.setWriteThrough(writeThrough);
    return this;
  }

  @Override
  public LarderConfiguration<K, V> setExpiryPolicyFactory(Factory<? extends ExpiryPolicy> factory) {
    saidDefaults.add("expiry");
    super.setExpiryPolicyFactory(factory);
    return this;
  }

  /**
   * Starts a fluent description of a configuration.
   *
   * @param keyType the type of keys; {@code Object} for any
   * @param valueType the type of values; {@code Object} for any
   */
  public static <K, V> LarderConfigurationBuilder<K, V> builder(
      Class<K> keyType, Class<V> valueType) {
    return new LarderConfigurationBuilder<>(keyType, valueType);
  }

  /** The most entries that the cache keeps, {@link #UNBOUNDED} or null if it is not said. */
  public @Nullable Long getMaximumSize() {
    return maximumSize;
  }

  /**
   * Bounds the cache by entries; {@link #setEvictionPolicy} says which are evicted first.
   *
   * @param entries at least 1
   * @throws IllegalArgumentException if the number is less than 1
   */
  public LarderConfiguration<K, V> setMaximumSize(long entries) {
    maximumSize = atLeastOne("maximumSize", entries);
    return this;
  }

  /**
   * Which entries go first when the cache is over its bound, or null if it is not said: {@link
   * EvictionPolicy#LRU} then.
   */
  public @Nullable EvictionPolicy getEvictionPolicy() {
    return evictionPolicy;
  }

  /**
   * Says which entries go first when the cache is over its bound.
   *
   * @param policy not null
   * @return this
   */
  public LarderConfiguration<K, V> setEvictionPolicy(EvictionPolicy policy) {
    evictionPolicy = Objects.requireNonNull(policy, "policy must not be null");
    return this;
  }

  /** Lets the cache grow without eviction: {@code setMaximumSize(UNBOUNDED)}. */
  public LarderConfiguration<K, V> setUnbounded() {
    return setMaximumSize(UNBOUNDED);
  }

  /** The most weight that the cache keeps, or null if it is not bounded by weight. */
  public @Nullable Long getMaximumWeight() {
    return maximumWeight;
  }

  /**
   * Bounds the cache by the weight of its entries, which a {@linkplain #setWeigherFactory weigher}
   * tells.
   *
   * @param weight at least 1, in the weigher's unit
   * @throws IllegalArgumentException if the weight is less than 1
   */
  public LarderConfiguration<K, V> setMaximumWeight(long weight) {
    maximumWeight = atLeastOne("maximumWeight", weight);
    return this;
  }

  /** What makes the weigher, or null. */
  public @Nullable Factory<Weigher<K, V>> getWeigherFactory() {
    return weigherFactory;
  }

  /** Says what makes the weigher; null takes it back. It needs a maximum weight. */
  public LarderConfiguration<K, V> setWeigherFactory(@Nullable Factory<Weigher<K, V>> factory) {
    weigherFactory = factory;
    return this;
  }

  /** What makes the expiry that sees key and value, or null. */
  public @Nullable Factory<EntryExpiry<K, V>> getEntryExpiryFactory() {
    return entryExpiryFactory;
  }

  /** Says what makes the expiry of entries, in place of an expiry policy; null takes it back. */
  public LarderConfiguration<K, V> setEntryExpiryFactory(
      @Nullable Factory<EntryExpiry<K, V>> factory) {
    entryExpiryFactory = factory;
    return this;
  }

  /** What makes the copier of keys, or null for Java serialization. */
  public @Nullable Factory<Copier<K>> getKeyCopierFactory() {
    return keyCopierFactory;
  }

  /** Says what makes the copier of keys, used if the cache stores by value; null takes it back. */
  public LarderConfiguration<K, V> setKeyCopierFactory(@Nullable Factory<Copier<K>> factory) {
    keyCopierFactory = factory;
    return this;
  }

  /** What makes the copier of values, or null for Java serialization. */
  public @Nullable Factory<Copier<V>> getValueCopierFactory() {
    return valueCopierFactory;
  }

  /**
   * Says what makes the copier of values, used if the cache stores by value; null takes it back.
   */
  public LarderConfiguration<K, V> setValueCopierFactory(@Nullable Factory<Copier<V>> factory) {
    valueCopierFactory = factory;
    return this;
  }

  /** The names of classes whose instances never change, besides those known; unmodifiable. */
  public Set<String> getImmutableTypes() {
    return immutableTypes;
  }

  /**
   * Says which classes need no copy because their instances never change. Strings, boxes, enums,
   * {@code java.time} and records of such are known without.
   *
   * @param classNames names as {@link Class#getName} gives them; subclasses are not meant
   */
  public LarderConfiguration<K, V> setImmutableTypes(Collection<String> classNames) {
    immutableTypes = sorted(classNames);
    return this;
  }

  /** What may be deserialized besides the default, as class patterns; unmodifiable. */
  public Set<String> getSerialAllow() {
    return serialAllow;
  }

  /**
   * Says what may be deserialized besides the declared types of keys and values and the JDK's value
   * types.
   *
   * @param patterns class patterns of {@link java.io.ObjectInputFilter.Config#createFilter}: {@code
   *     com.acme.Book}, {@code com.acme.*}, {@code com.acme.**}
   */
  public LarderConfiguration<K, V> setSerialAllow(Collection<String> patterns) {
    serialAllow = sorted(patterns);
    return this;
  }

  /** How many events may wait for asynchronous listeners, or null if it is not said. */
  public @Nullable Integer getListenerQueueSize() {
    return listenerQueueSize;
  }

  /**
   * Bounds the events of the cache that wait for asynchronous listeners; 10,000 unless said.
   *
   * @param events at least 1
   * @throws IllegalArgumentException if the number is less than 1
   */
  public LarderConfiguration<K, V> setListenerQueueSize(int events) {
    atLeastOne("listenerQueueSize", events);
    listenerQueueSize = events;
    return this;
  }

  /** The age from which on a hit has the value loaded anew, or null if none does. */
  public @Nullable Duration getRefreshAfter() {
    return refreshAfter;
  }

  /**
   * Has a hit on a value that was put or loaded so long ago, or longer, load it anew: in the
   * background, once however many hits there are, while all of them return the old value. It needs
   * a loader and read-through, or callers that load, see {@link #setRefreshByCaller}, and is of use
   * only if it is shorter than the entries live.
   *
   * @param age more than zero; null takes it back
   * @throws IllegalArgumentException if the age is zero or negative
   */
  public LarderConfiguration<K, V> setRefreshAfter(@Nullable Duration age) {
    if (age != null && (age.isZero() || age.isNegative())) {
      throw new IllegalArgumentException("refreshAfter must be > 0: " + age);
    }
    refreshAfter = age;
    return this;
  }

  /** Whether callers load values anew; false unless set. */
  public boolean isRefreshByCaller() {
    return refreshByCaller != null && refreshByCaller;
  }

  /**
   * Whether the callers of annotated methods refresh values; null if the program did not set it.
   */
  public @Nullable Boolean getRefreshByCaller() {
    return refreshByCaller;
  }

  /**
   * Lets the caller of {@link RefreshingCache#get} supply the computation that reloads a value.
   * Larder's annotations do so with the annotated method. Other reads use the loader, if there is
   * one.
   *
   * @param byCaller whether callers do; of use only with {@link #setRefreshAfter}
   */
  public LarderConfiguration<K, V> setRefreshByCaller(boolean byCaller) {
    refreshByCaller = byCaller;
    return this;
  }

  /** For how long a value that cannot be loaded anew is served, or null for its whole life. */
  public @Nullable Duration getStaleIfError() {
    return staleIfError;
  }

  /**
   * Limits how long a value is returned beyond the refresh age, for when its reloads fail, as the
   * directive of that name in RFC 5861 does. A value that is older than both together is never
   * returned, even if no reload has failed: a read loads it, or fails as the loader does. Without a
   * limit a value is returned until it expires.
   *
   * @param time zero or more; null takes the limit back
   * @throws IllegalArgumentException if the time is negative
   */
  public LarderConfiguration<K, V> setStaleIfError(@Nullable Duration time) {
    if (time != null && time.isNegative()) {
      throw new IllegalArgumentException("staleIfError must be >= 0: " + time);
    }
    staleIfError = time;
    return this;
  }

  /** For how long a reload waits for others, or null if each is a call of the loader. */
  public @Nullable Duration getCoalesce() {
    return coalesce;
  }

  /**
   * Collects the reloads that begin within this time, and has them loaded by one call of {@code
   * CacheLoader.loadAll}, of at most 500 keys. Without it each reload is a call of {@code load}.
   *
   * @param time more than 0, a few milliseconds as a rule; null takes it back
   * @throws IllegalArgumentException if the time is zero or negative
   */
  public LarderConfiguration<K, V> setCoalesce(@Nullable Duration time) {
    if (time != null && (time.isZero() || time.isNegative())) {
      throw new IllegalArgumentException("coalesce must be > 0: " + time);
    }
    coalesce = time;
    return this;
  }

  /** Whether hot entries are reloaded without a hit; false unless set. */
  public boolean isScheduledRefresh() {
    return scheduledRefresh != null && scheduledRefresh;
  }

  /** Returns what the program has set; null if it has set nothing. */
  public @Nullable Boolean getScheduledRefresh() {
    return scheduledRefresh;
  }

  /**
   * Has entries that were read since they were last loaded reloaded when they come to the refresh
   * age, without a further hit: the next reader gets a fresh value. An entry that nobody reads is
   * reloaded once more at most, and then expires or stays as it is. Reloads begin up to a quarter
   * of the refresh age late. They use {@code CacheLoader.loadAll} of at most 500 keys.
   *
   * @param scheduled of use only with {@link #setRefreshAfter} and a loader
   */
  public LarderConfiguration<K, V> setScheduledRefresh(boolean scheduled) {
    scheduledRefresh = scheduled;
    return this;
  }

  /** What makes the executor of the cache's background work, or null for Larder's own threads. */
  public @Nullable Factory<? extends Executor> getExecutorFactory() {
    return executorFactory;
  }

  /**
   * Sets what runs the background work of the cache: asynchronous listeners, {@code loadAll} and
   * reloads. Unless set, Larder has daemon threads that end when they are idle. The executor runs
   * each task, perhaps in the calling thread, or rejects it by an exception. A listener or a {@code
   * loadAll} that it rejects is run by the calling thread or by one of Larder's; a reload that a
   * hit has begun and that it rejects is tried again later. The executor is closed with the cache
   * if it is {@link AutoCloseable}; an {@link java.util.concurrent.ExecutorService} is shut down,
   * and not waited for.
   *
   * @param factory null for Larder's own threads
   */
  public LarderConfiguration<K, V> setExecutorFactory(
      @Nullable Factory<? extends Executor> factory) {
    executorFactory = factory;
    return this;
  }

  /** What makes the maker of the cache's store, or null for the heap. */
  public @Nullable Factory<StoreFactory> getStoreFactory() {
    return storeFactory;
  }

  /** Says where entries live; null means on the heap. */
  public LarderConfiguration<K, V> setStoreFactory(@Nullable Factory<StoreFactory> factory) {
    storeFactory = factory;
    return this;
  }

  /**
   * Checks that no two settings contradict each other. Called when a cache is created, on its
   * effective configuration.
   *
   * @throws IllegalArgumentException that names the settings, in the words of the configuration
   *     file, and says what to do
   */
  public void validate() {
    boolean expiryPolicy = !EternalExpiryPolicy.factoryOf().equals(getExpiryPolicyFactory());
    refuse(
        maximumSize != null && maximumWeight != null,
        "maximum-size and maximum-weight are both set: a cache has one bound, drop one of them");
    refuse(
        maximumWeight != null && weigherFactory == null,
        "maximum-weight is set, but no weigher: set both or neither");
    refuse(
        weigherFactory != null && maximumWeight == null,
        "weigher is set, but no maximum-weight: set both or neither");
    refuse(
        expiryPolicy && entryExpiryFactory != null,
        "expiry and entry-expiry are both set: entries have one expiry, drop one of them");
    refuse(
        isReadThrough() && getCacheLoaderFactory() == null,
        "read-through is set, but no loader: set a loader, or drop read-through");
    refuse(
        refreshAfter != null && !isReadThrough() && !isRefreshByCaller(),
        "refresh-after is set, but neither a loader with read-through nor refresh-by-caller: set one"
            + " of them, or drop refresh-after");
    refuse(
        isRefreshByCaller() && refreshAfter == null,
        "refresh-by-caller is set, but not refresh-after: set both, or drop refresh-by-caller");
    refuse(
        staleIfError != null && refreshAfter == null,
        "stale-if-error is set, but not refresh-after: set both, or drop stale-if-error");
    refuse(
        coalesce != null && (refreshAfter == null || !isReadThrough()),
        "coalesce is set, but not refresh-after and a loader with read-through: set them, or drop"
            + " coalesce");
    refuse(
        isScheduledRefresh() && (refreshAfter == null || !isReadThrough()),
        "scheduled-refresh is set, but not refresh-after and a loader with read-through: set them,"
            + " or drop scheduled-refresh");
    refuse(
        isWriteThrough() && getCacheWriterFactory() == null,
        "write-through is set, but no writer: set a writer, or drop write-through");
  }

  /**
   * Equal to a configuration with the same settings, in the specification's part as {@link
   * MutableConfiguration#equals} sees it; a plain {@code MutableConfiguration} has said nothing in
   * Larder's part.
   */
  @Override
  public boolean equals(@Nullable Object object) {
    return super.equals(object)
        && ownSettings()
            .equals(
                object instanceof LarderConfiguration<?, ?> other
                    ? other.ownSettings()
                    : new LarderConfiguration<>().ownSettings());
  }

  /** What is set, in the words of the configuration file; a cache logs its settings so, too. */
  @Override
  public String toString() {
    return "LarderConfiguration{" + ManagerConfiguration.describe(this) + "}";
  }

  @Override
  public int hashCode() {
    List<@Nullable Object> own = ownSettings();
    boolean nothingSaid = own.equals(new LarderConfiguration<>().ownSettings());
    return nothingSaid ? super.hashCode() : 31 * super.hashCode() + own.hashCode();
  }

  private List<@Nullable Object> ownSettings() {
    return Arrays.asList(
        maximumSize,
        evictionPolicy == null ? EvictionPolicy.LRU : evictionPolicy,
        maximumWeight,
        weigherFactory,
        entryExpiryFactory,
        keyCopierFactory,
        valueCopierFactory,
        immutableTypes,
        serialAllow,
        listenerQueueSize,
        refreshAfter,
        isRefreshByCaller(),
        staleIfError,
        coalesce,
        isScheduledRefresh(),
        storeFactory,
        executorFactory);
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
