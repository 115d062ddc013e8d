package dev.larder.engine;

import dev.larder.expiry.Expiry;
import dev.larder.store.Action;
import org.jspecify.annotations.Nullable;

/**
 * What shall become of an entry: all that user code has a say in, before anything is written.
 *
 * @param value the value to store, null unless the verb stores
 * @param nanos how long the entry lives, or {@link Expiry#UNCHANGED}
 */
record PlannedChange<V>(Action verb, @Nullable V value, long nanos) {}
