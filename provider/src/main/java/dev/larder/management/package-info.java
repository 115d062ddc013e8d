/** The MXBeans of caches and managers, and their registration. */
@NullMarked
package dev.larder.management;

import org.jspecify.annotations.NullMarked;
