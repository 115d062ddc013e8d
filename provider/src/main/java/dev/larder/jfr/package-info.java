/** Events for the flight recorder of the JDK. */
@NullMarked
package dev.larder.jfr;

import org.jspecify.annotations.NullMarked;
