/** The keys that are made of the arguments of calls. */
@NullMarked
package dev.larder.annotations.key;

import org.jspecify.annotations.NullMarked;
