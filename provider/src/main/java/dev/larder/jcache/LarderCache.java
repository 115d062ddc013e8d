package dev.larder.jcache;

import dev.larder.ExpiringCache;
import dev.larder.LarderConfiguration;
import dev.larder.RefreshingCache;
import dev.larder.copy.Copiers;
import dev.larder.engine.Engine;
import dev.larder.engine.Reads;
import dev.larder.integration.Loader;
import dev.larder.recording.ReadRecorder;
import dev.larder.recording.Recording;
import dev.larder.store.Action;
import dev.larder.store.Operation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * The implementation of {@code javax.cache.Cache}. It checks that the cache is open, that arguments
 * are not null and that types are as declared, copies values on the way in and out, and delegates
 * to the {@link Engine}. Thread-safe.
 */
public final class LarderCache<K, V> implements Cache<K, V> {
  @SuppressWarnings("rawtypes") // an updater takes the raw class
  private static final AtomicReferenceFieldUpdater<LarderCache, @Nullable Condition> CONDITION =
      AtomicReferenceFieldUpdater.newUpdater(LarderCache.class, Condition.class, "condition");

  private final String name;
  private final LarderCacheManager manager;
  private final CacheControl<K, V> control;
  private final Engine<K, V> engine;
  private final Reads<K, V> reads;
  private final Copiers<K, V> copiers;
  private final Class<K> keyType;
  private final Class<V> valueType;

  /** The class of the last key that passed the type check. A data race only costs another check. */
  private @Nullable Class<?> lastKeyClass;

  /**
   * Null while the cache is open and its reads are not recorded, so that an operation checks one
   * field for both. Changed by compare-and-set.
   */
  private volatile @Nullable Condition condition;

  private final boolean typed;
  private final boolean fromFile;

  /** Whether the application has obtained the cache. Written under the manager's monitor. */
  private volatile boolean inUse;

  /** Why operations are not plain. */
  private sealed interface Condition {}

  private record Closed(String method) implements Condition {}

  private record Recorded(Recording recording) implements Condition {}

  /**
   * Creates the cache.
   *
   * @param typed whether the file or the application has set its types
   * @param fromFile whether it was created from the file alone
   */
  LarderCache(
      String name,
      LarderCacheManager manager,
      CacheControl<K, V> control,
      boolean typed,
      boolean fromFile) {
    this.name = name;
    this.typed = typed;
    this.fromFile = fromFile;
    this.manager = manager;
    this.control = control;
    this.engine = control.components().engine();
    this.reads = engine.reads();
    this.copiers = control.components().parts().copies();
    this.keyType = control.configuration().getKeyType();
    this.valueType = control.configuration().getValueType();
    connect(control.recorder(), new WeakReference<>(this));
  }

  /** The recorder must not keep the cache alive: the beans of the cache lead to it. */
  private static void connect(ReadRecorder recorder, WeakReference<LarderCache<?, ?>> reference) {
    recorder.connect(
        recording -> {
          LarderCache<?, ?> cache = reference.get();
          if (cache != null) {
            cache.record(recording);
          }
        });
  }

  boolean isTyped() {
    return typed;
  }

  boolean isFromFile() {
    return fromFile;
  }

  boolean isInUse() {
    return inUse;
  }

  void setInUse() {
    inUse = true;
  }

  void requireOpen() {
    if (condition instanceof Closed closed) {
      throw new IllegalStateException(
          "cache '"
              + name
              + "' of cache manager "
              + manager.getURI()
              + " was closed by "
              + closed.method);
    }
  }

  /** Records reads from now on; null ends the recording. */
  private void record(@Nullable Recording recording) {
    changeCondition(recording == null ? null : new Recorded(recording));
  }

  /** Changes the condition unless the cache is closed; returns whether it was open. */
  private boolean changeCondition(@Nullable Condition changed) {
    Condition present = condition;
    while (!(present instanceof Closed)) {
      if (CONDITION.compareAndSet(this, present, changed)) {
        return true;
      }
      present = condition;
    }
    return false;
  }

  /**
   * Checks that the cache is open, and that a key is not null and of the declared type; returns it.
   */
  K key(@Nullable K key) {
    requireOpen();
    return typedKey(key);
  }

