/** For CDI 4, as a portable extension that containers find by themselves. */
@NullMarked
package dev.larder.annotations.cdi;

import org.jspecify.annotations.NullMarked;
