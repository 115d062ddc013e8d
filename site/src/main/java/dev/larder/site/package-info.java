/** Builds the documentation site from the Markdown pages of the repository. */
@org.jspecify.annotations.NullMarked
package dev.larder.site;
