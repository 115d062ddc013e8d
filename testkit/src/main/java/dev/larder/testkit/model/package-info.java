/**
 * Checks a provider against a naive model of the specification, with random sequences of all
 * operations over all configurations: {@link dev.larder.testkit.model.ModelCheck}.
 *
 * <p>A {@link dev.larder.testkit.model.Subject} is the provider. Each step of a sequence runs on
 * one of its caches and on the model. The check compares the result or exception, the events, the
 * statistics, and the calls of loader, writer and expiry policy. A sequence that differs is shrunk,
 * and reported with its seed. User code (loader, writer, policy, filter, processor) is scripted:
 * its behaviour is a pure function of the step, which the model evaluates too.
 */
@NullMarked
package dev.larder.testkit.model;

import org.jspecify.annotations.NullMarked;
