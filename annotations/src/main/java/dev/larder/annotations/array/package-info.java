/** Copies of array arguments, which callers may change. */
@NullMarked
package dev.larder.annotations.array;

import org.jspecify.annotations.NullMarked;
