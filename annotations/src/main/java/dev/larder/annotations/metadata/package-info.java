/** What the annotations of a method say, read once and checked against the rules. */
@NullMarked
package dev.larder.annotations.metadata;

import org.jspecify.annotations.NullMarked;
