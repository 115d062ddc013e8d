/** Runs rows, subject by subject, round by round, each measurement in a JVM of its own. */
@NullMarked
package dev.larder.benchmarks.run;

import org.jspecify.annotations.NullMarked;
