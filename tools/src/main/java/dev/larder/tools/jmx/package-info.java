/** Connections to the MBeans of other JVMs. */
@NullMarked
package dev.larder.tools.jmx;

import org.jspecify.annotations.NullMarked;
