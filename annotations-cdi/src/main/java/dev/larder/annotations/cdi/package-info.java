/** A portable extension for CDI 4, which containers find without configuration. */
@NullMarked
package dev.larder.annotations.cdi;

import org.jspecify.annotations.NullMarked;
