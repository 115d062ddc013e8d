/** Annotated methods, for each kind of interception: a hit is a call. */
@NullMarked
package dev.larder.benchmarks.subject.method;

import org.jspecify.annotations.NullMarked;
