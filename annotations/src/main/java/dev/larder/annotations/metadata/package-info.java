/** The annotations of methods, read once and checked against the rules. */
@NullMarked
package dev.larder.annotations.metadata;

import org.jspecify.annotations.NullMarked;
