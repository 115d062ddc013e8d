/** The advice around the calls of annotated methods: one class for results, one for changes. */
@NullMarked
package dev.larder.annotations.advice;

import org.jspecify.annotations.NullMarked;
