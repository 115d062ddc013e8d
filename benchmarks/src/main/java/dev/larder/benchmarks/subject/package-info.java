/** The caches that are compared, each opened in its provider's own way. */
@NullMarked
package dev.larder.benchmarks.subject;

import org.jspecify.annotations.NullMarked;
