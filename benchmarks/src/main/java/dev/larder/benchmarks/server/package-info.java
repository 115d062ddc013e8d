/** Compares providers whose entries live on one server. */
@NullMarked
package dev.larder.benchmarks.server;

import org.jspecify.annotations.NullMarked;
