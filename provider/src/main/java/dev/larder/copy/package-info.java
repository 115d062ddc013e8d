/** Store by value: copies keys and values, except immutable ones. */
@NullMarked
package dev.larder.copy;

import org.jspecify.annotations.NullMarked;
