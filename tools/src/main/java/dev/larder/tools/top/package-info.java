/** The views of {@code larder top}: a table, the details of one cache, JSON and a web page. */
@NullMarked
package dev.larder.tools.top;

import org.jspecify.annotations.NullMarked;
