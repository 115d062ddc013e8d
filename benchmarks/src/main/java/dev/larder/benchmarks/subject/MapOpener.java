package dev.larder.benchmarks.subject;

import java.util.concurrent.ConcurrentHashMap;

/** A limit: a map, without a bound or any other feature of a cache. */
public final class MapOpener implements Opener {
  @Override
  public Target open(Spec spec) {
    return new MapTarget(new ConcurrentHashMap<>());
  }
}
