/**
 * How each JCache provider is told how many entries a cache may hold, by names and strings alone.
 */
@NullMarked
package dev.larder.tools.provider;

import org.jspecify.annotations.NullMarked;
