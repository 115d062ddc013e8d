/** Copies by value: what need not be copied, and how the rest is. */
@NullMarked
package dev.larder.copy;

import org.jspecify.annotations.NullMarked;
