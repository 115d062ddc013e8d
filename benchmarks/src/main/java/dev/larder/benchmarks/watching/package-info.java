/** The cost of what watches a cache. */
@NullMarked
package dev.larder.benchmarks.watching;

import org.jspecify.annotations.NullMarked;
