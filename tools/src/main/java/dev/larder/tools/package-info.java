/** The command line of Larder: `larder replay`. */
@NullMarked
package dev.larder.tools;

import org.jspecify.annotations.NullMarked;
