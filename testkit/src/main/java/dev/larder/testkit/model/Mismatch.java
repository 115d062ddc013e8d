package dev.larder.testkit.model;

/**
 * Where a cache and the model part.
 *
 * @param step the number of the step, from 0
 * @param what which step, and what it was to show and has shown
 */
record Mismatch(int step, String what) {}
