/**
 * The public API of Larder, a provider of JCache (JSR-107, {@code javax.cache} 1.1).
 *
 * <p>An application that uses only {@code javax.cache} needs none of these types, because {@link
 * javax.cache.Caching#getCachingProvider()} finds the provider. They are for settings and
 * operations that the specification does not have:
 *
 * <pre>{@code
 * CacheManager manager = Caching.getCachingProvider().getCacheManager();
 * Cache<String, Book> books =
 *     manager.createCache(
 *         "books",
 *         LarderConfiguration.builder(String.class, Book.class)
 *             .maximumSize(1_000)
 *             .expireAfterWrite(Duration.ofMinutes(10))
 *             .loader(new BookLoader())
 *             .build());
 * Book book = books.get("978-0");
 * long entries = books.unwrap(LarderCacheMXBean.class).getEntryCount();
 * }</pre>
 *
 * <ul>
 *   <li>{@link dev.larder.LarderConfiguration} and its {@linkplain
 *       dev.larder.LarderConfigurationBuilder builder}: bounds by entries or weight, copiers, what
 *       may be deserialized, the store;
 *   <li>{@link dev.larder.Weigher}, {@link dev.larder.Copier} and {@link dev.larder.EntryExpiry}:
 *       user code for these settings;
 *   <li>{@link dev.larder.CacheEntryEvictedListener}: the event for evictions, which the
 *       specification does not have;
 *   <li>{@link dev.larder.ExpiringCache}, {@link dev.larder.ExpiringEntry} and {@link
 *       dev.larder.EntryMetadata}: the times of single entries;
 *   <li>{@link dev.larder.RefreshingCache}: reloads that the caller supplies;
 *   <li>{@link dev.larder.LarderCacheMXBean} and {@link dev.larder.LarderManagerMXBean}: size,
 *       bound and figures of a cache, and the reload of the configuration, at run time;
 *   <li>{@link dev.larder.LarderRecorderMXBean}: which keys are read, to find the best size.
 * </ul>
 *
 * <p>Parameters and results are not null unless they are marked {@code @Nullable}.
 */
@NullMarked
package dev.larder;

import org.jspecify.annotations.NullMarked;
