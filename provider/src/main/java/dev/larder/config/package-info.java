/**
 * Reads configuration files and properties, and merges them with the configuration of a program
 * into the effective configuration of a cache. Every key is one row of {@link
 * dev.larder.config.Schema}; any other key is an error.
 */
@NullMarked
package dev.larder.config;

import org.jspecify.annotations.NullMarked;
