/** Records the reads of a running cache. */
@NullMarked
package dev.larder.tools.record;

import org.jspecify.annotations.NullMarked;
