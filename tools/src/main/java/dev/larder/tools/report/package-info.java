/** The output of a replay: progress, tables, a plot in the terminal, SVG and JSON. */
@NullMarked
package dev.larder.tools.report;

import org.jspecify.annotations.NullMarked;
