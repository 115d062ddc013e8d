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
 * What a cache is put together from.
 *
 * @param loader null when there is none
 * @param readThrough whether reads may call the loader
 * @param refreshing null unless values are loaded anew; then reads may call the loader
 * @param writer null unless the cache writes through
 * @param maximum the bound, in weight if there is a weigher, else in entries
 * @param boundByDefault whether the bound is the one that holds where none is set
 * @param adaptive whether eviction goes by more than recency
 * @param alarm has entries expire
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

  /** The loader that reads may call, null if they may not. */
  @Nullable Loader<K, V> readThroughLoader() {
    return readThrough ? loader : null;
  }
}
