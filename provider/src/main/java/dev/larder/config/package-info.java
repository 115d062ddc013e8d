/**
 * Configuration files and properties, and how they and a programmatic configuration become a
 * cache's effective one. Every key is one line in {@link dev.larder.config.Schema}; what is not
 * there is an error.
 */
@NullMarked
package dev.larder.config;

import org.jspecify.annotations.NullMarked;
