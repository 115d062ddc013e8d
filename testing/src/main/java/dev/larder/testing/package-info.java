/**
 * Support for tests of code that uses Larder's caches: time passes only when the test advances it.
 *
 * <pre>{@code
 * SteppedClock clock = new SteppedClock();
 * CacheManager manager = clock.provider().getCacheManager();
 * Cache<String, String> tokens =
 *     manager.createCache(
 *         "tokens",
 *         LarderConfiguration.builder(String.class, String.class)
 *             .expireAfterWrite(Duration.ofMinutes(10))
 *             .build());
 * tokens.put("user", "secret");
 * clock.advance(Duration.ofMinutes(10));
 * assert !tokens.containsKey("user");
 * }</pre>
 */
@NullMarked
package dev.larder.testing;

import org.jspecify.annotations.NullMarked;
