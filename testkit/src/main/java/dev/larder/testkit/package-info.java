/** The command-line program of the test kit. */
@NullMarked
package dev.larder.testkit;

import org.jspecify.annotations.NullMarked;
