package dev.larder.copy;

import java.io.Serializable;

/**
 * Replaces, in a stream, an object that is not copied. The index is that in the list of such
 * objects, which only the reader of the same stream has.
 */
record Reference(int index) implements Serializable {}
