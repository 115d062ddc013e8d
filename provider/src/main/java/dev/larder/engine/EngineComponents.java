package dev.larder.engine;

import dev.larder.Weigher;
import dev.larder.copy.Copiers;
import dev.larder.event.Dispatcher;
import dev.larder.expiry.Expiry;
import dev.larder.integration.Loader;
import dev.larder.integration.Writer;
import dev.larder.statistics.Statistics;
import dev.larder.store.StoreContext;
import dev.larder.time.Scheduler;
import dev.larder.time.Ticker;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The components of a cache.
 *
 * @param loader null if there is none
 * @param readThrough whether reads call the loader
 * @param refreshing null unless old values are reloaded
 * @param writer null unless the cache writes through
 * @param maximum the bound, in weight if there is a weigher, else in entries
 * @param boundByDefault whether the bound was not configured
 * @param adaptive whether the eviction policy is adaptive, else least recently used
 * @param alarm calls the cache when entries are due to expire
 * @param loading runs {@code loadAll}
 * @param reloading runs the reloads that reads begin, perhaps in the calling thread
 * @param unrelated runs the reloads that no read begins, never in the calling thread
 */
public record EngineComponents<K, V>(
    String name,
    Copiers<K, V> copies,
    Expiry<K, V> expiry,
    @Nullable Loader<K, V> loader,
    boolean readThrough,
    @Nullable RefreshSettings refreshing,
    @Nullable Writer<K, V> writer,
    @Nullable Weigher<K, V> weigher,
    long maximum,
    boolean boundByDefault,
    boolean adaptive,
    Dispatcher<K, V> dispatcher,
    Statistics statistics,
    Ticker ticker,
    Scheduler alarm,
    StoreContext.Codec codec,
    Executor loading,
    Executor reloading,
    Executor unrelated) {

  /** Returns the loader that reads call, null if reads do not load. */
  @Nullable Loader<K, V> readThroughLoader() {
    return readThrough ? loader : null;
  }
}
