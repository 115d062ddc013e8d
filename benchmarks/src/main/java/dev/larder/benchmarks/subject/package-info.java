/** The compared caches, each opened in its provider's own way. */
@NullMarked
package dev.larder.benchmarks.subject;

import org.jspecify.annotations.NullMarked;
