/** A long-running load test with caches of all kinds, which records figures. */
@NullMarked
package dev.larder.soak;

import org.jspecify.annotations.NullMarked;
