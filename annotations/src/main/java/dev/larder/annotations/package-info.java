/**
 * Makes the annotations of {@code javax.cache.annotation} work, on any provider of JCache: by JDK
 * proxies ({@link dev.larder.annotations.CachingProxy}), in CDI and in Guice.
 */
@NullMarked
package dev.larder.annotations;

import org.jspecify.annotations.NullMarked;
