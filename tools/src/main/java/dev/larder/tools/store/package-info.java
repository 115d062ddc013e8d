/** The backing store behind the cache: a database table in which every read is a query. */
@NullMarked
package dev.larder.tools.store;

import org.jspecify.annotations.NullMarked;
