/** Loaders and writers, with their failures mapped as the specification says. */
@NullMarked
package dev.larder.integration;

import org.jspecify.annotations.NullMarked;
