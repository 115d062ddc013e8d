package dev.larder;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a cache knows of one entry at one moment: {@code entry.unwrap(EntryMetadata.class)} of an
 * entry of an iterator or of an entry processor, or {@link ExpiringCache#metadata}. In an entry
 * processor it is the state before the processor. Looking at it is no access: it moves no deadline
 * and counts in no statistics. Immutable.
 *
 * @param age the time since the value was written, or in a cache with {@code CreatedExpiryPolicy}
 *     the time since the entry was created; null if the cache does not keep it. A cache with {@code
 *     refresh-after} keeps it, and so does one with an expiry after write and access together. A
 *     cache with one duration after creation or write knows it until the first entry is given a
 *     time to live of its own, or a reload changes the expiry: after that it is null for all
 *     entries
 * @param timeLeft the time until the entry expires; null if it never does
 * @param idleTime the time since the entry was last used, known to a thousandth of the time to
 *     idle; null if the cache does not keep it. A cache with an expiry after access alone knows it,
 *     with the same exceptions as for the age
 * @param weight the weight of the entry in the unit of the cache's {@link Weigher}; 1 without one
 */
public record EntryMetadata(
    @Nullable Duration age,
    @Nullable Duration timeLeft,
    @Nullable Duration idleTime,
    long weight) {}
