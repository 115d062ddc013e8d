/**
 * Makes the annotations of {@code javax.cache.annotation} work, on any provider of JCache: by JDK
 * proxies ({@link dev.larder.annotations.CachingProxy}), in Guice, and in CDI by an artifact of its
 * own.
 */
@NullMarked
package dev.larder.annotations;

import org.jspecify.annotations.NullMarked;
