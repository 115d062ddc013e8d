/** The figures of caches over time, read from the MBeans of any JCache provider. */
@NullMarked
package dev.larder.tools.figures;

import org.jspecify.annotations.NullMarked;
