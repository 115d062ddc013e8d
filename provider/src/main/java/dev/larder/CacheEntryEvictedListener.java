package dev.larder;

import javax.cache.event.CacheEntryListener;

/**
 * Hears of evictions, which are no event of the specification (JSR-107, chapter "Cache Entry
 * Listeners"): to its own listeners an evicted entry vanishes in silence, and is neither removed
 * nor expired. The listener is registered like any other, by a {@link
 * javax.cache.configuration.CacheEntryListenerConfiguration}, and may implement the specification's
 * interfaces beside this one.
 *
 * <p>A synchronous listener is called by the thread that evicts the entry, before that thread's
 * operation returns: a put, a load, an entry processor or a smaller bound. That may be another
 * thread than the one whose entry was over the bound. If no operation of a cache evicts the entry,
 * a listener thread calls the listener. The events of one key come in their order. Its event filter
 * is not asked about evictions, because filters are typed for the specification's events. The old
 * value is always given, whether or not the registration requires it.
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
