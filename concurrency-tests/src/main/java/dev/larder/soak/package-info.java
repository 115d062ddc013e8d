/** Uses caches of all kinds at once, for as long as it is told, and keeps the figures. */
@NullMarked
package dev.larder.soak;

import org.jspecify.annotations.NullMarked;
