package dev.larder.copy;

import java.io.Serializable;

/**
 * Replaces, in a stream, an object that is not copied. The place is an index into the list of such
 * objects, which only the reader of the same stream has.
 */
record Reference(int place) implements Serializable {}
