/**
 * Applies the annotations of {@code javax.cache.annotation} with any provider of JCache: by JDK
 * proxies ({@link dev.larder.annotations.CachingProxy}), in Guice, and in CDI with a separate
 * artifact.
 */
@NullMarked
package dev.larder.annotations;

import org.jspecify.annotations.NullMarked;
