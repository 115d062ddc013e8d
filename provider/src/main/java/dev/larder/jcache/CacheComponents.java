package dev.larder.jcache;

import dev.larder.engine.Engine;
import dev.larder.engine.EngineComponents;
import dev.larder.statistics.LoadStatistics;
import dev.larder.store.StoreDescription;

/**
 * The components of one cache, as {@link CacheBuilder} creates them.
 *
 * @param parts the components of the engine
 * @param store what the store can do
 * @param loads counts the calls of the loader
 * @param resources the objects that are closed with the cache
 */
record CacheComponents<K, V>(
    EngineComponents<K, V> parts,
    Engine<K, V> engine,
    StoreDescription store,
    LoadStatistics loads,
    CacheResources resources) {}
