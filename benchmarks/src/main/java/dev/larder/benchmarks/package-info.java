/** Throughput through {@code javax.cache}, beside the peers. */
@NullMarked
package dev.larder.benchmarks;

import org.jspecify.annotations.NullMarked;
