/** The clock that everything below the public face is told the time by. */
@NullMarked
package dev.larder.time;

import org.jspecify.annotations.NullMarked;
