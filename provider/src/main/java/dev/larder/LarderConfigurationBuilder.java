package dev.larder;

import dev.larder.config.Durations;
import dev.larder.expiry.WriteAndAccess;
import dev.larder.store.StoreFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.event.CacheEntryListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link LarderConfiguration} in one expression. Instances that are passed to the builder
 * are used by every cache that is created from the configuration. An instance that is {@link
 * AutoCloseable} is closed with the first of these caches: use one configuration for one cache, or
 * instances that are not closeable. An {@link #executor} is not closed. Arguments must not be null.
 * Not thread-safe.
 *
 * <pre>{@code
 * var books = LarderConfiguration.builder(String.class, Book.class)
 *     .maximumSize(1_000)
 *     .expireAfterCreation(Duration.ofMinutes(10))
 *     .loader(new BookLoader())
 *     .statistics()
 *     .build();
 * Cache<String, Book> cache = manager.createCache("books", books);
 * }</pre>
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class LarderConfigurationBuilder<K, V> {
  private final LarderConfiguration<K, V> configuration = new LarderConfiguration<>();
  private final Set<String> immutableTypes = new LinkedHashSet<>();
  private final Set<String> serialAllow = new LinkedHashSet<>();

  /** The policy that the methods {@code expireAfter...} have set; eternal before the first call. */
  private ExpiryPolicy policy = new EternalExpiryPolicy();

  /** Whether the methods {@code expireAfter...} can be combined with the current policy. */
  private boolean isCombinable = true;

  LarderConfigurationBuilder(Class<K> keyType, Class<V> valueType) {
    configuration.setTypes(keyType, valueType);
  }

  /**
   * Sets which entries are evicted first when the cache is over its bound; the least recently used
   * unless set.
   */
  public LarderConfigurationBuilder<K, V> evictionPolicy(EvictionPolicy policy) {
    configuration.setEvictionPolicy(policy);
    return this;
  }

  /**
   * Sets what a recording of the reads, which is started over JMX, may contain; nothing unless set.
   */
  public LarderConfigurationBuilder<K, V> readRecording(ReadRecording recording) {
    configuration.setReadRecording(recording);
    return this;
  }

  /**
   * Bounds the cache by entries, at least 1; {@link #evictionPolicy} sets which are evicted first.
   *
   * @throws IllegalArgumentException if the number is less than 1
   */
  public LarderConfigurationBuilder<K, V> maximumSize(long entries) {
    configuration.setMaximumSize(entries);
    return this;
  }

  /** Sets no bound, so that no entry is evicted. */
  public LarderConfigurationBuilder<K, V> unbounded() {
    configuration.setUnbounded();
    return this;
  }

  /**
   * Bounds the cache by weight, at least 1, in the weigher's unit.
   *
   * @throws IllegalArgumentException if the weight is less than 1
   */
  public LarderConfigurationBuilder<K, V> maximumWeight(long weight, Weigher<K, V> weigher) {
    configuration.setMaximumWeight(weight).setWeigherFactory(new InstanceFactory<>(weigher));
    return this;
  }

  /**
   * Expires entries a fixed time after their creation. Reads and updates do not change the
   * deadline.
   *
   * @param duration zero or more; a fraction of a millisecond is rounded up
   * @throws IllegalArgumentException if it is negative, or if an expiry after write or access is
   *     set
   */
  public LarderConfigurationBuilder<K, V> expireAfterCreation(Duration duration) {
    refuse(
        !(policy instanceof EternalExpiryPolicy) && !(policy instanceof CreatedExpiryPolicy),
        "expireAfterWrite or expireAfterAccess");
    return combinedExpiry(new CreatedExpiryPolicy(Durations.ofJava(duration)));
  }

  /**
   * Expires entries a fixed time after their last write: creation or update. This is {@link
   * javax.cache.expiry.ModifiedExpiryPolicy}. With {@link #expireAfterAccess} an entry expires when
   * either time has passed: a time to live and a time to idle.
   *
   * @param duration zero or more; a fraction of a millisecond is rounded up
   * @throws IllegalArgumentException if it is negative, or if an expiry after creation is set
   */
  public LarderConfigurationBuilder<K, V> expireAfterWrite(Duration duration) {
    refuseAfterCreation();
    return combinedExpiry(WriteAndAccess.withWrite(policy, Durations.ofJava(duration)));
  }

  /**
   * Expires each entry after a time that depends on its key and value, counted from its last write.
   * A renewed token therefore lives as long as the new token is valid.
   *
   * @param time returns the time to live of the entry. Zero or less, or null, means expired: a new
   *     entry is not stored, an updated one expires at once. If the function throws an exception,
   *     it is logged, a new entry never expires, and an updated one keeps its deadline
   * @throws NullPointerException if the function is null
   */
  public LarderConfigurationBuilder<K, V> expireAfterWrite(
      BiFunction<? super K, ? super V, ? extends @Nullable Duration> time) {
    return entryExpiry(EntryExpiry.afterWrite(time));
  }

  /**
   * Expires entries a fixed time after their last use: read, creation or update. This is {@link
   * javax.cache.expiry.TouchedExpiryPolicy}. The specification's {@link
   * javax.cache.expiry.AccessedExpiryPolicy}, in which an update leaves the deadline unchanged, is
   * set by {@link #expiry}. With {@link #expireAfterWrite(Duration)} an entry expires when either
   * time has passed.
   *
   * @param duration zero or more; a fraction of a millisecond is rounded up
   * @throws IllegalArgumentException if it is negative, or if an expiry after creation is set
   */
  public LarderConfigurationBuilder<K, V> expireAfterAccess(Duration duration) {
    refuseAfterCreation();
    return combinedExpiry(WriteAndAccess.withAccess(policy, Durations.ofJava(duration)));
  }

  private LarderConfigurationBuilder<K, V> combinedExpiry(ExpiryPolicy changed) {
    if (!isCombinable || configuration.getEntryExpiryFactory() != null) {
      throw new IllegalArgumentException(
          "an expiry by a policy or by a function of key and value is set: no other can be combined"
              + " with it");
    }
    expiry(new FactoryBuilder.SingletonFactory<>(changed));
    policy = changed;
    return this;
  }

  private void refuseAfterCreation() {
    refuse(policy instanceof CreatedExpiryPolicy, "expireAfterCreation");
  }

  /** The store does not record the time of creation, so no other time can be combined with it. */
  private static void refuse(boolean contradiction, String set) {
    if (contradiction) {
      throw new IllegalArgumentException(
          set
              + " is set: expireAfterWrite and expireAfterAccess can be combined with each other,"
              + " but not with expireAfterCreation");
    }
  }

  /**
   * Sets the expiry policy of the specification (JSR-107, chapter "Expiry Policies"), in place of
   * one that was set before. A policy after creation, modification or touch can be combined with
   * {@link #expireAfterWrite(Duration)} and the like as if it had been set by such a method; any
   * other cannot.
   */
  public LarderConfigurationBuilder<K, V> expiry(Factory<? extends ExpiryPolicy> factory) {
    configuration.setExpiryPolicyFactory(factory);
    // Calling any other factory would create an object.
    Object instance =
        factory instanceof FactoryBuilder.SingletonFactory<?> only ? only.create() : null;
    isCombinable = instance instanceof ExpiryPolicy known && WriteAndAccess.isCombinable(known);
    policy =
        isCombinable && instance instanceof ExpiryPolicy known ? known : new EternalExpiryPolicy();
    return this;
  }

  /**
   * Sets an expiry by key and value. A lambda sets the lifetime of a new entry, and an update
   * leaves the deadline unchanged: see {@link #expireAfterWrite(BiFunction)} for an expiry that
   * covers updates.
   */
  public LarderConfigurationBuilder<K, V> entryExpiry(EntryExpiry<K, V> expiry) {
    configuration.setEntryExpiryFactory(new InstanceFactory<>(expiry));
    return this;
  }

  /**
   * Sets the loader of missing values, and turns read-through on (JSR-107, chapter "Integration").
   */
  public LarderConfigurationBuilder<K, V> loader(CacheLoader<K, V> loader) {
    configuration.setCacheLoaderFactory(new InstanceFactory<>(loader));
    configuration.setReadThrough(true);
    return this;
  }

  /**
   * Sets a function of the key that loads missing values, and turns read-through on. {@code
   * Cache.loadAll} and {@code Cache.getAll} call it for each key.
   *
   * @param loader returns the value of a key; null if there is none, and no entry is created
   * @throws NullPointerException if the function is null
   */
  public LarderConfigurationBuilder<K, V> loader(
      Function<? super K, ? extends @Nullable V> loader) {
    return loader(new FunctionLoader<K, V>(Objects.requireNonNull(loader, "loader"), null));
  }

  /**
   * Sets a function of many keys that loads missing values, and turns read-through on. {@code
   * Cache.loadAll} and {@code Cache.getAll} call it once for all missing keys, {@code Cache.get}
   * with a set of one key.
   *
   * @param loader returns the values of those keys that have one; null for none. It may modify the
   *     set that it receives
   * @throws NullPointerException if the function is null
   */
  public LarderConfigurationBuilder<K, V> bulkLoader(
      Function<? super Set<K>, ? extends @Nullable Map<? extends K, ? extends V>> loader) {
    return loader(new FunctionLoader<K, V>(null, Objects.requireNonNull(loader, "loader")));
  }

  /**
   * Reloads values in the background when they are hit at this age or later; needs a loader, or
   * {@link #refreshByCaller}. See {@link LarderConfiguration#setRefreshAfter}.
   *
   * @throws IllegalArgumentException if the age is zero or negative
   */
  public LarderConfigurationBuilder<K, V> refreshAfter(Duration age) {
    configuration.setRefreshAfter(age);
    return this;
  }

  /**
   * Lets callers supply reloads, among them Larder's annotations. See {@link
   * LarderConfiguration#setRefreshByCaller}.
   */
  public LarderConfigurationBuilder<K, V> refreshByCaller() {
    configuration.setRefreshByCaller(true);
    return this;
  }

  /**
   * Limits how long a value is returned beyond the refresh age, whether or not a reload has failed.
   * See {@link LarderConfiguration#setStaleIfError}.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  public LarderConfigurationBuilder<K, V> staleIfError(Duration time) {
    configuration.setStaleIfError(time);
    return this;
  }

  /**
   * Collects the reloads that begin within this time into one call of the loader. See {@link
   * LarderConfiguration#setCoalesce}.
   *
   * @throws IllegalArgumentException if the time is zero or negative
   */
  public LarderConfigurationBuilder<K, V> coalesce(Duration time) {
    configuration.setCoalesce(time);
    return this;
  }

  /**
   * Reloads entries in use when they reach the refresh age, without a further hit. See {@link
   * LarderConfiguration#setScheduledRefresh}.
   */
  public LarderConfigurationBuilder<K, V> scheduledRefresh() {
    configuration.setScheduledRefresh(true);
    return this;
  }

  /** Sets the writer of changes, and turns write-through on (JSR-107, chapter "Integration"). */
  public LarderConfigurationBuilder<K, V> writer(CacheWriter<? super K, ? super V> writer) {
    configuration.setCacheWriterFactory(new InstanceFactory<>(writer));
    configuration.setWriteThrough(true);
    return this;
  }

  /**
   * Sets two functions that write and delete entries, and turns write-through on. {@code
   * Cache.putAll} and {@code Cache.removeAll} call them for each key, and stop at the first
   * failure.
   *
   * @param write is called with key and value of each entry that is put
   * @param delete is called with each key that is removed
   * @throws NullPointerException if a function is null
   */
  public LarderConfigurationBuilder<K, V> writer(
      BiConsumer<? super K, ? super V> write, Consumer<? super K> delete) {
    return writer(
        new FunctionWriter<K, V>(
            Objects.requireNonNull(write, "write"), Objects.requireNonNull(delete, "delete")));
  }

  /** Stores keys and values by reference, without copies. */
  public LarderConfigurationBuilder<K, V> storeByReference() {
    configuration.setStoreByValue(false);
    return this;
  }

  /** Enables statistics, which are also available over JMX. */
  public LarderConfigurationBuilder<K, V> statistics() {
    configuration.setStatisticsEnabled(true);
    return this;
  }

  /** Enables management over JMX. */
  public LarderConfigurationBuilder<K, V> management() {
    configuration.setManagementEnabled(true);
    return this;
  }

  /**
   * Registers a listener (JSR-107, chapter "Cache Entry Listeners").
   *
   * @throws IllegalArgumentException if it has been registered already
   */
  public LarderConfigurationBuilder<K, V> listener(CacheEntryListenerConfiguration<K, V> listener) {
    configuration.addCacheEntryListenerConfiguration(listener);
    return this;
  }

  /**
   * Calls a function with key and value of each entry that was created. Like the functions for
   * other events it is called asynchronously, in the order of the key's events. In a cache that
   * stores by value it receives copies. Its exceptions are logged.
   *
   * @throws NullPointerException if the function is null
   */
  public LarderConfigurationBuilder<K, V> onCreated(BiConsumer<? super K, ? super V> action) {
    return listener(new EventActions.OnCreated<>(Objects.requireNonNull(action, "action")));
  }

  /**
   * Calls a function with key and new value of each entry that was updated, as {@link #onCreated}.
   */
  public LarderConfigurationBuilder<K, V> onUpdated(BiConsumer<? super K, ? super V> action) {
    return listener(new EventActions.OnUpdated<>(Objects.requireNonNull(action, "action")));
  }

  /**
   * Calls a function with key and last value of each entry that was removed, as {@link #onCreated}.
   */
  public LarderConfigurationBuilder<K, V> onRemoved(BiConsumer<? super K, ? super V> action) {
    return listener(new EventActions.OnRemoved<>(Objects.requireNonNull(action, "action")));
  }

  /** Calls a function with key and last value of each entry that expired, as {@link #onCreated}. */
  public LarderConfigurationBuilder<K, V> onExpired(BiConsumer<? super K, ? super V> action) {
    return listener(new EventActions.OnExpired<>(Objects.requireNonNull(action, "action")));
  }

  /**
   * Calls a function with key and last value of each entry that was evicted, as {@link #onCreated};
   * see {@link CacheEntryEvictedListener}.
   */
  public LarderConfigurationBuilder<K, V> onEvicted(BiConsumer<? super K, ? super V> action) {
    return listener(new EventActions.OnEvicted<>(Objects.requireNonNull(action, "action")));
  }

  private LarderConfigurationBuilder<K, V> listener(CacheEntryListener<K, V> listener) {
    return listener(EventActions.asynchronous(listener));
  }

  /**
   * Sets the executor of asynchronous listeners, {@code loadAll} and reloads. It may be shared, and
   * is not closed with the cache. See {@link LarderConfiguration#setExecutorFactory}.
   *
   * @throws NullPointerException if the executor is null
   */
  public LarderConfigurationBuilder<K, V> executor(Executor executor) {
    configuration.setExecutorFactory(
        new InstanceFactory<Executor>(
            new SharedExecutor(Objects.requireNonNull(executor, "executor"))));
    return this;
  }

  /**
   * Bounds the events that wait for asynchronous listeners, at least 1.
   *
   * @throws IllegalArgumentException if the number is less than 1
   */
  public LarderConfigurationBuilder<K, V> listenerQueueSize(int events) {
    configuration.setListenerQueueSize(events);
    return this;
  }

  /** Sets the copier of keys, used in place of Java serialization. */
  public LarderConfigurationBuilder<K, V> keyCopier(Copier<K> copier) {
    configuration.setKeyCopierFactory(new InstanceFactory<>(copier));
    return this;
  }

  /** Sets the copier of values, used in place of Java serialization. */
  public LarderConfigurationBuilder<K, V> valueCopier(Copier<V> copier) {
    configuration.setValueCopierFactory(new InstanceFactory<>(copier));
    return this;
  }

  /** Adds classes whose instances are not copied, because they never change; without subclasses. */
  public LarderConfigurationBuilder<K, V> immutable(Class<?>... types) {
    Arrays.stream(types).map(Class::getName).forEach(immutableTypes::add);
    return this;
  }

  /**
   * Adds class patterns that may be deserialized, see {@link LarderConfiguration#setSerialAllow}.
   */
  public LarderConfigurationBuilder<K, V> allow(String... patterns) {
    serialAllow.addAll(Arrays.asList(patterns));
    return this;
  }

  /**
   * Sets the factory of the store that keeps the entries, in place of the heap. The application
   * closes it, after the cache managers that use it.
   */
  public LarderConfigurationBuilder<K, V> store(StoreFactory store) {
    configuration.setStoreFactory(new InstanceFactory<>(new SharedStores(store)));
    return this;
  }

  /**
   * Sets where the entries are, in place of the heap. Each cache manager creates a store factory of
   * its own, which all its caches with an equal setting share, and closes it.
   *
   * @param factory such as {@code dev.larder.valkey.ValkeyConfiguration}
   */
  public LarderConfigurationBuilder<K, V> store(Factory<StoreFactory> factory) {
    configuration.setStoreFactory(Objects.requireNonNull(factory, "factory"));
    return this;
  }

  /**
   * Returns the configuration built so far. Later calls of the builder do not change it.
   *
   * @throws IllegalArgumentException if two settings contradict each other
   */
  public LarderConfiguration<K, V> build() {
    configuration.setImmutableTypes(immutableTypes).setSerialAllow(serialAllow);
    configuration.validate();
    return new LarderConfiguration<>(configuration);
  }
}
