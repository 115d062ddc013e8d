/** Caches whose entries live on a Valkey or Redis server, or cluster. */
@NullMarked
package dev.larder.valkey;

import org.jspecify.annotations.NullMarked;
