/** The test kit's program. */
@NullMarked
package dev.larder.testkit;

import org.jspecify.annotations.NullMarked;
