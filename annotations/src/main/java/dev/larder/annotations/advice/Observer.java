package dev.larder.annotations.advice;

import org.jspecify.annotations.Nullable;

/** Hears how a call ended: with a value, which may be null, or with a failure. */
@FunctionalInterface
interface Observer {
  void ended(@Nullable Object value, @Nullable Throwable failure);
}
