/** The statistics of a cache. */
@NullMarked
package dev.larder.statistics;

import org.jspecify.annotations.NullMarked;
