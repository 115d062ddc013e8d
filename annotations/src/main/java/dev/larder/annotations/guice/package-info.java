/** For Guice 7, as a module: {@link dev.larder.annotations.guice.CachingModule}. */
@NullMarked
package dev.larder.annotations.guice;

import org.jspecify.annotations.NullMarked;
