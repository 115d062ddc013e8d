/** Access traces: reading them from text, and the trace that ships with the tool. */
@NullMarked
package dev.larder.tools.trace;

import org.jspecify.annotations.NullMarked;