  private K typedKey(@Nullable K key) {
    if (key != null && key.getClass() == lastKeyClass) {
      return key;
    }
    K checked = checked(key, keyType, "key");
    lastKeyClass = checked.getClass();
    return checked;
  }

  /** Checks as {@link #key} a key that is read, and records it while reads are recorded. */
  private K readKey(@Nullable K key) {
    return condition == null ? typedKey(key) : recordedKey(key);
  }

  private K recordedKey(@Nullable K key) {
    K checked = key(key);
    if (condition instanceof Recorded recorded && !recorded.recording.add(checked)) {
      CONDITION.compareAndSet(this, recorded, null); // the recording is complete
    }
    return checked;
  }

  /** Checks a value from the caller, and returns a copy. */
  V value(@Nullable V value) {
    if (value == null) {
      throw new NullPointerException("cache '" + name + "': the value must not be null");
    }
    return copiers.value().apply(value);
  }

  private <T> T checked(@Nullable T object, Class<T> type, String what) {
    if (object == null) {
      throw new NullPointerException("cache '" + name + "': the " + what + " must not be null");
    }
    if (!type.isInstance(object)) {
      throw new ClassCastException(
          "cache '%s': the %s must be a %s: %s"
              .formatted(name, what, type.getName(), object.getClass().getName()));
    }
    return object;
  }

  private List<K> keys(@Nullable Set<? extends K> keys) {
    requireOpen();
    if (keys == null) {
      throw new NullPointerException("cache '" + name + "': the set of keys must not be null");
    }
    List<K> checked = new ArrayList<>(keys.size());
    for (K key : keys) {
      checked.add(key(key));
    }
    return checked;
  }

  private List<K> readKeys(@Nullable Set<? extends K> keys) {
    List<K> checked = keys(keys);
    checked.forEach(this::readKey);
    return checked;
  }

  /**
   * Returns the caller's copy of a value; null for an absent entry, as the specification requires.
   */
  @SuppressWarnings("NullAway")
  private V copied(@Nullable V value) {
    return value == null ? null : copiers.value().out(value);
  }

  @Override
  public V get(K key) {
    return copied(reads.get(readKey(key)));
  }

  @Override
  public Map<K, V> getAll(Set<? extends K> keys) {
    Map<K, V> found = engine.bulk().getAll(readKeys(keys));
    copiers.value().outOf(found);
    return found;
  }

  @Override
  public boolean containsKey(K key) {
    return reads.contains(key(key));
  }

  @Override
  public void loadAll(
      Set<? extends K> keys, boolean replaceExistingValues, CompletionListener listener) {
    List<K> own = new ArrayList<>();
    keys(keys).forEach(key -> own.add(copiers.key().apply(key)));
    engine.bulk().loadAll(own, replaceExistingValues, listener);
  }

  @Override
  public void put(K key, V value) {
    engine.run(key(key), Operation.PUT, value(value), null);
  }

  @Override
  public V getAndPut(K key, V value) {
    return copied(engine.run(readKey(key), Operation.GET_AND_PUT, value(value), null).before());
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> map) {
    requireOpen();
    if (map == null) {
      throw new NullPointerException("cache '" + name + "': the map must not be null");
    }
    Map<K, V> entries = new LinkedHashMap<>();
    map.forEach((key, value) -> entries.put(checked(key, keyType, "key"), value(value)));
    engine.bulk().putAll(entries);
  }

  @Override
  public boolean putIfAbsent(K key, V value) {
    return engine.run(key(key), Operation.PUT_IF_ABSENT, value(value), null).stored();
  }

  @Override
  public boolean remove(K key) {
    return engine.run(key(key), Operation.REMOVE, null, null).present();
  }

  @Override
  public boolean remove(K key, V oldValue) {
    K checkedKey = key(key);
    V expected = checked(oldValue, valueType, "old value");
    return engine.run(checkedKey, Operation.REMOVE_IF_SAME, null, expected).action()
        == Action.REMOVE;
  }

  @Override
  public V getAndRemove(K key) {
    return copied(engine.run(readKey(key), Operation.GET_AND_REMOVE, null, null).before());
  }

  @Override
  public boolean replace(K key, V oldValue, V newValue) {
    K checkedKey = key(key);
    V expected = checked(oldValue, valueType, "old value");
    V fresh = value(newValue);
    return engine.run(checkedKey, Operation.REPLACE_IF_SAME, fresh, expected).action()
        == Action.WRITE;
  }

