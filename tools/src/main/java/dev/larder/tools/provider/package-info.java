/** The size setting of each JCache provider, by names and strings alone. */
@NullMarked
package dev.larder.tools.provider;

import org.jspecify.annotations.NullMarked;
