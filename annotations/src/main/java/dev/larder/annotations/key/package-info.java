/** Keys that are made from the arguments of calls. */
@NullMarked
package dev.larder.annotations.key;

import org.jspecify.annotations.NullMarked;