  @Override
  public boolean replace(K key, V value) {
    return engine.run(key(key), Operation.REPLACE, value(value), null).action() == Action.WRITE;
  }

  @Override
  public V getAndReplace(K key, V value) {
    return copied(engine.run(readKey(key), Operation.GET_AND_REPLACE, value(value), null).before());
  }

  @Override
  public void removeAll(Set<? extends K> keys) {
    engine.bulk().removeAll(keys(keys));
  }

  @Override
  public void removeAll() {
    requireOpen();
    List<K> present = new ArrayList<>();
    engine.pages().forEachRemaining(page -> page.forEach(entry -> present.add(entry.getKey())));
    engine.bulk().removeAll(present);
  }

  @Override
  public void clear() {
    requireOpen();
    engine.clear();
  }

  @Override
  @SuppressWarnings("NullAway") // a processor may return null
  public <T> T invoke(K key, EntryProcessor<K, V, T> processor, Object... arguments) {
    K checkedKey = readKey(key);
    Objects.requireNonNull(processor, "the entry processor must not be null");
    return engine.invoke(checkedKey, processor, arguments);
  }

  @Override
  public <T> Map<K, EntryProcessorResult<T>> invokeAll(
      Set<? extends K> keys, EntryProcessor<K, V, T> processor, Object... arguments) {
    List<K> checkedKeys = readKeys(keys);
    Objects.requireNonNull(processor, "the entry processor must not be null");
    return engine.bulk().invokeAll(checkedKeys, processor, arguments);
  }

  @Override
  public Iterator<Entry<K, V>> iterator() {
    requireOpen();
    return new EntryIterator<>(this, engine, copiers);
  }

  @Override
  public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> configuration) {
    requireOpen();
    Objects.requireNonNull(configuration, "the listener configuration must not be null");
    control.register(this, configuration);
  }

  @Override
  public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> configuration) {
    requireOpen();
    Objects.requireNonNull(configuration, "the listener configuration must not be null");
    control.deregister(configuration);
  }

  @Override
  public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
    Objects.requireNonNull(type, "the class of the configuration must not be null");
    LarderConfiguration<K, V> present = control.configuration();
    ImmutableConfiguration<K, V> view = new ImmutableConfiguration<>(present);
    return type.isInstance(view)
        ? type.cast(view)
        : Unwrap.to(type, new LarderConfiguration<>(present), "the configuration of a cache");
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public CacheManager getCacheManager() {
    return manager;
  }

  @Override
  public void close() {
    manager.close(this, "Cache.close()");
  }

  /** Closes the cache; has no effect if it is closed. */
  void closeBy(String method) {
    if (changeCondition(new Closed(method))) {
      control.close();
    }
  }

  /**
   * Closes the cache, and removes its entries from a store that would keep them.
   *
   * @param onRemoved called when they are removed
   */
  void destroyBy(String method, Runnable onRemoved) {
    if (changeCondition(new Closed(method))) {
      try {
        engine.destroy();
      } finally {
        onRemoved.run();
        control.close();
      }
    }
  }

  @Override
  public boolean isClosed() {
    return condition instanceof Closed;
  }

  Class<K> keyType() {
    return keyType;
  }

  Class<V> valueType() {
    return valueType;
  }

  CacheControl<K, V> control() {
    return control;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    Objects.requireNonNull(type, "the class to unwrap to must not be null");
    Object bean = control.beans().get(type);
    Object found = bean == null ? this : bean;
    if (type == ExpiringCache.class) {
      found = new ExpiringView<>(this, engine.times());
    } else if (type == RefreshingCache.class && control.configuration().isRefreshByCaller()) {
      found = (RefreshingCache<K, V>) this::get;
    }
    boolean isRefreshing = type == RefreshingCache.class && found == this;
    String hint = isRefreshing ? " without refresh-by-caller" : "";
    return Unwrap.to(type, found, "cache '" + name + "'" + hint);
  }

  /** Implements {@link RefreshingCache#get}. */
  private @Nullable V get(K key, Callable<? extends V> reload) {
    K checkedKey = readKey(key);
    Objects.requireNonNull(reload, "the computation must not be null");
    return copied(reads.get(checkedKey, Loader.of(reload)));
  }

  @Override
  public String toString() {
    return "cache '" + name + "' of " + manager;
  }
}
