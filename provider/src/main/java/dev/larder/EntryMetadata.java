package dev.larder;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the times and the weight of one entry. It is returned by {@link
 * ExpiringCache#metadata} and by {@code entry.unwrap(EntryMetadata.class)}, for an entry of an
 * iterator or of an entry processor. In an entry processor it is the state before the processor
 * ran. Reading it is not an access: it moves no deadline and is not counted in the statistics.
 * Immutable.
 *
 * @param age the time since the value was written, or in a cache with {@code CreatedExpiryPolicy}
 *     the time since the entry was created; null if the cache does not record it. A cache records
 *     it with {@code refresh-after}, and with an expiry after write and access together. With a
 *     single duration after creation or write, the age is derived from the deadline. This ends when
 *     the first entry gets its own time to live, or when a reload changes the expiry: from then on
 *     the age is null for all entries
 * @param timeLeft the time until the entry expires; null if it never does
 * @param idleTime the time since the entry was last used, accurate to a thousandth of the time to
 *     idle; null if the cache does not record it. It is known with an expiry after access alone,
 *     with the same exceptions as for the age
 * @param weight the weight of the entry in the unit of the cache's {@link Weigher}; 1 without one
 */
public record EntryMetadata(
    @Nullable Duration age,
    @Nullable Duration timeLeft,
    @Nullable Duration idleTime,
    long weight) {}
