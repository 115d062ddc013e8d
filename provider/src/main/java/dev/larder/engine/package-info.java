/** The pipeline: transitions, and the one place where their consequences are derived. */
@NullMarked
package dev.larder.engine;

import org.jspecify.annotations.NullMarked;
