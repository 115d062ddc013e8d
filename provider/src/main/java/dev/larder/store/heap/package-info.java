/** The store on the heap: hash table, recency order, timing wheel. */
@NullMarked
package dev.larder.store.heap;

import org.jspecify.annotations.NullMarked;
