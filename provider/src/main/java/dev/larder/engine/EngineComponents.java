package dev.larder.engine;

import dev.larder.EvictionPolicy;
import dev.larder.Weigher;
import dev.larder.copy.Copiers;
import dev.larder.event.Dispatcher;
import dev.larder.expiry.Expiry;
import dev.larder.integration.Loader;
import dev.larder.integration.Writer;
import dev.larder.statistics.Statistics;
import dev.larder.store.Codecs;
import dev.larder.time.Scheduler;
import dev.larder.time.Ticker;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The components of a cache. */
public record EngineComponents<K, V>(
    String name,
    Copiers<K, V> copies,
    Storage<K, V> storage,
    Integration<K, V> integration,
    Services<K, V> services) {

  /**
   * How long and in which form entries are stored.
   *
   * @param codecs asked only by stores that keep bytes
   * @param managerUri the URI of the cache manager, for stores that outlive it
   */
  public record Storage<K, V>(
      Expiry<K, V> expiry, Bound<K, V> bound, Supplier<Codecs<K, V>> codecs, String managerUri) {}

  /**
   * The bound of the store.
   *
   * @param maximum in weight if there is a weigher, else in entries
   * @param weigher null if each entry counts 1
   * @param isDefault whether the bound was not configured
   * @param policy which entries are evicted first
   */
  public record Bound<K, V>(
      long maximum, @Nullable Weigher<K, V> weigher, boolean isDefault, EvictionPolicy policy) {}

  /**
   * The external source of values.
   *
   * @param loader null if there is none
   * @param isReadThrough whether reads call the loader
   * @param refresh null unless old values are reloaded
   * @param writer null unless the cache writes through
   */
  public record Integration<K, V>(
      @Nullable Loader<K, V> loader,
      boolean isReadThrough,
      @Nullable RefreshSettings refresh,
      @Nullable Writer<K, V> writer) {

    /** Returns the loader that reads call, null if reads do not load. */
    @Nullable Loader<K, V> readThroughLoader() {
      return isReadThrough ? loader : null;
    }
  }

  /**
   * The services that an engine uses.
   *
   * @param scheduler calls the engine when entries are due to expire
   */
  public record Services<K, V>(
      Dispatcher<K, V> dispatcher,
      Statistics statistics,
      Ticker ticker,
      Scheduler scheduler,
      Executors executors) {}

  /**
   * The executors of loads.
   *
   * @param loading runs {@code loadAll}
   * @param reloading runs the reloads that reads begin, perhaps in the calling thread
   * @param unrelated runs the reloads that no read begins, never in the calling thread
   */
  public record Executors(Executor loading, Executor reloading, Executor unrelated) {}
}
