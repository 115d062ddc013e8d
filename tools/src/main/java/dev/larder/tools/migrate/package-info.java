/** Reads the configuration files of other providers, and writes one for Larder. */
@NullMarked
package dev.larder.tools.migrate;

import org.jspecify.annotations.NullMarked;
