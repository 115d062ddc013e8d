/** The pipeline of a cache: its operations, and the events and counts that follow from them. */
@NullMarked
package dev.larder.engine;

import org.jspecify.annotations.NullMarked;
