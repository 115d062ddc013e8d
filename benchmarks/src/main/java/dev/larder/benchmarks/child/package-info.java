/** Programs that run once in a JVM of their own, where JMH would not fit. */
@NullMarked
package dev.larder.benchmarks.child;

import org.jspecify.annotations.NullMarked;
