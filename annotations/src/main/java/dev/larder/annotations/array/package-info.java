/** Arguments that are arrays, which their callers may change. */
@NullMarked
package dev.larder.annotations.array;

import org.jspecify.annotations.NullMarked;
