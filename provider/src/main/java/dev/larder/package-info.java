/**
 * Larder, a provider of JCache (JSR-107, {@code javax.cache} 1.1): the public face.
 *
 * <p>Code that knows nothing but {@code javax.cache} needs none of these types: {@link
 * javax.cache.Caching#getCachingProvider()} finds the provider. They are for what the specification
 * leaves out:
 *
 * <ul>
 *   <li>{@link dev.larder.LarderConfiguration} and its {@linkplain
 *       dev.larder.LarderConfigurationBuilder builder}: bounds by entries or weight, copiers, what
 *       may be deserialized, the store;
 *   <li>{@link dev.larder.Weigher}, {@link dev.larder.Copier} and {@link dev.larder.EntryExpiry}:
 *       user code that these settings name;
 *   <li>{@link dev.larder.CacheEntryEvictedListener}: the event that the specification does not
 *       have;
 *   <li>{@link dev.larder.LarderCacheMXBean}: the size of a cache and its bound at run time.
 * </ul>
 *
 * <p>Parameters and results are not null unless they are marked {@code @Nullable}.
 */
@NullMarked
package dev.larder;

import org.jspecify.annotations.NullMarked;
