/** The MXBeans of caches, and their registration. */
@NullMarked
package dev.larder.management;

import org.jspecify.annotations.NullMarked;
