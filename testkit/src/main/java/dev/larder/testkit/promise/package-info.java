/**
 * Promises of a cache, and a probe of each that needs nothing but {@code javax.cache}, so that any
 * provider can be asked, by the name of its class, which of them it keeps.
 */
@NullMarked
package dev.larder.testkit.promise;

import org.jspecify.annotations.NullMarked;
