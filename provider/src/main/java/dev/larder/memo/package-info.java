/**
 * Functions that remember their results: {@link dev.larder.memo.Memoizer}, for those who have a
 * function and want no cache to look after.
 */
@NullMarked
package dev.larder.memo;

import org.jspecify.annotations.NullMarked;
