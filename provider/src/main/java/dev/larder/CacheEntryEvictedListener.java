package dev.larder;

import javax.cache.event.CacheEntryListener;

/**
 * Receives evictions. The specification (JSR-107, chapter "Cache Entry Listeners") has no event for
 * them: an evicted entry is neither removed nor expired, and the specification's listeners are not
 * called. An eviction listener is registered like any other, by a {@link
 * javax.cache.configuration.CacheEntryListenerConfiguration}. It may also implement the
 * specification's interfaces.
 *
 * <p>A synchronous listener is called by the thread that evicts the entry, before that thread's
 * operation returns: a put, a load, an entry processor or a smaller bound. That thread need not be
 * the one whose insertion exceeded the bound. If no cache operation evicts the entry, a listener
 * thread calls the listener. The events of one key are delivered in their order. Event filters are
 * not applied to evictions, because filters are typed for the specification's events. The old value
 * is always available, whether or not the registration requires it.
 *
 * <p>Implementations must be thread-safe.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public interface CacheEntryEvictedListener<K, V> extends CacheEntryListener<K, V> {

  /**
   * Called after entries have been evicted. An exception of a synchronous listener is thrown to the
   * caller of the operation as a {@link javax.cache.event.CacheEntryListenerException}; one of an
   * asynchronous listener is logged.
   *
   * @param evictions the evicted entries, at least one, in the order of eviction; never null
   */
  void onEvicted(Iterable<CacheEntryEviction<K, V>> evictions);
}
