/** The recording of the keys that are read. */
@NullMarked
package dev.larder.recording;

import org.jspecify.annotations.NullMarked;
