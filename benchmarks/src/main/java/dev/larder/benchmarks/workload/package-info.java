/** What JMH measures. */
@NullMarked
package dev.larder.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
