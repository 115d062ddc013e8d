package dev.larder.benchmarks.subject;

import java.util.concurrent.ConcurrentHashMap;

/** A limit: a map, which has no bound and nothing else that a cache has. */
public final class MapOpener implements Opener {
  @Override
  public Target open(Spec spec) {
    return new MapTarget(new ConcurrentHashMap<>());
  }
}
