/** From an expiry policy, which is user code, to deadlines. */
@NullMarked
package dev.larder.expiry;

import org.jspecify.annotations.NullMarked;
