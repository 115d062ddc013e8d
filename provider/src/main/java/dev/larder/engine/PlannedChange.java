package dev.larder.engine;

import dev.larder.expiry.Expiry;
import dev.larder.store.Action;
import org.jspecify.annotations.Nullable;

/**
 * A decided change of one entry: the result of all user code that runs before the writer.
 *
 * @param value the value to store, null unless the action stores
 * @param nanos the time to live in nanoseconds, or {@link Expiry#UNCHANGED}
 */
record PlannedChange<V>(Action action, @Nullable V value, long nanos) {}
