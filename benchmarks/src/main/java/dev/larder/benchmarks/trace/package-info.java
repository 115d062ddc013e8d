/** Access traces, and the two hit ratios that are computed rather than measured. */
@NullMarked
package dev.larder.benchmarks.trace;

import org.jspecify.annotations.NullMarked;
