package dev.larder.testkit.model;

/**
 * The first difference between a cache and the model.
 *
 * @param step the number of the step, from 0
 * @param what the step, with expected and actual observations
 */
record Mismatch(int step, String what) {}
