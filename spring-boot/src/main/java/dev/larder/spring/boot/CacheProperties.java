package dev.larder.spring.boot;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The settings of a cache, of the defaults, or of a template: those of a configuration file, in the
 * form that Spring Boot binds and that editors complete. What is not set is null. Larder reads and
 * checks the texts. Immutable.
 *
 * @param coalesce how long a reload waits for others, which are then loaded by one call of {@code
 *     CacheLoader.loadAll}; needs {@code refresh-after} and {@code read-through}; each reload is a
 *     call unless set
 * @param entryExpiry when each entry expires, by its key and value
 * @param executor runs asynchronous listeners, {@code loadAll} and reloads, in place of Larder's
 *     own threads
 * @param expiry when entries expire; eternal unless set
 * @param immutableTypes classes whose instances need no copy, besides strings, boxes, enums, {@code
 *     java.time} and records of such
 * @param keyCopier copies keys in place of Java serialization
 * @param keyType the type of keys; any unless set
 * @param listenerQueueSize how many events may wait for asynchronous listeners; 10000 unless set
 * @param listeners the listeners; their switches are false unless set
 * @param loader loads entries, for {@code loadAll}, and for reads with {@code read-through}
 * @param management whether configuration, size and bound are shown over JMX; false unless set
 * @param maximumSize the most entries; 10000 unless set
 * @param maximumWeight the most weight, in the unit of the weigher; needs {@code weigher}
 * @param policy which entries are evicted first: {@code lru} evicts the least recently used; {@code
 *     adaptive} weighs recency and frequency, resists scans and loops, and takes 20 to 32 bytes
 *     more an entry; lru unless set
 * @param readThrough whether a read of an absent entry loads it; needs {@code loader}; false unless
 *     set
 * @param recording what {@code larder record} may record of reads: nothing, hashes of keys, or
 *     keys; needs {@code management}; off unless set
 * @param refreshAfter the age after which a hit starts a background reload; needs {@code read-
 *     through} or {@code refresh-by-caller}
 * @param refreshByCaller whether callers supply the reload: annotated methods, and {@code
 *     cache.unwrap(RefreshingCache.class)}; needs {@code refresh-after}; false unless set
 * @param scheduledRefresh whether entries that were read since their last load are reloaded at the
 *     refresh age without a further hit; needs {@code refresh-after} and {@code read-through};
 *     false unless set
 * @param serialization which classes may be deserialized
 * @param staleIfError how long beyond {@code refresh-after} a value is returned at most, for when
 *     its reloads fail; needs {@code refresh-after}; until the value expires unless set
 * @param statistics whether hits and misses are counted and shown over JMX; false unless set
 * @param store where entries live; heap unless set
 * @param storeByValue whether keys and values are copied on their way in and out; true unless set
 * @param template templates that the cache uses, besides those whose pattern matches its name
 * @param valueCopier copies values in place of Java serialization
 * @param valueType the type of values; any unless set
 * @param weigher computes the weight of an entry
 * @param writeThrough whether changes are written to {@code writer}; false unless set
 * @param writer writes and deletes entries, with {@code write-through}
 * @param createMissing whether a cache of a matching name is created when it is first asked for;
 *     for templates
 */
public record CacheProperties(
    @Nullable String coalesce,
    @Nullable String entryExpiry,
    @Nullable String executor,
    @Nullable Expiry expiry,
    @Nullable List<String> immutableTypes,
    @Nullable String keyCopier,
    @Nullable String keyType,
    @Nullable String listenerQueueSize,
    @Nullable List<Listener> listeners,
    @Nullable String loader,
    @Nullable String management,
    @Nullable String maximumSize,
    @Nullable String maximumWeight,
    @Nullable String policy,
    @Nullable String readThrough,
    @Nullable String recording,
    @Nullable String refreshAfter,
    @Nullable String refreshByCaller,
    @Nullable String scheduledRefresh,
    @Nullable Serialization serialization,
    @Nullable String staleIfError,
    @Nullable String statistics,
    @Nullable String store,
    @Nullable String storeByValue,
    @Nullable List<String> template,
    @Nullable String valueCopier,
    @Nullable String valueType,
    @Nullable String weigher,
    @Nullable String writeThrough,
    @Nullable String writer,
    @Nullable String createMissing) {

  private static final String ETERNAL = "eternal";

  /** Passes each setting that is set, with its key in a configuration file. */
  void forEach(BiConsumer<String, Object> action) {
    forEach("", this, action);
  }

  private static void forEach(String prefix, Record settings, BiConsumer<String, Object> action) {
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      Object value = value(settings, component);
      String key = prefix + key(component);
      if (value instanceof Expiry expiry && expiry.isEternal()) {
        action.accept(key, ETERNAL);
      } else if (value instanceof Record nested) {
        forEach(key + ".", nested, action);
      } else if (value instanceof List<?> list
          && !list.isEmpty()
          && list.get(0) instanceof Record) {
        for (int i = 0; i < list.size(); i++) {
          forEach(key + "." + i + ".", (Record) list.get(i), action);
        }
      } else if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
        action.accept(key, value); // an empty list sets nothing
      }
    }
  }

  private static @Nullable Object value(Record settings, RecordComponent component) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the key of a component: in the file it is written with dashes. */
  static String key(RecordComponent component) {
    return component.getName().equals("type")
        ? "class"
        : DataObjectPropertyName.toDashedForm(component.getName());
  }

  /**
   * When entries expire. A time is such as 10m.
   *
   * @param created after the creation of the entry
   * @param accessed after the last read, or the creation
   * @param modified after the last write
   * @param touched after the last read or write
   * @param policy the class of an ExpiryPolicy, or of a factory of one
   */
  public record Expiry(
      @Nullable String created,
      @Nullable String accessed,
      @Nullable String modified,
      @Nullable String touched,
      @Nullable String policy) {

    /**
     * Returns the expiry that a text stands for, in place of a block.
     *
     * @param text {@code eternal}
     * @throws IllegalArgumentException if it is another text
     */
    public static Expiry valueOf(String text) {
      if (!text.strip().equalsIgnoreCase(ETERNAL)) {
        throw new IllegalArgumentException(
            "expiry is eternal, or has one of the keys created, accessed, modified, touched and"
                + " policy, as in larder.caches.books.expiry.modified=10m: '"
                + text
                + "'");
      }
      return new Expiry(null, null, null, null, ETERNAL);
    }

    private boolean isEternal() {
      return ETERNAL.equals(policy);
    }
  }

  /**
   * Which classes may be deserialized.
   *
   * @param allow patterns of class names
   */
  public record Serialization(@Nullable List<String> allow) {}

  /**
   * A listener.
   *
   * @param type the class of the listener; the key is {@code class}
   * @param factory the class of a factory of the listener
   * @param filter the class of a filter of its events
   * @param oldValueRequired whether it gets old values
   * @param synchronous whether operations wait for it
   */
  public record Listener(
      @Name("class") @Nullable String type,
      @Nullable String factory,
      @Nullable String filter,
      @Nullable String oldValueRequired,
      @Nullable String synchronous) {}
}
