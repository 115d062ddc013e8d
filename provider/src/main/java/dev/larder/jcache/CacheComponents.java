package dev.larder.jcache;

import dev.larder.engine.Engine;
import dev.larder.engine.EngineComponents;
import dev.larder.statistics.LoadStatistics;

/**
 * The components of one cache, as {@link CacheBuilder} creates them.
 *
 * @param parts the components of the engine
 * @param loads counts the calls of the loader
 * @param resources the objects that are closed with the cache
 */
record CacheComponents<K, V>(
    EngineComponents<K, V> parts,
    Engine<K, V> engine,
    LoadStatistics loads,
    CacheResources resources) {}
