/** The clock, and the scheduler of expiry. */
@NullMarked
package dev.larder.time;

import org.jspecify.annotations.NullMarked;
