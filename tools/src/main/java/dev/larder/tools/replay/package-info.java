/** Replays a trace through a cache, and checks the figures against each other. */
@NullMarked
package dev.larder.tools.replay;

import org.jspecify.annotations.NullMarked;
