/** The objects of {@code javax.cache}: manager and cache. */
@NullMarked
package dev.larder.jcache;

import org.jspecify.annotations.NullMarked;
