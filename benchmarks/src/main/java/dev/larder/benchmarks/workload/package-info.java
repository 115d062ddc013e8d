/** The JMH benchmarks. */
@NullMarked
package dev.larder.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
