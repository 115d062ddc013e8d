/** The comparison of Larder with its peers. */
@NullMarked
package dev.larder.benchmarks;

import org.jspecify.annotations.NullMarked;
