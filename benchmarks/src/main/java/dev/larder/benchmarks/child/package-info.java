/** Programs that run once in a JVM of their own, for measurements that JMH does not support. */
@NullMarked
package dev.larder.benchmarks.child;

import org.jspecify.annotations.NullMarked;
