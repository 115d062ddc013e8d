/**
 * Functions that cache their results (memoization), without a cache manager.
 *
 * <pre>{@code
 * MemoizedFunction<String, Integer> price =
 *     Memoizer.create()
 *         .maximumSize(1_000)
 *         .expireAfterWrite(Duration.ofMinutes(10))
 *         .function(Shop::price);
 * price.apply("tea");  // computed
 * price.apply("tea");  // cached
 * }</pre>
 */
@NullMarked
package dev.larder.memo;

import org.jspecify.annotations.NullMarked;
