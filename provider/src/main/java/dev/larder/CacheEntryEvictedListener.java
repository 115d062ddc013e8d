package dev.larder;

import javax.cache.event.CacheEntryListener;

/**
 * Hears of evictions, which are no event of the specification (JSR-107, chapter "Cache Entry
 * Listeners"): to its own listeners an evicted entry vanishes in silence, and is neither removed
 * nor expired. The listener is registered like any other, by a {@link
 * javax.cache.configuration.CacheEntryListenerConfiguration}, and may implement the specification's
 * interfaces beside this one.
 *
 * <p>A synchronous listener hears in the calling thread, before the operation returns, of the
 * entries that this operation has evicted itself: a put, a load, a processor or a smaller bound.
 * Another thread may evict an entry in place of the operation that was over the bound; then the
 * listener is called in that thread. Evictions that no such operation causes are told by a listener
 * thread. The events of one key come in their order. Its event filter is not asked about evictions,
 * because filters are typed for the specification's events. The old value is always given, whether
 * or not the registration requires it.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public interface CacheEntryEvictedListener<K, V> extends CacheEntryListener<K, V> {

  /**
   * Called after entries have been evicted.
   *
   * @param evictions what was evicted, at least one, in the order in which it went
   */
  void onEvicted(Iterable<CacheEntryEviction<K, V>> evictions);
}
