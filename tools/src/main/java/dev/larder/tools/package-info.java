/** The command line of Larder, with a class for each command. */
@NullMarked
package dev.larder.tools;

import org.jspecify.annotations.NullMarked;
