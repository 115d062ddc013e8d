/** Runs the jcstress tests, and counts their results. */
@NullMarked
package dev.larder.jcstress;

import org.jspecify.annotations.NullMarked;
