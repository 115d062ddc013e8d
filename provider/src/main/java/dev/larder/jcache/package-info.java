/** The implementations of the interfaces of {@code javax.cache}: cache manager, cache and entry. */
@NullMarked
package dev.larder.jcache;

import org.jspecify.annotations.NullMarked;
