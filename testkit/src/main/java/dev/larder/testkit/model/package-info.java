/**
 * Checks a provider against a naive model of the specification, by random sequences of all
 * operations over all configurations: {@link dev.larder.testkit.model.ModelCheck}.
 *
 * <p>A {@link dev.larder.testkit.model.Subject} is the provider. A sequence is done step by step to
 * a cache of it and to the model, and what both show is compared: result or exception, events,
 * statistics, and the calls of loader, writer and expiry policy. What differs is made smaller, and
 * told with its seed. User code (loader, writer, policy, filter, processor) is scripted: what it
 * does is a pure function of the step, so that the model knows it too.
 */
@NullMarked
package dev.larder.testkit.model;

import org.jspecify.annotations.NullMarked;
