/**
 * Functions that remember their results, without a cache to look after.
 *
 * <pre>{@code
 * MemoizedFunction<String, Integer> price =
 *     Memoizer.create()
 *         .maximumSize(1_000)
 *         .expireAfterWrite(Duration.ofMinutes(10))
 *         .function(Shop::price);
 * price.apply("tea");  // computed
 * price.apply("tea");  // remembered
 * }</pre>
 */
@NullMarked
package dev.larder.memo;

import org.jspecify.annotations.NullMarked;
