/** What happens around a method's call: one class for results, one for changes. */
@NullMarked
package dev.larder.annotations.advice;

import org.jspecify.annotations.NullMarked;
