/** Expiry policies, which are user code, and the deadlines that follow from them. */
@NullMarked
package dev.larder.expiry;

import org.jspecify.annotations.NullMarked;
