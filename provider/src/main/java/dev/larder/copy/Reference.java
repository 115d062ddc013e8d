package dev.larder.copy;

import java.io.Serializable;

/**
 * Stands in a stream for an object that is not copied: its place in a list that only the reader of
 * the same copy has.
 */
record Reference(int place) implements Serializable {}
