/** Which rows there are, as data, and what Larder has to reach in each. */
@NullMarked
package dev.larder.benchmarks.row;

import org.jspecify.annotations.NullMarked;
