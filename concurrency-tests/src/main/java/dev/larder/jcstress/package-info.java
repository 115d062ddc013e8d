/** Runs the races that are written for jcstress, and counts what they came to. */
@NullMarked
package dev.larder.jcstress;

import org.jspecify.annotations.NullMarked;
