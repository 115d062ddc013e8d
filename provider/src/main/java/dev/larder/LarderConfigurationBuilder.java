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
 * Describes a {@link LarderConfiguration} in one expression. Instances given here are used as they
 * are, by every cache created from the configuration. An instance that is {@link AutoCloseable} is
 * closed with the first of these caches: use one configuration for one cache, or instances that are
 * not closeable. An {@link #executor} stays open. Functions and instances must not be null. Not
 * thread-safe.
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

  /** What the methods {@code expireAfter...} have set; eternal if they have not been called. */
  private ExpiryPolicy policy = new EternalExpiryPolicy();

  /** Whether the methods {@code expireAfter...} can go on from what is set. */
  private boolean isCombinable = true;

  LarderConfigurationBuilder(Class<K> keyType, Class<V> valueType) {
    configuration.setTypes(keyType, valueType);
  }

  /**
   * Says which entries go first when the cache is over its bound; the least recently used if not
   * said.
   */
  public LarderConfigurationBuilder<K, V> evictionPolicy(EvictionPolicy policy) {
    configuration.setEvictionPolicy(policy);
    return this;
  }

  /**
   * Bounds the cache by entries, at least 1; {@link #evictionPolicy} says which are evicted first.
   */
  public LarderConfigurationBuilder<K, V> maximumSize(long entries) {
    configuration.setMaximumSize(entries);
    return this;
  }

  /** Lets the cache grow without eviction. */
  public LarderConfigurationBuilder<K, V> unbounded() {
    configuration.setUnbounded();
    return this;
  }

  /** Bounds the cache by weight, at least 1, in the weigher's unit. */
  public LarderConfigurationBuilder<K, V> maximumWeight(long weight, Weigher<K, V> weigher) {
    configuration.setMaximumWeight(weight).setWeigherFactory(new InstanceFactory<>(weigher));
    return this;
  }

  /**
   * Expires entries some time after they were created, whatever happens to them meanwhile. An
   * update does not prolong that.
   *
   * @param duration 0 or more; a fraction of a millisecond is rounded up
   * @throws IllegalArgumentException if it is negative, or if an expiry after write or access is
   *     set
   */
  public LarderConfigurationBuilder<K, V> expireAfterCreation(Duration duration) {
    refuse(
        !(policy instanceof EternalExpiryPolicy) && !(policy instanceof CreatedExpiryPolicy),
        "expireAfterWrite or expireAfterAccess");
    return expiryHere(new CreatedExpiryPolicy(Durations.ofJava(duration)));
  }

  /**
   * Expires entries some time after they were last written: created or updated. {@link
   * javax.cache.expiry.ModifiedExpiryPolicy} says the same. With {@link #expireAfterAccess} an
   * entry expires when either time has passed: a time to live and a time to idle.
   *
   * @param duration 0 or more; a fraction of a millisecond is rounded up
   * @throws IllegalArgumentException if it is negative, or if an expiry after creation is set
   */
  public LarderConfigurationBuilder<K, V> expireAfterWrite(Duration duration) {
    refuseAfterCreation();
    return expiryHere(WriteAndAccess.withWrite(policy, Durations.ofJava(duration)));
  }

  /**
   * Expires each entry some time after it was last written, by its key and value: so a token that
   * is renewed lives as long as the new one says.
   *
   * @param time returns the time to live of the entry, counted from the write. Zero or less, or
   *     null, means expired: a new entry is not stored, an updated one expires at once. If the
   *     function throws, that is logged, a new entry never expires, and an updated one keeps its
   *     deadline
   */
  public LarderConfigurationBuilder<K, V> expireAfterWrite(
      BiFunction<? super K, ? super V, ? extends @Nullable Duration> time) {
    return entryExpiry(EntryExpiry.afterWrite(time));
  }

  /**
   * Expires entries some time after they were last used: read, created or updated. {@link
   * javax.cache.expiry.TouchedExpiryPolicy} says the same. The specification's {@link
   * javax.cache.expiry.AccessedExpiryPolicy}, in which an update prolongs nothing, is set by {@link
   * #expiry}. With {@link #expireAfterWrite(Duration)} an entry expires when either time has
   * passed.
   *
   * @param duration 0 or more; a fraction of a millisecond is rounded up
   * @throws IllegalArgumentException if it is negative, or if an expiry after creation is set
   */
  public LarderConfigurationBuilder<K, V> expireAfterAccess(Duration duration) {
    refuseAfterCreation();
    return expiryHere(WriteAndAccess.withAccess(policy, Durations.ofJava(duration)));
  }

  private LarderConfigurationBuilder<K, V> expiryHere(ExpiryPolicy changed) {
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

  /** The time of creation is not kept, so no other time can be combined with it. */
  private static void refuse(boolean contradiction, String set) {
    if (contradiction) {
      throw new IllegalArgumentException(
          set
              + " is set: expireAfterWrite and expireAfterAccess can be combined with each other,"
              + " but not with expireAfterCreation");
    }
  }

  /**
   * Expires entries as a policy of the specification says, in place of one that was set before. A
   * policy after creation, modification or touch can be combined further as if it had been set by
   * {@link #expireAfterWrite(Duration)} and the like; any other cannot.
   */
  public LarderConfigurationBuilder<K, V> expiry(Factory<? extends ExpiryPolicy> factory) {
    configuration.setExpiryPolicyFactory(factory);
    // Only the specification's own factory of one instance is asked: that makes nothing.
    Object one = factory instanceof FactoryBuilder.SingletonFactory<?> only ? only.create() : null;
    isCombinable = one instanceof ExpiryPolicy known && WriteAndAccess.isCombinable(known);
    policy = isCombinable && one instanceof ExpiryPolicy known ? known : new EternalExpiryPolicy();
    return this;
  }

  /**
   * Expires each entry as its key and value say. A lambda says how long a new entry lives, and an
   * update leaves the deadline as it is: see {@link #expireAfterWrite(BiFunction)} for the other
   * way.
   */
  public LarderConfigurationBuilder<K, V> entryExpiry(EntryExpiry<K, V> expiry) {
    configuration.setEntryExpiryFactory(new InstanceFactory<>(expiry));
    return this;
  }

  /** Loads what is not there, and turns read-through on. */
  public LarderConfigurationBuilder<K, V> loader(CacheLoader<K, V> loader) {
    configuration.setCacheLoaderFactory(new InstanceFactory<>(loader));
    configuration.setReadThrough(true);
    return this;
  }

  /**
   * Loads what is not there by a function of the key, and turns read-through on. {@code
   * Cache.loadAll} and {@code Cache.getAll} call it for each key.
   *
   * @param loader answers the value; null where there is none, and then there is no entry
   */
  public LarderConfigurationBuilder<K, V> loader(
      Function<? super K, ? extends @Nullable V> loader) {
    return loader(new FunctionLoader<K, V>(Objects.requireNonNull(loader, "loader"), null));
  }

  /**
   * Loads what is not there by a function of many keys, and turns read-through on. {@code
   * Cache.loadAll} and {@code Cache.getAll} call it once for all keys that are missing, {@code
   * Cache.get} with a set of one key.
   *
   * @param loader answers the values of those keys that have one; null for none. It gets a set of
   *     its own, which it may change
   */
  public LarderConfigurationBuilder<K, V> bulkLoader(
      Function<? super Set<K>, ? extends @Nullable Map<? extends K, ? extends V>> loader) {
    return loader(new FunctionLoader<K, V>(null, Objects.requireNonNull(loader, "loader")));
  }

  /**
   * Loads values anew in the background, once they are of this age and hit; needs a loader, or
   * {@link #refreshByCaller}. See {@link LarderConfiguration#setRefreshAfter}.
   */
  public LarderConfigurationBuilder<K, V> refreshAfter(Duration age) {
    configuration.setRefreshAfter(age);
    return this;
  }

  /**
   * Has values loaded anew by those who ask for them, annotated methods among them. See {@link
   * LarderConfiguration#setRefreshByCaller}.
   */
  public LarderConfigurationBuilder<K, V> refreshByCaller() {
    configuration.setRefreshByCaller(true);
    return this;
  }

  /**
   * Limits how long a value is returned beyond the refresh age, whether or not a reload has failed.
   * See {@link LarderConfiguration#setStaleIfError}.
   */
  public LarderConfigurationBuilder<K, V> staleIfError(Duration time) {
    configuration.setStaleIfError(time);
    return this;
  }

  /**
   * Loads the reloads that begin within this time by one call of the loader. See {@link
   * LarderConfiguration#setCoalesce}.
   */
  public LarderConfigurationBuilder<K, V> coalesce(Duration time) {
    configuration.setCoalesce(time);
    return this;
  }

  /**
   * Reloads entries that are in use when they come to the refresh age, without a further hit. See
   * {@link LarderConfiguration#setScheduledRefresh}.
   */
  public LarderConfigurationBuilder<K, V> scheduledRefresh() {
    configuration.setScheduledRefresh(true);
    return this;
  }

  /** Writes what is put and removed, and turns write-through on. */
  public LarderConfigurationBuilder<K, V> writer(CacheWriter<? super K, ? super V> writer) {
    configuration.setCacheWriterFactory(new InstanceFactory<>(writer));
    configuration.setWriteThrough(true);
    return this;
  }

  /**
   * Writes what is put by one function and deletes what is removed by another, and turns
   * write-through on. {@code Cache.putAll} and {@code Cache.removeAll} call them for each key, and
   * end with the first failure.
   *
   * @param write is called with key and value of each entry that is put
   * @param delete is called with each key that is removed
   */
  public LarderConfigurationBuilder<K, V> writer(
      BiConsumer<? super K, ? super V> write, Consumer<? super K> delete) {
    return writer(
        new FunctionWriter<K, V>(
            Objects.requireNonNull(write, "write"), Objects.requireNonNull(delete, "delete")));
  }

  /** Stores the very objects that are put, without copies. */
  public LarderConfigurationBuilder<K, V> storeByReference() {
    configuration.setStoreByValue(false);
    return this;
  }

  /** Counts hits, misses and times, and shows them over JMX. */
  public LarderConfigurationBuilder<K, V> statistics() {
    configuration.setStatisticsEnabled(true);
    return this;
  }

  /** Shows the configuration over JMX. */
  public LarderConfigurationBuilder<K, V> management() {
    configuration.setManagementEnabled(true);
    return this;
  }

  /**
   * Registers a listener.
   *
   * @throws IllegalArgumentException if it has been registered already
   */
  public LarderConfigurationBuilder<K, V> listener(CacheEntryListenerConfiguration<K, V> listener) {
    configuration.addCacheEntryListenerConfiguration(listener);
    return this;
  }

  /**
   * Calls a function with key and value of each entry that was created. Like the other functions of
   * events it is called asynchronously, in the order of the key's events, with copies of its own in
   * a cache by value (JSR-107, chapter "Cache Entry Listeners"). What it throws is logged.
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
   * Calls a function with key and last value of each entry that was evicted to make room, as {@link
   * #onCreated}; see {@link CacheEntryEvictedListener}.
   */
  public LarderConfigurationBuilder<K, V> onEvicted(BiConsumer<? super K, ? super V> action) {
    return listener(new EventActions.OnEvicted<>(Objects.requireNonNull(action, "action")));
  }

  private LarderConfigurationBuilder<K, V> listener(CacheEntryListener<K, V> listener) {
    return listener(EventActions.asynchronous(listener));
  }

  /**
   * Runs asynchronous listeners, {@code loadAll} and reloads by an executor that the program keeps:
   * it is shared, and not closed with the cache. See {@link
   * LarderConfiguration#setExecutorFactory}.
   */
  public LarderConfigurationBuilder<K, V> executor(Executor executor) {
    configuration.setExecutorFactory(
        new InstanceFactory<Executor>(
            new SharedExecutor(Objects.requireNonNull(executor, "executor"))));
    return this;
  }

  /** Bounds the events that wait for asynchronous listeners, at least 1. */
  public LarderConfigurationBuilder<K, V> listenerQueueSize(int events) {
    configuration.setListenerQueueSize(events);
    return this;
  }

  /** Copies keys by other means than Java serialization. */
  public LarderConfigurationBuilder<K, V> keyCopier(Copier<K> copier) {
    configuration.setKeyCopierFactory(new InstanceFactory<>(copier));
    return this;
  }

  /** Copies values by other means than Java serialization. */
  public LarderConfigurationBuilder<K, V> valueCopier(Copier<V> copier) {
    configuration.setValueCopierFactory(new InstanceFactory<>(copier));
    return this;
  }

  /** Never copies instances of exactly these classes, besides those given before. */
  public LarderConfigurationBuilder<K, V> immutable(Class<?>... types) {
    Arrays.stream(types).map(Class::getName).forEach(immutableTypes::add);
    return this;
  }

  /** Lets these class patterns be deserialized, besides those given before. */
  public LarderConfigurationBuilder<K, V> allow(String... patterns) {
    serialAllow.addAll(Arrays.asList(patterns));
    return this;
  }

  /** Keeps entries in a store other than the heap. */
  public LarderConfigurationBuilder<K, V> store(StoreFactory store) {
    configuration.setStoreFactory(new InstanceFactory<>(store));
    return this;
  }

  /**
   * The configuration as described so far; the builder can be used further without changing it.
   *
   * @throws IllegalArgumentException if two settings contradict each other
   */
  public LarderConfiguration<K, V> build() {
    configuration.setImmutableTypes(immutableTypes).setSerialAllow(serialAllow);
    configuration.validate();
    return new LarderConfiguration<>(configuration);
  }
}
