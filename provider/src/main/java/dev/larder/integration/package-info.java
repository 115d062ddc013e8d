/** Loaders and writers. Their exceptions are wrapped as the specification requires. */
@NullMarked
package dev.larder.integration;

import org.jspecify.annotations.NullMarked;
