/**
 * The promises of a cache, each with a probe that uses {@code javax.cache} only. Any provider can
 * be checked by the name of its class.
 */
@NullMarked
package dev.larder.testkit.promise;

import org.jspecify.annotations.NullMarked;
