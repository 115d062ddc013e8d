package dev.larder.benchmarks;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The two operations that are measured, and what they are done on. */
record Operations(
    Function<Integer, @Nullable Integer> get, BiConsumer<Integer, Integer> put, Object target) {}
