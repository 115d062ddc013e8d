/** The clock, the scheduler of expiry, and what waiting threads share. */
@NullMarked
package dev.larder.time;

import org.jspecify.annotations.NullMarked;
