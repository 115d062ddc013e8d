package dev.larder;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a cache knows of one entry at one moment: {@code entry.unwrap(EntryMetadata.class)} of an
 * entry of an iterator or of an entry processor, or {@link TimedCache#metadata}. To look at it is
 * no access: it moves no deadline and counts in no statistics. Immutable.
 *
 * @param age the time since the value was written, or in a cache whose expiry policy is {@code
 *     CreatedExpiryPolicy} the time since the entry was created; null if the cache does not keep
 *     it. A cache with {@code refresh-after} keeps it, and so does one with an expiry after write
 *     and after access together. With an expiry after creation or write alone it is known as long
 *     as no entry was given a time to live of its own and no reload has changed the expiry
 * @param timeToLive the time until the entry expires; null if it never does
 * @param idle the time since the entry was last used, known to a thousandth of the time to idle;
 *     null if the cache does not keep it. A cache with an expiry after access alone keeps it, with
 *     the same exceptions
 * @param weight the weight of the entry in the unit of the cache's {@link Weigher}; 1 without one
 */
public record EntryMetadata(
    @Nullable Duration age, @Nullable Duration timeToLive, @Nullable Duration idle, long weight) {}
