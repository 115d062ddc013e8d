/** Runs rows by subject and round, each measurement in a JVM of its own. */
@NullMarked
package dev.larder.benchmarks.run;

import org.jspecify.annotations.NullMarked;
