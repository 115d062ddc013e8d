/** Registrations of listeners, and delivery of events in the order of each key. */
@NullMarked
package dev.larder.event;

import org.jspecify.annotations.NullMarked;
