/** The rows as data, with the targets of Larder in each. */
@NullMarked
package dev.larder.benchmarks.row;

import org.jspecify.annotations.NullMarked;
