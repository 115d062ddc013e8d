/** The figures of caches as meters of Micrometer. */
@NullMarked
package dev.larder.micrometer;

import org.jspecify.annotations.NullMarked;
