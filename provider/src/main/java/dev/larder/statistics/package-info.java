/** Counters of what a cache does. */
@NullMarked
package dev.larder.statistics;

import org.jspecify.annotations.NullMarked;
