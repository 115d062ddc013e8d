/**
 * The Store SPI, and the heap store. A store executes operations where the entries live and reports
 * what changed; what follows from a change is derived by the engine above it.
 */
@NullMarked
package dev.larder.store;

import org.jspecify.annotations.NullMarked;
